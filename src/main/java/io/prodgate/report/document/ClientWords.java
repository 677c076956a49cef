package io.prodgate.report.document;

import io.prodgate.report.Finding;

/** Words for those who use production and do not know how it is built. */
final class ClientWords {
    private ClientWords() {}

    /** For a check without a title: what its kind is about. */
    static String kind(String kind) {
        return switch (kind) {
            case "tls" -> "The connection is encrypted and trusted";
            case "http" -> "A request is answered as it should be";
            case "journey" -> "What is sent arrives at its end";
            case "app" -> "A way through the app";
            case "metric" -> "A number is as agreed";
            case "trace" -> "What happens can be followed";
            case "isolation" -> "Clients are apart";
            case "separation" -> "Tests are not counted as use";
            case "alert" -> "Somebody is told when something is wrong";
            case "fault" -> "A failure on purpose";
            case "targets", "grafana" -> "The service is watched";
            case "survey" -> "Technicians were asked";
            default -> "A test of another kind";
        };
    }

    /** How a check ended. */
    static String outcome(Finding finding) {
        return switch (finding.outcome()) {
            case PASSED -> finding.settled() ? "works" : "works, with a condition";
            case FLAKY -> "works, but not every time";
            case FAILED -> "does not work";
            case INCONCLUSIVE -> "could not be judged";
            case SKIPPED -> "was not tested";
        };
    }
}
