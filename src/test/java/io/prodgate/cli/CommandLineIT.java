package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.RawServer;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same against the packaged jar or binary, and whole runs. */
@QuarkusMainIntegrationTest
class CommandLineIT extends CommandLineTest {
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

    @ParameterizedTest
    @CsvSource({"healthy,0,APPROVED", "expired-certificate,1,NOT APPROVED", "bot-challenge,3,INCONCLUSIVE"})
    void theDemoEndsAsItsScenarioSays(String scenario, int exitCode, String verdict, QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch(
                "demo", "--scenario", scenario, "--out", folder.resolve("run").toString());
        assertThat(result.exitCode()).as(result.getOutput()).isEqualTo(exitCode);
        assertThat(result.getOutput()).contains("\n" + verdict + " — gate " + (exitCode == 0 ? "open" : "closed"));
        assertThat(folder.resolve("run/report.json")).isNotEmptyFile();
    }
}
