package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.device.DeviceException;
import io.prodgate.evidence.Time;
import io.prodgate.testing.MadeUpAdb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppOutlookTest {
    private static final Path APK = Path.of("target/demo-app.apk");

    @TempDir
    Path folder;

    private MadeUpAdb adb;

    @BeforeEach
    void flows() throws IOException {
        Files.createDirectories(folder.resolve("flows"));
        adb = MadeUpAdb.in(folder);
    }

    @AfterEach
    void stop() throws IOException {
        adb.close();
    }

    @Test
    void everythingIsThere() throws Exception {
        adb.lists("emulator-5554 device", "R58M1 device usb:1-1", "emulator-5556 offline");
        adb.program("maestro", "exit 0");

        AppOutlook outlook = look(folder.resolve("flows"));

        assertThat(outlook.missing()).isEmpty();
        assertThat(outlook.app())
                .contains(new DemoApp(
                        APK, folder.resolve("flows"), folder.resolve("maestro"), List.of("emulator-5554", "R58M1")));
    }

    @Test
    void allThatIsMissingIsSaidAtOnceWithWhatToDo() throws Exception {
        AppOutlook outlook = look(folder.resolve("nowhere"));

        assertThat(outlook.app()).isEmpty();
        assertThat(outlook.missing())
                .satisfiesExactly(
                        flows -> assertThat(flows).contains("nowhere", "--flows"),
                        maestro -> assertThat(maestro).contains("maestro is not on PATH", "https://docs.maestro.dev/"),
                        device -> assertThat(device).contains("no device is attached", "start an emulator"));
    }

    @Test
    void devicesThatAreNotReadyAreNamed() throws Exception {
        adb.lists("emulator-5554 offline", "R58M1 unauthorized");
        adb.program("maestro", "exit 0");

        assertThat(look(folder.resolve("flows")).missing())
                .singleElement()
                .asString()
                .contains("emulator-5554 is offline, R58M1 is unauthorized");
    }

    @Test
    void tunnelsLeadEachDeviceToThePortAndAreClosedAgain() throws Exception {
        adb.lists("emulator-5554 device", "R58M1 device");
        adb.program("maestro", "exit 0");
        AppOutlook outlook = look(folder.resolve("flows"));

        Tunnels.open(outlook.adb().orElseThrow(), outlook.app().orElseThrow().serials(), 8443)
                .close();

        assertThat(adb.calls())
                .containsSubsequence(
                        "-s emulator-5554 reverse tcp:8443 tcp:8443",
                        "-s R58M1 reverse tcp:8443 tcp:8443",
                        "-s emulator-5554 reverse --remove tcp:8443",
                        "-s R58M1 reverse --remove tcp:8443");
    }

    @Test
    void aDeviceThatLetsNoTunnelBeOpenedIsToldAndTheOthersAreClosedAgain() throws Exception {
        adb.lists("emulator-5554 device", "refusing device");
        adb.program("maestro", "exit 0");
        AppOutlook outlook = look(folder.resolve("flows"));

        assertThatThrownBy(() -> Tunnels.open(
                        outlook.adb().orElseThrow(), outlook.app().orElseThrow().serials(), 8443))
                .isInstanceOfSatisfying(DeviceException.class, trouble -> {
                    assertThat(trouble).hasMessageContaining("this device refuses");
                    assertThat(trouble.where()).isEqualTo("refusing");
                });
        assertThat(adb.calls()).contains("-s emulator-5554 reverse --remove tcp:8443");
    }

    private AppOutlook look(Path flows) throws InterruptedException {
        return AppOutlook.look(APK, flows, adb.environment(), Time.system());
    }
}
