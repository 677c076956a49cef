package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan --document}, {@code --documents}, {@code sign}: what people agree on before a run, and sign after it. */
class DocumentCommandsTest {
    private static final String TESTING = "testing/production-validation-test-plan";
    private static final String REPORT = "operations/production-validation-report";

    @TempDir
    private Path folder;

    private final RawServer production = RawServer.alwaysSaying("hello");

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void theTestPlanSaysWhatWillBeDoneAndNamesNoSecret() throws IOException {
        Path plan = plan("[AC1, AC5]");

        Shell.Result told = shell("plan", plan.toString(), "--document");

        assertThat(told.exitCode()).as(told.err()).isZero();
        assertThat(told.out())
                .startsWith("# Production validation test plan")
                .contains("`there`", "get: /", "status: 200")
                .contains("Authorization: Bearer ${API_TOKEN}", "Authorization: 'Bearer ${secret.api-token}'")
                .contains("cookie: '***'")
                .contains("AC2 | Technicians", "**no check**", "the validation report")
                .contains("| Operations lead | &nbsp;", "team-a's, due 5d after the run")
                .doesNotContain("hush-hush", "in-the-clear");
        assertThat(shell("plan", plan.toString(), "--document", "--format", "html")
                        .out())
                .contains("<h1>Production validation test plan</h1>")
                .doesNotContain("hush-hush", "in-the-clear");
        assertThat(production.connections()).isZero();
    }

    @Test
    void whatAPlanHasNotIsSaidInASentence() throws IOException {
        Path plan = Files.writeString(folder.resolve("small.yaml"), """
            version: 1
            production: { name: small, url: '%s', rate-limit: 50/s }
            stages:
              - name: one
                checks:
                  - http: { id: there, get: /, expect: { status: 200 } }
            """.formatted(production.url()));

        assertThat(shell("plan", plan.toString(), "--document").out())
                .contains(
                        "1 check in 1 stage proves",
                        "The plan names no acceptance criteria",
                        "| `there` | less than 1s |",
                        "| no check asks people | no request to production |",
                        "no secret, no system beside production and no file",
                        "All checks only read")
                .doesNotContain("| – |", "at least 0s");
    }

