package io.prodgate.report.html;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.report.Finding;
import io.prodgate.verdict.Verdict;

/** The words and CSS classes of outcomes and verdicts. */
final class Tones {
    private Tones() {}

    static String of(Verdict verdict) {
        return switch (verdict) {
            case APPROVED -> "good";
            case APPROVED_WITH_CONDITIONS -> "warn";
            case NOT_APPROVED -> "bad";
            case INCONCLUSIVE -> "unknown";
        };
    }

    static String of(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "good";
            case FLAKY -> "warn";
            case FAILED -> "bad";
            case INCONCLUSIVE -> "unknown";
            case SKIPPED -> "quiet";
        };
    }

    /** By what the check means for the gate: a failure in quarantine does not shout. */
    static String of(Finding finding) {
        return switch (finding.effect()) {
            case CLOSES -> "bad";
            case UNPROVEN -> "unknown";
            case CONDITION -> "warn";
            case NONE -> "good";
        };
    }

    static String title(Verdict verdict) {
        return switch (verdict) {
            case APPROVED -> "Approved";
            case APPROVED_WITH_CONDITIONS -> "Approved with conditions";
            case NOT_APPROVED -> "Not approved";
            case INCONCLUSIVE -> "Inconclusive";
        };
    }
}
