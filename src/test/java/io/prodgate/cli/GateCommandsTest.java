package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.journal.Journal;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify}, {@code gate} and {@code decide} over runs that were really made. */
class GateCommandsTest {
    private static final String COMMIT = "4f2a91c0d3e5b6a7f8091a2b3c4d5e6f70819203";

    @TempDir
    private Path folder;

    private final RawServer production = RawServer.alwaysSaying("hello");

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void anApprovedRunLetsItsOwnRevisionThroughUntilItsApprovalEnds() throws IOException {
        Path run = approved();

        assertThat(verify(Duration.ofMinutes(1), run, "--revision", COMMIT))
                .satisfies(open -> assertThat(open.exitCode()).as(open.out()).isZero())
                .satisfies(open -> assertThat(open.out()).contains("GATE OPEN until", "revision " + COMMIT));
        assertThat(verify(Duration.ofMinutes(1), run, "--revision", "4f2a91c").exitCode())
                .isZero();
        refused(verify(Duration.ofHours(5), run, "--revision", COMMIT), "the approval ended at");
        refused(verify(Duration.ofMinutes(-10), run, "--revision", COMMIT), "one of the clocks is wrong");
        refused(
                verify(Duration.ofMinutes(1), run, "--revision", "f".repeat(40)),
                "the revision to deploy is ffff",
                "about " + COMMIT);
    }

    @Test
    void whatIsToBeDeployedHasToBeSaidUnlessTheCiSaysIt() throws IOException {
        Path run = approved();

        Shell.Result unsaid = verify(Duration.ofMinutes(1), run);
        assertThat(unsaid.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unsaid.err()).contains("say with --revision which one is to be deployed");
        assertThat(Shell.at(later(Duration.ofMinutes(1)), Map.of("GITHUB_SHA", COMMIT))
                        .run("verify", run.toString())
                        .exitCode())
                .isZero();
        refused(
                Shell.at(later(Duration.ofMinutes(1)), Map.of("CI_COMMIT_SHA", "a".repeat(40)))
                        .run("verify", run.toString()),
                "the revision to deploy is aaaa");
    }

