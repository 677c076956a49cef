package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.lease.LeaseFolder;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.FaultRun;
import io.prodgate.evidence.Write;
import io.prodgate.journal.Fold;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are ended while a script makes a fault, or while it is in place. */
class FaultStopsTest {
    private static final int MINUTES = 3;
    private static final String WAIT = "touch %s; while ! test -e go; do sleep 0.1; done";

    @TempDir
    private Path folder;

    @Test
    void aScriptThatWasMakingAFaultDoesNotGoOn() throws Exception {
        Process run = run(WAIT.formatted("begun") + "; touch made", "true");
        await(run, "begun");
        List<ProcessHandle> others = EarnestProcess.startedBy(run);
        run.destroyForcibly().waitFor();
        for (ProcessHandle other : others) {
            other.onExit().get(MINUTES, TimeUnit.MINUTES);
        }
        Files.createFile(folder.resolve("go"));

        assertThat(new LeaseFolder(folder.resolve("state")).all()).isEmpty();
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void aRunThatIsStoppedTellsWhatItMadeAndThatItIsUndoneAndMakesItOnceMoreWhenItGoesOn() throws Exception {
        Process run = run("touch made", WAIT.formatted("used"));
        await(run, "used");
        run.destroy();
        assertThat(run.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();

        assertThat(run.exitValue()).as(output()).isEqualTo(143);
        assertThat(folder.resolve("made")).doesNotExist();
        RunResult.CheckResult fault = fault();
        assertThat(fault.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(fault.explanation()).isEqualTo("interrupted by SIGTERM");
        assertThat(fault.attempts().getLast().evidence())
                .singleElement()
                .isInstanceOfSatisfying(FaultRun.class, told -> {
                    assertThat(told.trouble()).contains(FaultRun.Trouble.BROKEN_OFF);
                    assertThat(told.detail()).isEqualTo("the run was interrupted");
                    assertThat(told.from().orElseThrow()).isBefore(told.to().orElseThrow());
                });
        assertThat(fault.writes()).extracting(Write::state).containsExactly(Write.State.UNDONE);
        assertThat(output()).contains("Production was disturbed on purpose: the worker is gone for ");

        Files.createFile(folder.resolve("go"));
        Process on = start("resume", folder.resolve("run").toString(), "--allow-disruption");
        assertThat(on.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();

        assertThat(on.exitValue()).as(output()).isZero();
        assertThat(fault().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(fault().writes()).extracting(Write::state).containsExactly(Write.State.UNDONE, Write.State.UNDONE);
        assertThat(folder.resolve("made")).doesNotExist();
    }

    private RunResult.CheckResult fault() {
        return Fold.of(JournalReader.read(folder.resolve("run")).entries()).checks().stream()
                .filter(check -> check.head().kind().equals("fault"))
                .findFirst()
                .orElseThrow();
    }

    private void await(Process run, String file) throws Exception {
        while (run.isAlive() && !Files.exists(folder.resolve(file))) {
            run.waitFor(5, TimeUnit.MILLISECONDS);
        }
        assertThat(folder.resolve(file)).as(output()).exists();
    }

    private Process run(String make, String under) throws Exception {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: tickets, url: 'http://127.0.0.1:9' }
            controls: off
            stages:
              - name: broken
                checks:
                  - script: { id: steady, run: 'true', read-only: true }
                  - fault:
                      id: gone
                      what: the worker is gone
                      needs: [steady]
                      inject: { script: { make: '%s', undo: rm -f made, gone: test ! -e made } }
                  - script: { id: under, under: gone, run: '%s', read-only: true }
            """.formatted(make, under));
        return start(
                "run",
                plan.toString(),
                "--allow-disruption",
                "--out",
                folder.resolve("run").toString());
    }

    private Process start(String... arguments) throws Exception {
        Map<String, String> environment =
                Map.of("PRODGATE_STATE", folder.resolve("state").toString());
        return EarnestProcess.start(environment, folder.resolve("output.txt"), arguments);
    }

    private String output() throws Exception {
        return Files.readString(folder.resolve("output.txt"));
    }
}
