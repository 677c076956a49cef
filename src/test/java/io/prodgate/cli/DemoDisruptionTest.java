package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.FaultRun;
import io.prodgate.journal.Fold;
import io.prodgate.journal.JournalReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prodgate demo --allow-disruption}: the stand-in is broken on purpose and bears it. */
class DemoDisruptionTest {
    @TempDir
    private Path folder;

    @Test
    void theFaultsAreMadeBorneAndUndone() {
        Shell.Result result = Shell.inEarnest(Map.of("PATH", System.getenv("PATH")))
                .run(
                        "demo",
                        "--allow-disruption",
                        "--out",
                        folder.resolve("run").toString());

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("APPROVED — gate open")
                .contains("Production was disturbed on purpose: The knowledge base answers later than anybody waits for"
                        + " it for ")
                .contains("; The only worker takes no job for ")
                .doesNotContain("not looked at", "NOT SHOWN");
        List<FaultRun> faults = Fold.of(
                        JournalReader.read(folder.resolve("run")).entries())
                .checks()
                .stream()
                .flatMap(check -> check.attempts().stream())
                .flatMap(attempt -> attempt.evidence().stream())
                .filter(FaultRun.class::isInstance)
                .map(FaultRun.class::cast)
                .toList();
        assertThat(faults)
                .hasSize(3)
                .allSatisfy(fault -> assertThat(fault.trouble()).isEmpty());
        assertThat(folder.resolve("run/state/leases")).isEmptyDirectory();
    }
}