    @Test
    void anotherPlanOrAPackageThatWasNotProvedIsRefused() throws IOException {
        Path run = approved();
        Path apk = Files.writeString(folder.resolve("app.apk"), "another");
        Path other = Files.writeString(folder.resolve("other.yaml"), "version: 1\n");

        refused(
                verify(Duration.ZERO, run, "--revision", COMMIT, "--apk", apk.toString()),
                "the package to deploy has the SHA-256",
                "the run proved none");
        refused(
                verify(Duration.ZERO, run, "--revision", COMMIT, "--plan", other.toString()),
                "the plan has the SHA-256");
        assertThat(verify(
                                Duration.ZERO,
                                run,
                                "--revision",
                                COMMIT,
                                "--plan",
                                folder.resolve("plan.yaml").toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void aRunThatIsMissingCutEditedOrReorderedIsRefused() throws IOException {
        refused(verify(Duration.ZERO, folder.resolve("nowhere"), "--revision", COMMIT), "there is no journal");

        Path run = approved();
        Path journal = run.resolve(Journal.FILE_NAME);
        String whole = Files.readString(journal);
        List<String> lines = whole.lines().toList();

        Files.writeString(journal, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
        refused(verify(Duration.ZERO, run, "--revision", COMMIT), "is not the one that attestation.json is about");

        Files.delete(run.resolve("attestation.json"));
        refused(verify(Duration.ZERO, run, "--revision", COMMIT), "the verdict is inconclusive");

        Files.writeString(journal, whole.substring(0, whole.length() - 20));
        refused(verify(Duration.ZERO, run, "--revision", COMMIT), "the journal was cut or changed");

        Files.writeString(journal, whole.replace("\"hello\"", "\"hallo\""));
        refused(verify(Duration.ZERO, run, "--revision", COMMIT), "the journal was cut or changed");

        List<String> swapped = new ArrayList<>(lines);
        swapped.set(1, lines.get(2));
        swapped.set(2, lines.get(1));
        Files.writeString(journal, String.join("\n", swapped) + "\n");
        refused(verify(Duration.ZERO, run, "--revision", COMMIT), "the journal was cut or changed");

        Files.writeString(journal, "");
        refused(verify(Duration.ZERO, run, "--revision", COMMIT), "does not begin with a run's start");
    }

    @Test
    void onlyTheHolderOfTheKeyCanSignAndWhatIsAddedHasToBeSignedToo() throws Exception {
        SealKeyFiles keys = SealKeyFiles.in(folder, "gate");
        SealKeyFiles others = SealKeyFiles.in(folder, "other");
        Path run = run("hello", COMMIT, "--signing-key", keys.secret());

        assertThat(verify(Duration.ZERO, run, "--revision", COMMIT, "--key", keys.open())
                        .exitCode())
                .isZero();
        refused(
                verify(Duration.ZERO, run, "--revision", COMMIT, "--key", others.open()),
                "it was not signed with this key");

        Shell.Result unsigned = decide(run, "release", "--by", "jane");
        assertThat(unsigned.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unsigned.err()).contains("is signed, so what is added has to be, too");
        assertThat(decide(run, "release", "--by", "jane", "--signing-key", others.secret())
                        .err())
                .contains("the signature", "does not hold");
        assertThat(decide(run, "roll-back", "--by", "jane", "--signing-key", keys.secret())
                        .exitCode())
                .isZero();
        refused(
                verify(Duration.ZERO, run, "--revision", COMMIT, "--key", keys.open()),
                "jane decided to roll back: because");

        Path journal = run.resolve(Journal.FILE_NAME);
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));
        refused(
                verify(Duration.ZERO, run, "--revision", COMMIT, "--key", keys.open()),
                "is not the one that attestation.dsse.json is about");
        assertThat(decide(run, "release", "--by", "jane", "--signing-key", keys.secret())
                        .err())
                .contains("is not the one that was signed");
    }

    @Test
    void anUnsignedRunIsRefusedWhereASignatureIsAskedFor() throws Exception {
        refused(
                verify(
                        Duration.ZERO,
                        approved(),
                        "--revision",
                        COMMIT,
                        "--key",
                        SealKeyFiles.in(folder, "gate").open()),
                "the run is not signed");
    }

    @Test
    void aReleaseOverACriticalFindingNeedsTwoPersons() throws IOException {
        Path run = run("goodbye", COMMIT);
        refused(
                verify(Duration.ZERO, run, "--revision", COMMIT),
                "the verdict is not-approved: it waits for a decision");
        assertThat(gate(run).exitCode()).isEqualTo(ExitCode.CLOSED);
        assertThat(gate(run).out()).contains("GATE CLOSED", "To roll back: terraform apply -var release=previous");

        assertThat(decide(run, "release", "--by", "jane").out())
                .contains("critical findings (greeting) need --override-critical, by two persons");
        assertThat(decide(run, "release", "--by", "jane", "--override-critical").out())
                .contains("GATE CLOSED", "a second person who decides the same");
        assertThat(decide(run, "release", "--by", " Jane", "--override-critical")
                        .out())
                .contains("GATE CLOSED");
        assertThat(decide(run, "release", "--by", "joe", "--override-critical").out())
                .contains("GATE OPEN until", "Jane and joe decided to release over critical findings (greeting)");
        assertThat(verify(Duration.ZERO, run, "--revision", COMMIT).exitCode()).isZero();
        refused(
                verify(Duration.ofHours(5), run, "--revision", COMMIT),
                "it waits for a decision (that of joe ended at");

        decide(run, "retry", "--by", "jim");
        refused(verify(Duration.ZERO, run, "--revision", COMMIT), "jim decided to retry: because");
        assertThat(Files.readString(run.resolve("report.json"))).contains("\"by\": \"jim\"");
    }

    @Test
    void oneAccountOfTheCiIsNotTwoPersons() throws IOException {
        Path run = run("goodbye", COMMIT);
        Map<String, String> environment = Map.of("GITHUB_ACTOR", "octocat");
        for (String by : List.of("jane", "joe")) {
            Shell.at(later(Duration.ZERO), environment)
                    .run("decide", run.toString(), "release", "--by", by, "--reason", "because", "--override-critical");
        }
        assertThat(gate(run).out()).contains("GATE CLOSED", "jane as octocat (github-actions)");

        Shell.at(later(Duration.ZERO), Map.of("GITHUB_ACTOR", "hubot"))
                .run("decide", run.toString(), "release", "--reason", "because", "--override-critical");
        assertThat(gate(run).out()).contains("GATE OPEN until", "hubot");
    }

    @Test
    void whatPeopleWriteIsNoCommandOfTheRunner() throws IOException {
        Path run = approved();
        Map<String, String> actions = Map.of("GITHUB_ACTIONS", "true", "GITHUB_ACTOR", "::error::octocat");
        for (String command : List.of("decide", "gate", "verify")) {
            List<String> arguments = new ArrayList<>(List.of(command, run.toString()));
            if (command.equals("decide")) {
                arguments.addAll(List.of("retry", "--reason", "x\r\n::set-output name=gate::open\n##[error]x"));
            }
            if (command.equals("verify")) {
                arguments.addAll(List.of("--revision", COMMIT));
            }
            assertThat(Shell.at(later(Duration.ZERO), actions)
                            .run(arguments.toArray(String[]::new))
                            .out()
                            .lines())
                    .as(command)
                    .isNotEmpty()
                    .noneMatch(line -> line.stripLeading().startsWith("::") || line.contains("##["));
        }
    }

    @Test
    void nonsenseDecidesNothing() throws IOException {
        Path run = approved();
        String before = Files.readString(run.resolve(Journal.FILE_NAME));

        assertThat(decide(run, "rollback", "--by", "jane").err()).contains("'rollback' is no decision");
        assertThat(decide(run, "retry").err()).contains("say with --by who decides");
        assertThat(decide(run, "retry", "--by", "x".repeat(101)).err()).contains("--by has to be a text");
        assertThat(decide(run, "retry", "--by", "jane", "--for", "8d").err()).contains("at most 7d");
        assertThat(decide(run, "retry", "--by", "jane", "--override-critical").err())
                .contains("goes with release only");
        assertThat(run.resolve(Journal.FILE_NAME)).content().isEqualTo(before);
    }

    @Test
    void aRunThatGoesOnNeedsAnotherDecision() throws IOException {
        Path run = run("", COMMIT);
        assertThat(gate(run).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        decide(run, "release", "--by", "jane");
        assertThat(gate(run).out()).contains("GATE OPEN");

        Shell.inEarnest(environment(COMMIT)).run("resume", run.toString(), "--inconclusive");

        assertThat(gate(run).out()).contains("GATE CLOSED", "was about the run as it was before it went on");
    }

    @Test
    void aRunOfAnotherRevisionIsNotGoneOnWith() throws IOException {
        Path run = run("", COMMIT);

        Shell.Result resumed =
                Shell.inEarnest(environment("b".repeat(40))).run("resume", run.toString(), "--inconclusive");

        assertThat(resumed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(resumed.err()).contains("production is another one", "the revision of this job was " + COMMIT);
    }

    private Path approved() throws IOException {
        return run("hello", COMMIT);
    }

    /** A run that expects a word, or, without one, a host that nobody has. */
    private Path run(String expected, String commit, String... more) throws IOException {
        String check = expected.isEmpty()
                ? "{ id: greeting, get: 'http://nobody.invalid/', deadline: 1s }"
                : "{ id: greeting, severity: critical, get: /, expect: { body: '" + expected + "' } }";
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: shop, url: '%s', settle: 0s, hosts: [nobody.invalid] }
            controls: off
            name-servers: off
            gate: { roll-back: terraform apply -var release=previous }
            stages: [ { name: all, checks: [ http: %s ] } ]
            """.formatted(production.url(), check));
        Path run = folder.resolve("run");
        List<String> arguments = new ArrayList<>(List.of("run", plan.toString(), "--out", run.toString()));
        arguments.addAll(List.of(more));
        Shell.Result result = Shell.inEarnest(environment(commit)).run(arguments.toArray(String[]::new));
        assertThat(run.resolve(Journal.FILE_NAME))
                .as(result.out() + result.err())
                .exists();
        return run;
    }

    private Map<String, String> environment(String commit) {
        return Map.of(
                "GITHUB_SHA", commit, "PRODGATE_STATE", folder.resolve("state").toString());
    }

    private static SteppingTime later(Duration after) {
        return new SteppingTime(Instant.now().plus(after));
    }

    private static Shell.Result verify(Duration after, Path run, String... options) {
        return command(Shell.at(later(after), Map.of()), "verify", run, options);
    }

    private static Shell.Result gate(Path run) {
        return command(Shell.at(later(Duration.ZERO), Map.of()), "gate", run);
    }

    private static Shell.Result decide(Path run, String decision, String... options) {
        List<String> all = new ArrayList<>(List.of(decision, "--reason", "because"));
        all.addAll(List.of(options));
        return command(Shell.at(later(Duration.ZERO), Map.of()), "decide", run, all.toArray(String[]::new));
    }

    private static Shell.Result command(Shell shell, String command, Path run, String... options) {
        List<String> all = new ArrayList<>(List.of(command, run.toString()));
        all.addAll(List.of(options));
        return shell.run(all.toArray(String[]::new));
    }

    private static void refused(Shell.Result result, String... told) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCode.CLOSED);
        assertThat(result.out()).contains("GATE CLOSED").contains(told);
    }
}
