package io.prodgate.device.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.emulator.Acceleration;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.DeviceReading.Reached;
import io.prodgate.evidence.DeviceReading.State;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Time;
import io.prodgate.plan.RegularExpression;
import io.prodgate.testing.AdbServer;
import io.prodgate.testing.SimulatedDevice;
import io.prodgate.testing.TinyApk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through the real adb, against a simulated device. */
@Timeout(180)
class SimulatedDevicesTest {
    private static final String IMAGE = "system-images;android-34;google_apis;x86_64";

    @TempDir
    static Path folder;

    private static AdbServer adb;
    private static SimulatedDevice phone;

    private final Time time = Time.system();
    private final List<Evidence> seen = new CopyOnWriteArrayList<>();
    private AndroidDevices devices;

    @BeforeAll
    static void start() throws Exception {
        adb = AdbServer.start(folder.resolve("home"));
        phone = SimulatedDevice.start(adb.port(), "--avd", "Pixel_of_Tests");
        adb.await(phone.serial(), "device");
    }

    @AfterAll
    static void stop() {
        if (phone != null) {
            phone.close();
            adb.close();
        }
    }

    @BeforeEach
    void open() {
        devices = new AndroidDevices(
                environment(), () -> Optional.of(new Acceleration.Missing("no emulators here", "none")), time);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("ANDROID_") || name.startsWith("ADB_"));
        environment.putAll(adb.environment());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        return environment;
    }

    @AfterEach
    void end() throws Exception {
        phone.mend();
        adb.await(phone.serial(), "device");
        devices.close();
    }

    @Test
    void aDeviceTellsWhatItIsAndWhatItReaches() throws Exception {
        HttpServer production = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        production.start();
        URI there = URI.create("http://10.0.2.2:" + production.getAddress().getPort());
        URI closed = URI.create("http://10.0.2.2:" + closedPort());
        URI nowhere = URI.create("https://no-such-host.invalid");
        try (Device device = take()) {
            DeviceReading reading = device.read(List.of(there, closed, nowhere));
            assertThat(reading.state()).isEqualTo(State.DEVICE);
            assertThat(reading.name()).contains("Pixel_of_Tests");
            assertThat(reading.sdk()).contains(34);
            assertThat(reading.emulator()).isTrue();
            assertThat(reading.proxy()).isEmpty();
            assertThat(reading.trouble()).isEmpty();
            assertThat(reading.skew().orElseThrow().abs()).isLessThan(Duration.ofMinutes(1));
            assertThat(reading.reached())
                    .extracting(Reached::resolved)
                    .containsExactly(Optional.of(true), Optional.of(true), Optional.of(false));
            assertThat(reading.reached())
                    .extracting(Reached::connected)
                    .containsExactly(Optional.of(true), Optional.of(false), Optional.of(false));
        } finally {
            production.stop(0);
        }
    }

    @Test
    void itIsPreparedAndPutBack() throws Exception {
        String before = setting("hide_error_dialogs");
        take().close();
        assertThat(setting("hide_error_dialogs")).isEqualTo("1");
        assertThat(setting("window_animation_scale")).isEqualTo("0");
        devices.close();
        assertThat(setting("hide_error_dialogs")).isEqualTo(before);
        assertThat(setting("window_animation_scale")).isEqualTo("1.0");
    }

    @Test
    void appsComeAndGo() throws Exception {
        Path apk = TinyApk.release().unsigned(folder.resolve("app.apk"));
        Device device = take();
        assertThat(device.has(TinyApk.PACKAGE)).isFalse();
        device.install(apk, Optional.empty());
        device.install(apk, Optional.empty());
        assertThat(device.has(TinyApk.PACKAGE)).isTrue();
        device.clear(TinyApk.PACKAGE);
        device.uninstall(TinyApk.PACKAGE);
        assertThat(device.has(TinyApk.PACKAGE)).isFalse();
        device.uninstall(TinyApk.PACKAGE);
        assertThatThrownBy(() -> device.clear(TinyApk.PACKAGE)).isInstanceOf(DeviceException.class);
    }

    @Test
    void anInstallationThatFailsKeepsTheDevicesWord() throws Exception {
        Path apk = TinyApk.release().unsigned(folder.resolve("large.apk"));
        Device device = take();
        phone.fault("{\"install-failure\": \"INSTALL_FAILED_INSUFFICIENT_STORAGE\"}");
        assertThatThrownBy(() -> device.install(apk, Optional.empty()))
                .isInstanceOfSatisfying(
                        DeviceException.class,
                        e -> assertThat(e.word()).contains("INSTALL_FAILED_INSUFFICIENT_STORAGE"));
    }

    @Test
    void aCrashOfTheAppIsInItsLogAndNotInThatOfAnother() throws Exception {
        Device device = take();
        device.install(TinyApk.release().unsigned(folder.resolve("crashing.apk")), Optional.empty());
        Instant before = time.now();
        phone.fault("{\"app-crash\": \"start\"}");
        adb.run("-s", phone.serial(), "shell", "am start -n " + TinyApk.PACKAGE + "/.WelcomeActivity");
        DeviceLog log = device.log(TinyApk.PACKAGE, before);
        assertThat(log.crash().orElse("")).startsWith("FATAL EXCEPTION: main\nProcess: " + TinyApk.PACKAGE);
        assertThat(device.log("com.example.other", before).crash()).isEmpty();
        assertThat(device.log(TinyApk.PACKAGE, time.now().plusSeconds(5)).crash())
                .as("what was before is not asked for")
                .isEmpty();
        device.uninstall(TinyApk.PACKAGE);
    }

    @Test
    void aPlansOwnPatternIsLookedForInTheAppsLines() throws Exception {
        Device device = take();
        Instant before = time.now();
        phone.fault("{\"app-crash\": \"start\"}");
        device.install(TinyApk.release().unsigned(folder.resolve("looked-for.apk")), Optional.empty());
        adb.run("-s", phone.serial(), "shell", "am start -n " + TinyApk.PACKAGE + "/.WelcomeActivity");
        assertThat(device.logged(TinyApk.PACKAGE, before, RegularExpression.compile("(crash) that the test asked for")))
                .containsExactly("crash");
        device.uninstall(TinyApk.PACKAGE);
    }

    @Test
    void aDeviceThatWentOfflineIsMended() throws Exception {
        Device device = take();
        phone.fault("{\"offline\": true}");
        adb.await(phone.serial(), "offline");
        assertThat(device.read(List.of()).state()).isEqualTo(State.OFFLINE);
        phone.mend();
        assertThat(device.mend()).isTrue();
        assertThat(device.read(List.of()).state()).isEqualTo(State.DEVICE);
    }

    @Test
    void aDeviceWhoseServicesAreNotUpIsBooting() throws Exception {
        Device device = take();
        phone.fault("{\"booting\": true}");
        assertThat(device.read(List.of()).state()).isEqualTo(State.BOOTING);
    }

    @Test
    void anEmulatorOfOursIsCreatedBootsIsMendedAndEndsWithUs() throws Exception {
        AndroidDevices own = new AndroidDevices(environmentWithEmulators(), Optional::empty, time);
        WantedDevices one = new WantedDevices(
                2,
                List.of(),
                Optional.of(new WantedDevices.EmulatorPlan(
                        Optional.empty(), Optional.of(IMAGE), Duration.ofMinutes(2), false, List.of())),
                List.of(),
                List.of(),
                24);
        String serial;
        try (own) {
            List<Device> both = own.open(one, time.now().plusSeconds(150), seen::add);
            assertThat(both).extracting(Device::serial).hasSize(2).contains(phone.serial());
            Device emulator = both.getLast();
            serial = emulator.serial();
            DeviceReading first = emulator.read(List.of());
            assertThat(first.name()).contains("prodgate-android-34-google_apis-x86_64");
            assertThat(first.state()).isEqualTo(State.DEVICE);
            assertThat(emulator.mend()).isTrue();
            assertThat(emulator.read(List.of()).state()).isEqualTo(State.DEVICE);
        }
        assertThat(adb.run("devices").text())
                .contains(phone.serial() + "\tdevice")
                .doesNotContain(serial + "\tdevice");
    }

    /** An SDK whose emulator is a simulated device, and whose adb is the real one. */
    private static Map<String, String> environmentWithEmulators() throws IOException {
        Path sdk = folder.resolve("sdk");
        Path lab = Path.of("src/android-lab").toAbsolutePath();
        Files.createDirectories(sdk.resolve(IMAGE.replace(';', '/')));
        for (String program : List.of("emulator/emulator", "cmdline-tools/latest/bin/avdmanager")) {
            Path script = sdk.resolve(program);
            Files.createDirectories(script.getParent());
            Files.writeString(script, "#!/bin/sh\nexec '" + lab.resolve(script.getFileName()) + "' \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("ANDROID_HOME", sdk.toString());
        environment.put(
                "ANDROID_AVD_HOME",
                Files.createDirectories(folder.resolve("avds")).toString());
        return environment;
    }

    private Device take() throws Exception {
        return devices.open(wanted(), time.now().plusSeconds(60), seen::add).getFirst();
    }

    private static WantedDevices wanted() {
        return new WantedDevices(1, List.of(phone.serial()), Optional.empty(), List.of(), List.of("arm64-v8a"), 24);
    }

    private static String setting(String name) throws IOException, InterruptedException {
        return adb.run("-s", phone.serial(), "shell", "settings get global " + name)
                .text()
                .strip();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
