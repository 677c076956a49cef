package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated device as the real adb sees it. */
class SimulatedDeviceTest {
    /** Where a frame of HTTP/2 says its type, and the type that a server begins with. */
    private static final int SETTINGS_TYPE = 3;

    private static final byte[] SETTINGS = {4};

    @TempDir
    static Path folder;

    private static AdbServer adb;
    private static SimulatedDevice device;

    @BeforeAll
    static void start() throws Exception {
        adb = AdbServer.start(folder.resolve("home"));
        device = SimulatedDevice.start(adb.port(), "--avd", "Pixel_of_Tests", "--console-token", "open-sesame");
        Files.writeString(folder.resolve("home/.emulator_console_auth_token"), "open-sesame");
        adb.await(device.serial(), "device");
    }

    @AfterAll
    static void stop() {
        if (device != null) {
            device.close();
            adb.close();
        }
    }

    @AfterEach
    void mend() throws Exception {
        device.mend();
        adb.await(device.serial(), "device");
    }

    private static AdbServer.Answer adb(String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 2];
        all[0] = "-s";
        all[1] = device.serial();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return adb.run(all);
    }

    private static String shell(String command) throws IOException, InterruptedException {
        return adb("shell", command).text().strip();
    }

    /** A real APK: that of Maestro's driver, as its libraries bring it along. */
    private static Path apk(String name) throws IOException {
        String client = Arrays.stream(Files.readString(Path.of("target/android-lab/classpath"))
                        .strip()
                        .split(File.pathSeparator))
                .filter(library -> library.contains("maestro-client"))
                .findFirst()
                .orElseThrow();
        Path file = folder.resolve(name);
        try (JarFile jar = new JarFile(client)) {
            Files.write(file, jar.getInputStream(jar.getEntry(name)).readAllBytes());
        }
        return file;
    }

    @Test
    void anEmulatorIsWhatAdbListsAndWhatItSaysOfItself() throws Exception {
        assertThat(adb.run("devices", "-l").text()).contains(device.serial(), " device ", "sdk_gphone64_x86_64");
        assertThat(shell("getprop sys.boot_completed")).isEqualTo("1");
        assertThat(shell("getprop ro.boot.qemu.avd_name")).isEqualTo("Pixel_of_Tests");
        assertThat(shell("service check package")).isEqualTo("Service package: found");
        assertThat(shell("wm size")).isEqualTo("Physical size: 1080x2400");
    }

    @Test
    void aCommandsOutputsAndItsExitCodeAreTold() throws Exception {
        AdbServer.Answer missing = adb("shell", "ls /nowhere");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.output()).isEmpty();
        assertThat(missing.errors()).contains("No such file or directory");

        assertThat(adb("shell", "false && echo one || echo 'two  words'; exit 7")
                        .text())
                .isEqualTo("two  words\n");
        assertThat(adb("shell", "exit 7").code()).isEqualTo(7);
        assertThat(adb("shell", "no-such-command").code()).isEqualTo(127);
    }

    @Test
    void filesComeBackAsTheyWent() throws Exception {
        byte[] content = new byte[700_000];
        new Random(1).nextBytes(content);
        Path there = Files.write(folder.resolve("there"), content);

        assertThat(adb("push", there.toString(), "/data/local/tmp/file").code()).isZero();
        assertThat(adb("exec-out", "cat /data/local/tmp/file").output()).isEqualTo(content);
        assertThat(adb("pull", "/data/local/tmp/file", folder.resolve("back").toString())
                        .code())
                .isZero();
        assertThat(folder.resolve("back")).hasBinaryContent(content);
    }

    @Test
    void anApkIsInstalledReadAndRemoved() throws Exception {
        Path apk = apk("maestro-app.apk");

        assertThat(adb("install", "-r", apk.toString()).text()).contains("Success");
        String path = shell("pm path dev.mobile.maestro");
        assertThat(path).startsWith("package:/data/app/");
        assertThat(adb("exec-out", "cat " + path.substring("package:".length())).output())
                .isEqualTo(Files.readAllBytes(apk));
        assertThat(shell("dumpsys package dev.mobile.maestro")).contains("versionCode=", "versionName=");
        assertThat(adb("uninstall", "dev.mobile.maestro").text()).contains("Success");
        assertThat(adb("shell", "pm path dev.mobile.maestro").code()).isEqualTo(1);
    }

    @Test
    void anInstallationFailsInAndroidsWords() throws Exception {
        String apk = apk("maestro-app.apk").toString();
        device.fault("{\"install-failure\": {\"value\": \"INSTALL_FAILED_INSUFFICIENT_STORAGE\", \"times\": 1}}");

        AdbServer.Answer full = adb("install", apk);
        assertThat(full.code()).isEqualTo(1);
        assertThat(full.errors()).contains("Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE]");

        assertThat(adb("install", apk).code()).isZero();
        Path broken = Files.writeString(folder.resolve("broken.apk"), "no archive");
        assertThat(adb("install", broken.toString()).errors()).contains("INSTALL_PARSE_FAILED_NOT_APK");
    }

    @Test
    void aDeviceIsOfflineOrUnauthorizedAndComesBack() throws Exception {
        device.fault("{\"offline\": true}");
        adb.await(device.serial(), "offline");
        assertThat(adb("shell", "true").errors()).contains("device offline");

        device.fault("{\"offline\": false, \"unauthorized\": true}");
        adb.await(device.serial(), "unauthorized");
        assertThat(adb("shell", "true").errors()).contains("device unauthorized");

        device.fault("{\"unauthorized\": false}");
        adb.await(device.serial(), "device");
        assertThat(shell("echo here")).isEqualTo("here");
    }

    @Test
    void aPulledCableIsPluggedInAgain() throws Exception {
        device.drop();
        adb.await(device.serial(), "device");

        assertThat(shell("echo here")).isEqualTo("here");
    }

    @Test
    void aBootIsCompleteAfterSoManyQuestions() throws Exception {
        device.fault("{\"boot-after-polls\": 3}");

        assertThat(shell("service check package")).isEqualTo("Service package: not found");
        assertThat(adb("shell", "pm list packages").code()).isEqualTo(20);
        assertThat(shell("getprop sys.boot_completed")).isEmpty();
        assertThat(shell("getprop sys.boot_completed")).isEmpty();
        assertThat(shell("getprop sys.boot_completed")).isEqualTo("1");
        assertThat(shell("service check package")).isEqualTo("Service package: found");
    }

    @Test
    void theDevicesClockMayBeWrong() throws Exception {
        device.fault("{\"clock-skew\": -86400}");

        assertThat(Instant.ofEpochSecond(Long.parseLong(shell("date +%s"))))
                .isBefore(Instant.now().minusSeconds(80_000));
    }

    @Test
    void theWorldIsReachedFromInsideUnlessSomethingIsWrong() throws Exception {
        String connect = "nc -w 5 -q 0 10.0.2.2 " + adb.port() + " </dev/null";
        assertThat(adb("shell", connect).code()).isZero();
        assertThat(shell("ping -c 1 localhost")).startsWith("PING localhost (127.0.0.1)");

        device.fault("{\"no-network\": true}");
        assertThat(adb("shell", connect).errors()).contains("Network is unreachable");

        device.fault("{\"no-network\": false, \"no-dns\": true}");
        assertThat(adb("shell", connect).code()).isZero();
        assertThat(adb("shell", "ping -c 1 www.example.com").errors()).contains("unknown host");
        assertThat(adb("shell", "nc -w 3 www.example.com 443 </dev/null").errors())
                .contains("No address associated with hostname");
    }

    @Test
    void everyCommandIsRemembered() throws Exception {
        long before = count("pm clear io.prodgate.demo.tickets");
        shell("pm clear io.prodgate.demo.tickets");

        assertThat(count("pm clear io.prodgate.demo.tickets")).isEqualTo(before + 1);
    }

    private static long count(String command) throws IOException, InterruptedException {
        return device.calls().stream().filter(command::equals).count();
    }

    @Test
    void theConsoleAsksForItsTokenAndEndsTheDevice() throws Exception {
        assertThat(adb("emu", "avd", "name").text()).contains("Pixel_of_Tests");

        try (SimulatedDevice other = SimulatedDevice.start(adb.port(), "--avd", "Other")) {
            adb.await(other.serial(), "device");
            assertThat(adb.run("-s", other.serial(), "emu", "kill").text()).contains("bye bye");
            other.process().onExit().join();
            assertThat(other.process().isAlive()).isFalse();
        }
    }

    @Test
    void theDriverIsReachedThroughAForwardedPortUntilItIsStopped() throws Exception {
        adb("install", apk("maestro-app.apk").toString());
        adb("install", apk("maestro-server.apk").toString());
        Process driver = adb.begin(
                "-s",
                device.serial(),
                "shell",
                "am instrument -w -e port 7001 dev.mobile.maestro.test/androidx.test.runner.AndroidJUnitRunner");
        try (BufferedReader said = driver.inputReader(UTF_8)) {
            assertThat(said.readLine()).startsWith("INSTRUMENTATION_STATUS");
            int port =
                    Integer.parseInt(adb("forward", "tcp:0", "tcp:7001").text().strip());
            assertThat(answerToHttp2(port)).startsWith(SETTINGS);

            shell("am force-stop dev.mobile.maestro");
            assertThat(said.lines()).contains("INSTRUMENTATION_RESULT: shortMsg=Process crashed.");
            assertThat(answerToHttp2(port)).isEmpty();
        }
    }

    @Test
    void anInstrumentationThatFailsSaysSo() throws Exception {
        adb("install", apk("maestro-app.apk").toString());
        adb("install", apk("maestro-server.apk").toString());
        device.fault("{\"instrumentation-failure\": true}");

        assertThat(shell("am instrument -w dev.mobile.maestro.test/androidx.test.runner.AndroidJUnitRunner"))
                .startsWith("INSTRUMENTATION_FAILED");
    }

    /** The first bytes of a server's answer to the preface of HTTP/2; none if it closes the connection. */
    private static byte[] answerToHttp2(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(UTF_8));
            byte[] header = socket.getInputStream().readNBytes(SETTINGS_TYPE + 1);
            return header.length == 0 ? header : new byte[] {header[SETTINGS_TYPE]};
        } catch (SocketException e) {
            return new byte[0];
        }
    }
}
