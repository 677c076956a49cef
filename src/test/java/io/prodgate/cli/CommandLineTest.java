package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.RawServer;
import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as a user starts it. Run again against what was packaged by {@link CommandLineIT}; each launch costs a second. */
@QuarkusMainTest
class CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    @Launch("--version")
    void theVersionIsOneLine(LaunchResult result) {
        assertThat(result.getOutput().strip()).matches("prodgate \\d+\\.\\d+\\.\\d+\\S*");
        assertThat(result.getErrorOutput()).isEmpty();
    }

    @Test
    @Launch("--help")
    void theHelpNamesTheCommands(LaunchResult result) {
        assertThat(result.getOutput())
                .contains("Usage: prodgate", "init", "check", "doctor", "run", "demo", "schema", "First steps:");
    }

    @Test
    @Launch(
            value = {"check", "--bogus"},
            exitCode = 2)
    void aWrongOptionEndsWithTwo(LaunchResult result) {
        assertThat(result.getErrorOutput())
                .contains("--bogus", "See: prodgate check --help")
                .doesNotContain("\tat ");
        assertThat(result.getOutput()).isEmpty();
    }

    @Test
    void aFirstPlanIsWrittenAndPassesTheCheck(QuarkusMainLauncher launcher) {
        String plan = folder.resolve("prodgate.yaml").toString();
        LaunchResult init = launcher.launch("init", plan);
        assertThat(init.exitCode()).as(init.getErrorOutput()).isZero();
        assertThat(init.getOutput()).contains("wrote " + plan, "prodgate check " + plan);

        LaunchResult check = launcher.launch("check", plan, "--color", "never");
        assertThat(check.exitCode()).as(check.getErrorOutput()).isZero();
        assertThat(check.getOutput()).startsWith("OK " + plan).contains("Nothing was run", "stage 1: ");

        LaunchResult again = launcher.launch("init", plan);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.getErrorOutput()).contains("is there already", "--force");
    }

    @Test
    void theDoctorAndASchemaCanBeHad(QuarkusMainLauncher launcher) {
        LaunchResult schema = launcher.launch("schema", "report");
        assertThat(schema.exitCode()).isZero();
        assertThat(schema.getOutput()).contains("2020-12", "verdict");

        try (RawServer production = RawServer.alwaysSaying("hello")) {
            LaunchResult doctor = launcher.launch("doctor", plan(production));
            assertThat(doctor.exitCode()).as(doctor.getErrorOutput()).isZero();
            assertThat(doctor.getOutput()).contains("OK    host " + production.url(), "Nothing must be mended");
        }
    }

    @Test
    void aRunProvesItsPlanAndLeavesItsReports(QuarkusMainLauncher launcher) {
        try (RawServer production = RawServer.alwaysSaying("hello")) {
            String run = folder.resolve("run").toString();
            LaunchResult first = launcher.launch("run", plan(production), "--out", run);
            assertThat(first.exitCode()).as(first.getOutput()).isZero();
            assertThat(first.getOutput()).contains("APPROVED WITH CONDITIONS — gate open", "reports: " + run);
            for (String name :
                    List.of("events.jsonl", "report.json", "report.md", "report.html", "junit.xml", "ctrf.json")) {
                assertThat(folder.resolve("run", name)).isNotEmptyFile();
            }

            LaunchResult again = launcher.launch("run", plan(production), "--out", run);
            assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(again.getErrorOutput()).contains("holds another run", "--out");
        }
    }

    @Test
    void conditionsAreNoApprovalToTheStrict(QuarkusMainLauncher launcher) {
        try (RawServer production = RawServer.alwaysSaying("hello")) {
            LaunchResult result = run(launcher, plan(production), "--strict");
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.getOutput()).contains("APPROVED WITH CONDITIONS");
        }
    }

    @Test
    void aPartOfThePlanIsAtBestApprovedWithConditions(QuarkusMainLauncher launcher) {
        try (RawServer production = RawServer.alwaysSaying("hello")) {
            LaunchResult result = run(launcher, plan(production), "--only", "greeting");
            assertThat(result.exitCode()).as(result.getOutput()).isZero();
            assertThat(result.getOutput())
                    .contains("1 check, ", "only a part: --only greeting", "APPROVED WITH CONDITIONS");

            LaunchResult mistyped = run(launcher, plan(production), "--only", "greetign");
            assertThat(mistyped.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(mistyped.getErrorOutput()).contains("greetign", "greeting", "nothing was run");
        }
    }

    @Test
    void withoutARightPlanNothingIsRun(QuarkusMainLauncher launcher) throws IOException {
        LaunchResult missing = run(launcher, folder.resolve("missing.yaml").toString());
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.getErrorOutput()).contains("missing.yaml", "nothing was run");

        Path broken = Files.writeString(folder.resolve("broken.yaml"), "version: 1\nproduktion: {}\nstages: []\n");
        LaunchResult refused = run(launcher, broken.toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.getErrorOutput()).contains("broken.yaml:2:1", "did you mean 'production'?");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"healthy,0,APPROVED", "expired-certificate,1,NOT APPROVED", "bot-challenge,3,INCONCLUSIVE"})
    void theDemoEndsAsItsScenarioSays(String scenario, int exitCode, String verdict, QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch(
                "demo", "--scenario", scenario, "--out", folder.resolve("run").toString());
        assertThat(result.exitCode()).as(result.getOutput()).isEqualTo(exitCode);
        assertThat(result.getOutput()).contains("\n" + verdict + " — gate " + (exitCode == 0 ? "open" : "closed"));
        assertThat(folder.resolve("run/report.json")).isNotEmptyFile();
    }

    private LaunchResult run(QuarkusMainLauncher launcher, String... arguments) {
        return launcher.launch(Stream.of(
                        Stream.of("run"),
                        Stream.of(arguments),
                        Stream.of("--out", folder.resolve("out").toString()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    /** Production says hello, and an optional check would like it to say more. */
    private String plan(RawServer production) {
        try {
            return Files.writeString(folder.resolve("plan.yaml"), """
                    version: 1
                    production: { name: hello, url: '%s', rate-limit: 50/s }
                    controls: off
                    budget: 1m
                    stages:
                      - name: words
                        checks:
                          - http: { id: greeting, get: /, expect: { status: 200, body: ~ hello } }
                          - http: { id: more, get: /, required: false, expect: { body: ~ world } }
                    """.formatted(production.url()))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
