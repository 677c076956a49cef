package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prodgate doctor} through the real door, against the demo's platform. */
class DoctorInEarnestTest {
    @TempDir
    private Path folder;

    @Test
    void aPlanThatHasAllItNeedsHasNothingToMend() throws IOException {
        try (DemoPlatform platform = DemoPlatform.start(Scenario.HEALTHY)) {
            Shell.Result result = doctor(platform.writePlan(folder));
            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            assertThat(result.out())
                    .contains("OK    secret api", "OK    control https://127.0.0.1:", "OK    clock:")
                    .contains("OK    host " + platform.url() + ": answers 200", "OK    certificate of localhost:")
                    .contains("Nothing must be mended.")
                    .as("no devices without an app")
                    .doesNotContain("adb", "Maestro")
                    .doesNotContain("acme-demo-api-token");
        }
    }

    @Test
    void aHostThatRefusesIsToldWithWhatToCheck() throws IOException {
        try (DemoPlatform platform = DemoPlatform.start(Scenario.DOWN)) {
            assertMust(
                    doctor(platform.writePlan(folder)), "FAIL  host " + platform.url(), "check the port in the plan");
        }
    }

    @Test
    void anExpiredCertificateIsToldWithWhatToDo() throws IOException {
        try (DemoPlatform platform = DemoPlatform.start(Scenario.EXPIRED_CERTIFICATE)) {
            assertMust(
                    doctor(platform.writePlan(folder)), "FAIL  host " + platform.url(), "have the certificate renewed");
        }
    }

    @Test
    void aMissingToolIsNamedWithTheOtherWay() throws IOException {
        try (DemoPlatform platform = DemoPlatform.start(Scenario.HEALTHY)) {
            Path plan = platform.writePlan(folder);
            Files.createDirectory(folder.resolve("infra"));
            replace(plan, "  settle: 4s", "  terraform: infra/\n  settle: 4s");
            assertMust(doctor(plan), "FAIL  terraform: it is not on the PATH", "install terraform, or name a file");
        }
    }

    @Test
    void aMissingKubectlIsToldWithWhoNeedsIt() throws IOException {
        try (DemoPlatform platform = DemoPlatform.start(Scenario.HEALTHY)) {
            Path plan = platform.writePlan(folder);
            replace(plan, "\nstages:\n", """

                stages:
                  - name: walls
                    checks:
                      - isolation:
                          id: pods
                          tenants: { acme: { namespace: a }, globex: { namespace: b } }
                          kubernetes: { service-account: worker, resources: [secrets] }
                """);
            assertMust(doctor(plan), "FAIL  kubectl: it is not on the PATH, and is needed by pods", "install it:");
        }
    }

    @Test
    void anAuthorityThatIsNotThereIsAMistakeOfThePlan() throws IOException {
        try (DemoPlatform platform = DemoPlatform.start(Scenario.HEALTHY)) {
            Path plan = platform.writePlan(folder);
            replace(plan, "ca: demo-ca.pem", "ca: nowhere.pem");
            Shell.Result result = doctor(plan);
            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("production.ca: there is no readable file 'nowhere.pem'");
        }
    }

    @Test
    void withoutControlsItSaysWhatCannotBeTold() throws IOException {
        try (DemoPlatform platform = DemoPlatform.start(Scenario.HEALTHY)) {
            Path plan = platform.writePlan(folder);
            replace(plan, "controls: ['" + platform.controlUrl() + "/']", "controls: off");
            Shell.Result result = doctor(plan);
            assertThat(result.exitCode()).isZero();
            assertThat(result.out())
                    .contains("WARN  controls: they are switched off", "Nothing must be mended; 1 warning.");
        }
    }

    private Shell.Result doctor(Path plan) {
        return Shell.inEarnest(Map.of("PATH", folder.toString()))
                .run("doctor", plan.toString(), "--out", folder.resolve("runs").toString());
    }

    private static void assertMust(Shell.Result result, String finding, String remedy) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(result.out())
                .contains(finding, "      -> ", remedy)
                .containsPattern("(1 thing|2 things) must be mended before this plan is run");
    }

    private static void replace(Path plan, String before, String after) throws IOException {
        String text = Files.readString(plan);
        assertThat(text).contains(before);
        Files.writeString(plan, text.replace(before, after));
    }
}
