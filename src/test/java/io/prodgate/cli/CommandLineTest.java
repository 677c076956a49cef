package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(result.getOutput()).contains("Usage: prodgate", "init", "check", "First steps:");
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
}
