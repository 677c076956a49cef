package io.prodgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import io.prodgate.journal.Fold;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.ResumedJournal;
import io.prodgate.journal.RunResult;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was packaged, run where no file may grow any more after a while: as on a full disk, a write goes through in part. */
class FullDiskIT {
    /** Less than a run of the demo plan writes. */
    private static final int KIBIBYTES = 32;

    @TempDir
    private Path folder;

    @Test
    void aRunThatCannotWriteItsJournalEndsWithoutAVerdictAndGoesOnWhenItCan() throws Exception {
        assumeThat(Files.isExecutable(Path.of(System.getProperty("native.image.path", "none"))))
                .as("a native binary leaves SIGXFSZ, which no real disk sends, to the system")
                .isFalse();
        try (DemoPlatform platform = DemoPlatform.start(Scenario.HEALTHY)) {
            String plan = platform.writePlan(folder.resolve("plan")).toString();
            Path run = folder.resolve("run");
            List<String> limited = new ArrayList<>(List.of(
                    "bash", "-o", "pipefail", "-c", "ulimit -f " + KIBIBYTES + "; exec \"$@\" 2>&1 | cat", "limited"));
            limited.addAll(Packaged.command("run", plan, "--out", run.toString()));
            assertThat(finish(limited)).as(output()).isEqualTo(ExitCode.INCONCLUSIVE);

            assertThat(output())
                    .contains("cannot write to the journal", "gate closed", "to go on: prodgate resume " + run);
            JournalReader cut = JournalReader.read(run);
            assertThat(cut.damage())
                    .hasValueSatisfying(damage -> assertThat(damage).contains("cut before its end"));
            RunResult before = Fold.of(cut.entries());
            assertThat(before.finished()).isFalse();
            assertThat(Judge.judge(before).verdict()).isEqualTo(Verdict.INCONCLUSIVE);

            int exitCode = finish(Packaged.command("resume", run.toString()));

            assertThat(output()).contains("resumed: ", "APPROVED — gate open");
            assertThat(exitCode).as(output()).isZero();
            assertThat(run.resolve(ResumedJournal.CUT_FILE_NAME)).isNotEmptyFile();
            assertThat(JournalReader.read(run).damage()).isEmpty();
        }
    }

    private int finish(List<String> command) throws Exception {
        Process process = Packaged.start(command, folder, folder.resolve("output.txt"));
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String output() throws Exception {
        return Files.readString(folder.resolve("output.txt"), UTF_8);
    }
}
