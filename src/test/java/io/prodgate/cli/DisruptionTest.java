package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that disturb production on purpose: never without the word of whoever runs them. */
class DisruptionTest {
    private final RawServer production = RawServer.alwaysSaying("hello");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void withoutTheOptionTheyAreLeftOutWithWhatNeedsThemAndTheApprovalHasACondition() throws Exception {
        Shell.Result result = shell().run(
                        "run", plan().toString(), "--out", folder.resolve("run").toString());

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(production.heads()).noneMatch(head -> head.contains("/fault") || head.contains("/after"));
        assertThat(result.out())
                .contains("APPROVED WITH CONDITIONS")
                .contains("Only a part of the plan was run (without --allow-disruption, and so without fault, after)");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void withTheOptionTheyAreRunAndNoted() throws Exception {
        Shell.Result result = shell().run(
                        "run",
                        plan().toString(),
                        "--allow-disruption",
                        "--out",
                        folder.resolve("run").toString());

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("APPROVED — gate open");
        assertThat(folder.resolve("state/disturbances.jsonl"))
                .content()
                .contains("\"check\":\"fault\",\"what\":\"The worker is held\"", "\"ended\"");
    }

    @Test
    void chosenAloneWithoutTheOptionTheyAreAMistakeOfTheCall() throws Exception {
        Shell.Result result = shell().run(
                        "run",
                        plan().toString(),
                        "--only",
                        "after",
                        "--out",
                        folder.resolve("run").toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("what was chosen disturbs production on purpose (fault, after)", "add --allow-disruption");
        assertThat(production.heads()).isEmpty();
    }

    @Test
    void aResumedRunDoesNotGoOnWithThemUnlessItIsAllowedAgain() throws Exception {
        Path run = folder.resolve("run");
        shell().run("run", plan().toString(), "--allow-disruption", "--out", run.toString());
        Path journal = run.resolve("events.jsonl");
        String whole = Files.readString(journal);
        int begun = whole.indexOf("\"check-started\",\"check\":\"fault\"");
        Files.writeString(journal, whole.substring(0, whole.lastIndexOf('\n', begun) + 1));
        int before = production.heads().size();

        Shell.Result without = shell().run("resume", run.toString());
        assertThat(without.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(without.out()).contains("--allow-disruption was not given");
        assertThat(production.heads()).hasSize(before);
    }

    @Test
    void aNoteOfDisturbancesThatCannotBeReadStopsTheRunBeforeItBegins() throws Exception {
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state/disturbances.jsonl"), "{}\n");

        Shell.Result result = shell().run(
                        "run", plan().toString(), "--out", folder.resolve("run").toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("disturbances.jsonl:1 is not a line of prodgate's", "nothing was run");
        assertThat(production.heads()).isEmpty();
    }

    @Test
    void thePreviewSaysWhichTheyAre() throws Exception {
        Shell.Result result = shell().run("check", plan().toString());

        assertThat(result.out()).contains("disruptive: only with --allow-disruption");
        assertThat(shell().run("check", plan().toString(), "--json").out()).contains("\"class\" : \"disruptive\"");
    }

    private Shell shell() {
        return Shell.inEarnest(Map.of("PRODGATE_STATE", folder.resolve("state").toString()));
    }

    private Path plan() throws Exception {
        return Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: tickets, url: '%s' }
            stages:
              - name: usual
                checks:
                  - http: { id: greeting, get: /, expect: { body: hello } }
              - name: faults
                checks:
                  - http:
                      id: fault
                      title: The worker is held
                      get: /fault
                      expect: { body: hello }
                      disruptive: true
                  - http: { id: after, get: /after, needs: [fault], expect: { body: hello } }
            """.formatted(production.url()));
    }
}
