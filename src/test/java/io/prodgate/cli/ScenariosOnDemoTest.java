package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios with all that is to be filled in, on a production that bears the trouble and on one that does not. */
class ScenariosOnDemoTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "knowledge-base-slow, knowledge-base, HEALTHY, APPROVED",
        "servicedesk-gone, servicedesk, HEALTHY, APPROVED",
        "servicedesk-gone, servicedesk, NO_DEAD_LETTER, NOT_APPROVED",
        "worker-gone, worker, HEALTHY, APPROVED",
        "knowledge-base-empty, none, HEALTHY, APPROVED",
        "signatures, none, HEALTHY, APPROVED",
        "signatures, none, SIGNATURE_IGNORED, NOT_APPROVED",
    })
    void itIsPassedByWhoeverBearsIt(String name, String part, Scenario production, Verdict verdict) throws Exception {
        try (DemoPlatform platform = DemoPlatform.start(production)) {
            String demo = Files.readString(platform.writePlan(folder));
            String head = demo.substring(0, demo.indexOf("\nstages:\n"))
                    .replace("neighbour-webhook:", "other-webhook:")
                    .replaceFirst("budget: .*", "budget: 5m")
                    // What the demo is accepted by is shown by its own checks.
                    .replaceFirst("\ncriteria:.*\n(  .*\n)+", "\n");

            ProductionRun run = ProductionRun.of(
                    folder,
                    head + "\nstages:\n"
                            + filledIn(
                                    ScenarioFile.named(name).stage(),
                                    platform.controlUrl().toString(),
                                    part,
                                    verdict == Verdict.APPROVED));

            assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(verdict);
        }
    }

    /** All but the alarm, which the demo's own plan watches. */
    private static String filledIn(String stage, String control, String part, boolean borne) {
        String at = (control.endsWith("/") ? control : control + "/") + "faults/" + part;
        String inject =
                "\n            http: { make: { put: '%s' }, there: { get: '%s' }, undo: { delete: '%s' }, gone: { get: '%s', status: 404 } }\n"
                        .formatted(at, at, at, at);
        return stage.replaceFirst("\n            (toxiproxy|kubernetes):[^\n]*\n(              [^\n]*\n)*", inject)
                .replaceFirst("          abort-when:\n[^\n]*\n[^\n]*\n", "")
                .replaceAll(
                        "( +)description: Validation",
                        "$1category: network\n$1priority: low\n$1description: Validation")
                .replaceAll(" +(timestamp-header|signed): [^\n]*\n", "")
                .replace(", old-timestamp]", "]")
                .replace("quiet: 15s", "quiet: 1s")
                .replace("watch: 10s", "watch: 1s")
                .replace("within: 4m", "within: " + (borne ? "1m" : "2s"))
                // How long the demo really waits is up to a busy machine.
                .replace("calls: 4 }", "calls: 4, growing: false }")
                .replaceFirst("      - alert:\n( {10}[^\n]*\n)*\n", "")
                .replace("service: worker", "service: " + (part.equals("servicedesk") ? "webhook" : part))
                .replaceAll("within: 75s\n(?! +quiet)", "within: 75s\n            quiet: 1s\n");
    }
}
