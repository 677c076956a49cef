package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that do only a part of an earlier one again. */
class AgainTest {
    private static final String COMMIT = "4f2a91c0d3e5b6a7f8091a2b3c4d5e6f70819203";

    @TempDir
    private Path folder;

    private Switchboard production;

    @BeforeEach
    void open() throws IOException {
        production = new Switchboard();
        production.says("/broken", 500, "sorry", Map.of(), 2);
    }

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void onlyWhatFailedIsDoneAgainAndTheRestIsKeptAndMarked() throws IOException {
        plan();
        assertThat(run("first").exitCode()).isEqualTo(1);
        int sound = production.heard("/sound").size();

        Shell.Result again = run("second", "--only-failed", path("first"));

        assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("APPROVED — gate open", "Kept: 1 check of the run ", "were not run again");
        assertThat(production.heard("/sound")).as("not asked again").hasSize(sound);
        assertThat(Files.readString(folder.resolve("second/report.json"))).contains("\"kept\"", "\"sound\"");
        assertThat(shell().run("verify", path("second"), "--revision", COMMIT).exitCode())
                .isZero();
    }

    @Test
    void whatIsKeptCountsNoLongerThanWhereItWasProven() throws IOException {
        plan();
        run("first");
        run("second", "--only-failed", path("first"));
        run("third", "--only-failed", path("second"));

        List<String> ends = new ArrayList<>();
        for (String run : List.of("second", "third")) {
            String report = Files.readString(folder.resolve(run).resolve("report.json"));
            ends.add(report.replaceAll("(?s).*\"approvalUntil\": \"([^\"]*)\".*", "$1"));
        }
        assertThat(Instant.parse(ends.get(0))).isEqualTo(ends.get(1));
    }

    @Test
    void aFailureIsKeptWhereOnlyWhatCouldNotBeJudgedIsDoneAgain() throws IOException {
        plan();
        run("first");
        int asked = production.heard("/").size();

        Shell.Result again = run("second", "--only-inconclusive", path("first"));

        assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(1);
        assertThat(production.heard("/")).hasSize(asked);
    }

    @Test
    void anotherPlanRevisionOrChoiceKeepsNothing() throws IOException {
        plan();
        run("first");
        refused("the choice of checks is another one", "--only-failed", path("first"), "--only", "sound");
        Shell.Result other =
                shell("b".repeat(40)).run("run", plan, "--only-failed", path("first"), "--out", path("other"));
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("the revision is another one now");
        Files.writeString(Path.of(plan), Files.readString(Path.of(plan)) + "# changed\n");
        refused("the plan is another one", "--only-failed", path("first"));
    }

    @Test
    void anEditedRunOrNoneKeepsNothing() throws IOException {
        plan();
        run("first");
        refused(
                "either --only-failed or --only-inconclusive",
                "--only-failed",
                path("first"),
                "--only-inconclusive",
                path("first"));
        refused("there is no run", "--only-failed", "nowhere");
        refused("leave out --shard", "--only-failed", path("first"), "--shard", "1/2");
        Path journal = folder.resolve("first").resolve(Journal.FILE_NAME);
        Files.writeString(journal, Files.readString(journal).replaceFirst("\"failed\"", "\"passed\""));
        refused("its journal holds up to", "--only-failed", path("first"));
    }

    @Test
    void whatIsNotSignedIsNotSignedByBeingKept() throws Exception {
        plan();
        SealKeyFiles keys = SealKeyFiles.in(folder, "gate");
        run("first");
        refused(
                "is not signed, so it cannot be signed now",
                "--only-failed",
                path("first"),
                "--signing-key",
                keys.secret());

        production.says("/broken", 500, "sorry", Map.of(), 2);
        run("signed", "--signing-key", keys.secret());
        Shell.Result again = run("second", "--only-failed", path("signed"), "--signing-key", keys.secret());
        assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
        assertThat(shell().run("verify", path("second"), "--revision", COMMIT, "--key", keys.open())
                        .exitCode())
                .isZero();
    }

    private String plan = "";

    private void plan() throws IOException {
        plan = Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: shop, url: '%s', settle: 0s }
            controls: off
            stages:
              - name: all
                checks:
                  - http: { id: sound, get: /sound, expect: { status: 201 } }
                  - http: { id: broken, get: /broken, deadline: 20s, expect: { status: 201 } }
            """.formatted(production.url()))
                .toString();
    }

    private void refused(String told, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", plan, "--out", path("refused")));
        arguments.addAll(List.of(options));
        Shell.Result result = shell().run(arguments.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.out()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(told);
    }

    private Shell.Result run(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", plan, "--out", path(name)));
        arguments.addAll(List.of(options));
        return shell().run(arguments.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Shell shell() {
        return shell(COMMIT);
    }

    private Shell shell(String commit) {
        return Shell.inEarnest(Map.of(
                "GITHUB_SHA", commit, "PRODGATE_STATE", folder.resolve("state").toString()));
    }
}
