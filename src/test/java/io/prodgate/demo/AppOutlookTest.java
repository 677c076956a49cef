package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.device.DeviceException;
import io.prodgate.evidence.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a made-up adb, which writes down what it is called with. */
class AppOutlookTest {
    private static final Path APK = Path.of("target/demo-app.apk");

    @TempDir
    Path folder;

    /** Somebody listens where the adb server would: so it counts as started. */
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Files.createDirectories(folder.resolve("flows"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void everythingIsThere() throws Exception {
        adb("emulator-5554 device", "R58M1 device usb:1-1", "emulator-5556 offline");
        program("maestro", "exit 0");

        AppOutlook outlook = look(folder.resolve("flows"));

        assertThat(outlook.missing()).isEmpty();
        assertThat(outlook.app())
                .contains(new DemoApp(APK, folder.resolve("flows"), List.of("emulator-5554", "R58M1")));
    }

    @Test
    void allThatIsMissingIsSaidAtOnceWithWhatToDo() throws Exception {
        adb();

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
        adb("emulator-5554 offline", "R58M1 unauthorized");
        program("maestro", "exit 0");

        assertThat(look(folder.resolve("flows")).missing())
                .singleElement()
                .asString()
                .contains("emulator-5554 is offline, R58M1 is unauthorized");
    }

    @Test
    void withoutAdbItSaysHowToGetIt() throws Exception {
        program("maestro", "exit 0");
        Map<String, String> nothing = Map.of("PATH", folder.toString(), "HOME", folder.toString());

        List<String> missing = AppOutlook.look(APK, folder.resolve("flows"), nothing, Time.system())
                .missing();

        assertThat(missing).singleElement().asString().containsAnyOf("adb is not installed", "no device");
    }

    @Test
    void tunnelsLeadEachDeviceToThePortAndAreClosedAgain() throws Exception {
        adb("emulator-5554 device", "R58M1 device");
        program("maestro", "exit 0");
        AppOutlook outlook = look(folder.resolve("flows"));

        Tunnels.open(outlook.adb().orElseThrow(), outlook.app().orElseThrow().serials(), 8443)
                .close();

        assertThat(calls())
                .containsSubsequence(
                        "-s emulator-5554 reverse tcp:8443 tcp:8443",
                        "-s R58M1 reverse tcp:8443 tcp:8443",
                        "-s emulator-5554 reverse --remove tcp:8443",
                        "-s R58M1 reverse --remove tcp:8443");
    }

    @Test
    void aDeviceThatLetsNoTunnelBeOpenedIsToldAndTheOthersAreClosedAgain() throws Exception {
        adb("emulator-5554 device", "refusing device");
        program("maestro", "exit 0");
        AppOutlook outlook = look(folder.resolve("flows"));

        assertThatThrownBy(() -> Tunnels.open(
                        outlook.adb().orElseThrow(), outlook.app().orElseThrow().serials(), 8443))
                .isInstanceOfSatisfying(DeviceException.class, trouble -> {
                    assertThat(trouble).hasMessageContaining("more than one device may not");
                    assertThat(trouble.where()).isEqualTo("refusing");
                });
        assertThat(calls()).contains("-s emulator-5554 reverse --remove tcp:8443");
    }

    private AppOutlook look(Path flows) throws InterruptedException {
        Map<String, String> environment = Map.of(
                "PATH",
                folder + ":/usr/bin:/bin",
                "ANDROID_HOME",
                folder.toString(),
                "ANDROID_ADB_SERVER_PORT",
                Integer.toString(server.getLocalPort()));
        return AppOutlook.look(APK, flows, environment, Time.system());
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private void adb(String... devices) throws IOException {
        program(
                "adb",
                "echo \"$*\" >> '" + folder.resolve("calls") + "'",
                "case \"$*\" in",
                "*devices*) printf 'List of devices attached\\n" + String.join("\\n", devices) + "\\n' ;;",
                "'-s refusing'*) echo 'error: more than one device may not' >&2; exit 1 ;;",
                "esac");
    }

    private void program(String name, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