    @Test
    void aRunLeavesTheDocumentsUnderTheirNamesAndTheyAreDrawnAgain() throws IOException {
        Path plan = plan("AC1");
        Path documents = folder.resolve("docs");

        Shell.Result run = shell("run", plan.toString(), "--out", at("run"), "--documents", documents.toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(files(documents))
                .containsExactly(
                        REPORT + ".html",
                        REPORT + ".md",
                        "scripts/production-validation-test.sh",
                        "testing/client-feedback-survey-results.html",
                        "testing/client-feedback-survey-results.md",
                        "testing/performance-baseline-metrics.html",
                        "testing/performance-baseline-metrics.md",
                        TESTING + ".html",
                        TESTING + ".md");
        assertThat(Files.isExecutable(documents.resolve("scripts/production-validation-test.sh")))
                .isTrue();
        assertThat(Files.readString(documents.resolve(REPORT + ".md")))
                .contains("**Approved with Conditions**", "| AC1 |", "no check", "team-a");
        assertThat(shell("report", at("run"), "--documents", at("again")).exitCode())
                .isZero();
        for (String file : files(documents)) {
            assertThat(folder.resolve("again").resolve(file)).hasSameBinaryContentAs(documents.resolve(file));
        }
    }

    @Test
    void theDocumentsAreWrittenAllOrNone() throws IOException {
        Path plan = plan("AC1");
        run(plan);
        Files.writeString(plan, Files.readString(plan) + "# another one\n");

        Shell.Result changed = shell("report", at("run"), "--documents", at("docs"));
        assertThat(changed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(changed.err()).contains("is not the one of the run", "--plan");
        assertThat(folder.resolve("docs")).doesNotExist();

        plan("AC1");
        Files.createDirectories(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/operations"), "in the way");
        assertThat(shell("report", at("run"), "--documents", at("docs")).err()).contains("cannot be written");
        assertThat(files(folder.resolve("docs"))).containsExactly("operations");
    }

    @Test
    void theDocumentsOfADividedRunAreThoseOfTheWholeOne() throws IOException {
        Path plan = plan("AC1");
        for (String shard : List.of("1/2", "2/2")) {
            Shell.Result part = shell(
                    "run",
                    plan.toString(),
                    "--shard",
                    shard,
                    "--out",
                    at("shards/" + shard.charAt(0)),
                    "--documents",
                    at("no"));
            assertThat(part.exitCode()).as(part.out() + part.err()).isZero();
        }
        assertThat(folder.resolve("no")).doesNotExist();

        Shell.Result merged = shell("merge", at("shards"), "--out", at("merged"), "--documents", at("docs"));
        assertThat(merged.exitCode()).as(merged.out() + merged.err()).isZero();
        assertThat(files(folder.resolve("docs"))).hasSize(9);
        assertThat(Files.readString(folder.resolve("docs").resolve(REPORT + ".md")))
                .contains("put together from 2 shards", "| AC1 |");
        assertThat(shell("sign", at("shards/1"), "--as", "Operations lead", "--by", "Jo")
                        .err())
                .contains("only the whole one that 'prodgate merge' makes is signed");
    }

    @Test
    void theClientsEditionIsTheReportAloneAndReplacesNoOtherDocument() throws IOException {
        run(plan("AC1"));
        Path internal = folder.resolve("client").resolve(REPORT + ".md");
        Files.createDirectories(internal.getParent());
        Files.writeString(internal, "for us");

        assertThat(shell("report", at("run"), "--documents", at("client"), "--edition", "client")
                        .exitCode())
                .isZero();
        assertThat(files(folder.resolve("client")))
                .containsExactly(REPORT + "-for-client.html", REPORT + "-for-client.md", REPORT + ".md");
        assertThat(internal).hasContent("for us");
        Shell.Result text = shell("report", at("run"), "--edition", "client", "--format", "markdown");
        assertThat(text.out())
                .isEqualTo(Files.readString(folder.resolve("client").resolve(REPORT + "-for-client.md")));
        assertThat(text.out()).doesNotContain("team-a", production.url().toString());
        assertThat(shell("resume", at("run"), "--edition", "client").err()).contains("say with --documents");
        assertThat(shell("report", at("run"), "--edition", "client").err())
                .contains("the client's edition is a document");
    }

    @Test
    void whoSignsStandsInTheReportAndTheGateStaysAsItWas() throws IOException {
        run(plan("AC1"));

        assertThat(shell("sign", at("run"), "--as", "operations LEAD", "--by", "Jo", "--comment", "fine")
                        .out())
                .contains("Jo signs the verdict approved-with-conditions as Operations lead");
        refused("has signed as Operations lead already", "--as", "Product manager", "--by", " jo\u00a0 ");
        assertThat(shell("sign", at("run"), "--as", "Product manager", "--by", "Kim", "--reject")
                        .exitCode())
                .isZero();

        assertThat(shell("gate", at("run")).out()).contains("GATE OPEN");
        assertThat(shell("decide", at("run"), "retry", "--by", "Ann", "--reason", "a look")
                        .exitCode())
                .isZero();
        assertThat(shell("report", at("run"), "--documents", at("docs")).exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("docs").resolve(REPORT + ".md")))
                .contains(
                        "| Operations lead | signed: Approved with Conditions | Jo | ",
                        " | fine |",
                        "| Product manager | REFUSED to sign: Approved with Conditions | Kim | ",
                        "| Decision about the release | decided: retry, until ",
                        " | a look |");
        assertThat(Files.readString(folder.resolve("run/report.md"))).contains("Kim REFUSED approved-with-conditions");
    }

    @Test
    void onlyARoleOfThePlanSignsAndOnePersonForTwoOnlyKnowingly() throws IOException {
        run(plan("AC1"));

        refused("did you mean 'Product manager'?", "--as", "Product manger", "--by", "Kim");
        refused("say with --by who signs", "--as", "Product manager");
        Shell.Result twice = Shell.inEarnest(Map.of("GITHUB_ACTIONS", "true", "GITHUB_ACTOR", "octocat"))
                .run("sign", at("run"), "--as", "Operations lead", "--by", "Jo");
        assertThat(twice.exitCode()).as(twice.err()).isZero();
        Shell.Result other = Shell.inEarnest(Map.of("GITHUB_ACTIONS", "true", "GITHUB_ACTOR", "octocat"))
                .run("sign", at("run"), "--as", "Product manager", "--by", "Another name");
        assertThat(other.exitCode()).as("of the same account").isEqualTo(ExitCode.USAGE);
        assertThat(shell("sign", at("run"), "--as", "Product manager", "--by", "Jo", "--another-role")
                        .exitCode())
                .isZero();
        assertThat(shell("report", at("run"), "--documents", at("docs")).exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("docs").resolve(REPORT + ".md")))
                .contains("who also signed as Operations lead");
    }

    @Test
    void aRefusalThatAnotherSignatureTookThePlaceOfIsNotHidden() throws IOException {
        run(plan("AC1"));
        shell("sign", at("run"), "--as", "Product manager", "--by", "Kim", "--reject");
        shell("sign", at("run"), "--as", "Product manager", "--by", "Ann");

        shell("report", at("run"), "--documents", at("docs"));
        assertThat(Files.readString(folder.resolve("docs").resolve(REPORT + ".md")))
                .contains(
                        "| Product manager | signed: Approved with Conditions | Ann | ",
                        "| Product manager | REFUSED to sign: Approved with Conditions (no longer: somebody signed in"
                                + " this role after it) | Kim | ");
    }

    @Test
    void ofAJournalThatDoesNotHoldNoDocumentIsWritten() throws IOException {
        run(plan("AC1"));
        Path journal = folder.resolve("run/events.jsonl");
        Files.writeString(
                journal,
                Files.readString(journal).replaceFirst("\"production\":\"hello\"", "\"production\":\"other\""));

        Shell.Result report = shell("report", at("run"), "--documents", at("docs"));

        assertThat(report.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(report.err()).contains("are not written from a journal that does not hold");
        assertThat(folder.resolve("docs")).doesNotExist();
    }

    private void refused(String why, String... arguments) {
        Shell.Result result = shell(Stream.concat(Stream.of("sign", at("run")), Stream.of(arguments))
                .toArray(String[]::new));
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(why);
    }

    private void run(Path plan) {
        Shell.Result run = shell("run", plan.toString(), "--out", at("run"));
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }

    private Path plan(String criteria) throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: hello, url: '%s', rate-limit: 50/s, settle: 0s }
            controls: off
            budget: 1m
            secrets: { api-token: '${env.NO_SUCH_TOKEN:-hush-hush}' }
            sign-off: [Operations lead, Product manager]
            gate: { conditions: { owner: team-a, due: 5d } }
            stages:
              - name: first
                checks:
                  - http:
                      id: there
                      title: It answers
                      criteria: %s
                      get: /
                      headers: { Authorization: 'Bearer ${secret.api-token}', cookie: in-the-clear }
                      expect: { status: 200 }
            """.formatted(production.url(), criteria));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static List<String> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> below.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Shell.Result shell(String... arguments) {
        return Shell.inEarnest(Map.of()).run(arguments);
    }
}
