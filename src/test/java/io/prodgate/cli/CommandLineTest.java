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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line as a user starts it. Run again against what was packaged by {@link CommandLineIT}, together with whole runs; each
 * launch costs a second.
 */
@QuarkusMainTest
class CommandLineTest {
    @TempDir
    Path folder;

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

    LaunchResult run(QuarkusMainLauncher launcher, String... arguments) {
        return launcher.launch(Stream.of(
                        Stream.of("run"),
                        Stream.of(arguments),
                        Stream.of("--out", folder.resolve("out").toString()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    /** Production says hello, and an optional check would like it to say more. */
    String plan(RawServer production) {
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
