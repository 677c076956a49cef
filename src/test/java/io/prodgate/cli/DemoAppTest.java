package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Time;
import io.prodgate.testing.FreePorts;
import io.prodgate.testing.MadeUpAdb;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prodgate demo --apk}, as far as it comes without a device. */
class DemoAppTest {
    private static final URI PLATFORM = URI.create("https://localhost:8443");

    @TempDir
    Path folder;

    private Path apk;

    @BeforeEach
    void files() throws IOException {
        apk = Files.writeString(folder.resolve("tickets.apk"), "an APK");
        Files.createDirectories(folder.resolve("flows"));
    }

    @Test
    void anAppThatIsNotThereIsAMistakeOnTheCommandLine() {
        Shell.Result result = Shell.inEarnest(Map.of()).run("demo", "--apk", "nowhere.apk");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("there is no file nowhere.apk", "./mvnw -Pdemo-app package");
    }

    @Test
    void aFolderIsNoApp() {
        Shell.Result result = Shell.inEarnest(Map.of()).run("demo", "--apk", folder.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(folder + " is no file", "./mvnw -Pdemo-app package");
    }

    @Test
    void flowsThatAreNamedAndNotThereAreAMistakeOnTheCommandLine() {
        Shell.Result result = Shell.inEarnest(Map.of()).run("demo", "--apk", apk.toString(), "--flows", "nowhere");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--flows nowhere: there is no such folder");
    }

    @Test
    void withoutADeviceTheRestIsRunAndItIsSaidWhatIsMissing() throws Exception {
        try (MadeUpAdb adb = MadeUpAdb.in(folder)) {
            Path out = folder.resolve("run");

            Shell.Result result = Shell.inEarnest(adb.environment())
                    .run(
                            "demo",
                            "--apk",
                            apk.toString(),
                            "--flows",
                            folder.resolve("flows").toString(),
                            "--port",
                            Integer.toString(FreePorts.forTheDemo()),
                            "--out",
                            out.toString());

            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            assertThat(result.out())
                    .contains(
                            "Not shown: The Android app: maestro is not on PATH; get it: https://docs.maestro.dev/",
                            "Not shown: The Android app: no device is attached; start an emulator")
                    .contains("APPROVED");
            assertThat(Files.readString(out.resolve("plan/prodgate.yaml"))).doesNotContain("- app:");
        }
    }

    @Test
    void withADeviceItIsLedToTheStandInAndThePlanHasTheAppsStage() throws Exception {
        try (MadeUpAdb adb = MadeUpAdb.in(folder, "emulator-5554 device")) {
            adb.program("maestro", "exit 0");
            try (DemoDevices devices = look(adb)) {
                assertThat(devices.app()).as("not before it can be reached").isEmpty();

                devices.reach(PLATFORM);

                assertThat(devices.notShown()).isEmpty();
                assertThat(devices.app().orElseThrow().serials()).containsExactly("emulator-5554");
                assertThat(adb.calls()).contains("-s emulator-5554 reverse tcp:8443 tcp:8443");
            }
            assertThat(adb.calls()).last().isEqualTo("-s emulator-5554 reverse --remove tcp:8443");
        }
    }

    @Test
    void aDeviceThatCannotBeLedToTheStandInIsNotUsed() throws Exception {
        try (MadeUpAdb adb = MadeUpAdb.in(folder, "refusing device")) {
            adb.program("maestro", "exit 0");
            try (DemoDevices devices = look(adb)) {
                devices.reach(PLATFORM);

                assertThat(devices.app()).isEmpty();
                assertThat(devices.notShown())
                        .singleElement()
                        .asString()
                        .startsWith("Not shown: The Android app: refusing: ")
                        .contains("this device refuses", "adb -s refusing reverse");
            }
        }
    }

    private DemoDevices look(MadeUpAdb adb) throws Exception {
        return DemoDevices.look(
                Optional.of(apk),
                folder.resolve("flows"),
                new Surroundings(adb.environment(), Time.system(), new Random(1), () -> false));
    }
}
