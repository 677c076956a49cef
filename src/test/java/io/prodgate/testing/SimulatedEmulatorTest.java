package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-ins for the SDK's programs: AVDs are created, listed, started and end. */
class SimulatedEmulatorTest {
    private static final String IMAGE = "system-images;android-34;google_apis;x86_64";

    @TempDir
    Path folder;

    private final int console = SimulatedDevice.freePort() - 1;
    private final String serial = "emulator-" + console;
    private AdbServer adb;

    @BeforeEach
    void start() throws Exception {
        adb = AdbServer.start(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        if (adb != null) {
            adb.close();
        }
    }

    private Process begin(Map<String, String> environment, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of("src/android-lab", program).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(adb.environment());
        builder.environment().put("ANDROID_AVD_HOME", folder.resolve("avds").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String run(String program, String... arguments) throws IOException {
        return said(begin(Map.of(), program, arguments));
    }

    private static String said(Process process) throws IOException {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            return String.join("\n", output.lines().toList());
        }
    }

    private Process emulator(String behaviour) throws IOException {
        return begin(
                Map.of("LAB_EMULATOR", behaviour),
                "emulator",
                "-avd",
                "prodgate-34",
                "-port",
                Integer.toString(console),
                "-no-window",
                "-gpu",
                "swiftshader_indirect",
                "-no-snapshot",
                "-wipe-data");
    }

    private void create() throws IOException {
        assertThat(run(
                        "avdmanager",
                        "create",
                        "avd",
                        "--name",
                        "prodgate-34",
                        "--package",
                        IMAGE,
                        "--device",
                        "pixel_6"))
                .isEmpty();
    }

    private String booted() throws IOException, InterruptedException {
        return adb.run("-s", serial, "shell", "getprop sys.boot_completed")
                .text()
                .strip();
    }

    @Test
    void anAvdIsCreatedFromAnInstalledImageAndListed() throws Exception {
        assertThat(run("emulator", "-list-avds")).isEmpty();
        assertThat(run("sdkmanager", "--list_installed")).contains(IMAGE);
        assertThat(run("avdmanager", "create", "avd", "--name", "other", "--package", "system-images;android-21;x;y"))
                .contains("Package path is not valid");

        create();

        assertThat(run("emulator", "-list-avds")).isEqualTo("prodgate-34");
        assertThat(run("avdmanager", "list", "avd")).contains("Name: prodgate-34");
        assertThat(folder.resolve("avds/prodgate-34.avd/config.ini")).content().contains("android-34");
        assertThat(run("avdmanager", "create", "avd", "--name", "prodgate-34", "--package", IMAGE))
                .contains("already exists");
        assertThat(run("avdmanager", "delete", "avd", "--name", "prodgate-34")).contains("deleted");
        assertThat(Files.exists(folder.resolve("avds/prodgate-34.ini"))).isFalse();
    }

    @Test
    void anEmulatorBootsAndIsKilledThroughAdb() throws Exception {
        create();
        Process emulator = emulator("normal");
        try {
            adb.await(serial, "device");
            assertThat(booted()).isEqualTo("1");
            assertThat(adb.run("-s", serial, "emu", "avd", "name").text()).startsWith("prodgate-34");

            assertThat(adb.run("-s", serial, "emu", "kill").code()).isZero();
            assertThat(emulator.onExit().join().exitValue()).isZero();
        } finally {
            emulator.destroyForcibly();
        }
    }

    @Test
    void anEmulatorThatNeverBootsIsOnlineAllTheSame() throws Exception {
        create();
        Process emulator = emulator("never-boots");
        try {
            adb.await(serial, "device");
            assertThat(booted()).isEmpty();
            assertThat(booted()).isEmpty();
        } finally {
            emulator.destroyForcibly();
        }
    }

    @Test
    void anEmulatorDiesAtOnceOrWhileItBoots() throws Exception {
        create();
        Process atOnce = emulator("dies");
        assertThat(said(atOnce)).contains("hardware acceleration");
        assertThat(atOnce.waitFor()).isEqualTo(1);

        Process later = emulator("dies-later");
        adb.await(serial, "device");
        booted();
        assertThat(later.onExit().join().exitValue()).isEqualTo(1);
    }

    @Test
    void whatTheSdksEmulatorRefusesIsRefused() throws Exception {
        assertThat(said(begin(Map.of(), "emulator", "-avd", "nobody"))).contains("Unknown AVD name [nobody]");
        Process check = begin(Map.of("LAB_NO_ACCELERATION", "true"), "emulator", "-accel-check");
        assertThat(said(check)).contains("KVM requires");
        assertThat(check.waitFor()).isEqualTo(8);
        assertThat(run("emulator", "-accel-check")).contains("is installed and usable");
    }
}
