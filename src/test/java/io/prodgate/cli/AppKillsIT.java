package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.cli.AppStage.AppRun;
import io.prodgate.demo.Scenario;
import io.prodgate.testing.DemoApks;
import io.prodgate.testing.FastMaestroInstallation;
import io.prodgate.testing.FastMaestroLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was packaged, with an emulator of its own: killed with SIGKILL while a flow runs and resumed; an emulator that never boots. */
@Timeout(300)
class AppKillsIT {
    private static final String EMULATOR = "devices: { count: 1, emulator: { avd: Lab, slow: true, boot-within: %s } }";
    private static final String FLOWS = "flows: ../flows";

    @TempDir
    private Path folder;

    private AttachedDevices attached;
    private FastMaestroInstallation maestro;
    private AppStage stage;

    @BeforeEach
    void open() throws Exception {
        attached = AttachedDevices.apart(folder.resolve("home"));
        maestro = FastMaestroInstallation.in(folder.resolve("tools"));
        stage = AppStage.open(folder.resolve("stage"), Scenario.HEALTHY, attached, maestro.folder());
        Path avds = folder.resolve("avds");
        Files.createDirectories(avds.resolve("Lab.avd"));
        Files.writeString(avds.resolve("Lab.ini"), "path=" + avds.resolve("Lab.avd") + "\n");
        stage.with("ANDROID_AVD_HOME", avds.toString());
        Path flows = Files.createDirectories(stage.folder().resolve("flows"));
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(flows.resolve(name + ".yaml"), "appId: " + DemoApks.PACKAGE + "\n---\n- launchApp\n");
        }
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
            alive().forEach(ProcessHandle::destroyForcibly);
            attached.close();
        }
    }

    /** The lab's emulator, which gets its settings from here: prodgate hands on only what emulators know. */
    private void emulator(String behaviour) throws IOException {
        Path script = Files.writeString(maestro.folder().resolve("emulator"), """
            #!/bin/sh
            echo $$ >>'%s'
            export LAB_EMULATOR=%s LAB_DEVICE_OPTIONS='%s'
            exec '%s' "$@"
            """.formatted(
                        maestro.folder().resolve("emulators"),
                        behaviour,
                        String.join(" ", stage.appOptions()),
                        Path.of("src/android-lab/emulator").toAbsolutePath()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path output, String... arguments) throws IOException {
        return Packaged.start(Packaged.command(arguments), folder, output, stage.environment());
    }

    private AppRun finish(Path run, String... arguments) throws Exception {
        Path output = folder.resolve("output-" + arguments[0]);
        Process process = start(output, arguments);
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS))
                    .as(Files.readString(output))
                    .isTrue();
            return new AppRun(run, process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Emulators and Maestros of this test that are alive. */
    private List<ProcessHandle> alive() throws IOException {
        Stream<Long> maestros = maestro.log().read().stream().map(FastMaestroLog.Entry::process);
        return Stream.concat(emulators().stream(), maestros.distinct().flatMap(AppKillsIT::alive))
                .toList();
    }

    private List<ProcessHandle> emulators() throws IOException {
        Path started = maestro.folder().resolve("emulators");
        return Files.exists(started)
                ? Files.readAllLines(started).stream()
                        .flatMap(process -> alive(Long.parseLong(process)))
                        .toList()
                : List.of();
    }

    private static Stream<ProcessHandle> alive(long process) {
        // One that has ended may still wait for its parent to take note, and counts as alive then.
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).filter(handle -> !ended(handle.pid())).stream();
    }

    /** By the state letter of {@code /proc/PID/stat}, which follows the name in brackets. */
    private static boolean ended(long process) {
        try {
            String stat =
                    Files.readString(Path.of("/proc", String.valueOf(process), "stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException e) {
            return Files.isDirectory(Path.of("/proc/self")); // Gone meanwhile.
        }
    }

    private List<FastMaestroLog.Entry> flows(FastMaestroLog.Event event) throws IOException {
        return maestro.log().read().stream()
                .filter(entry -> entry.event() == event)
                .toList();
    }

    @Test
    void aRunThatIsKilledGoesOnWhereItWasAndEndsItsEmulator() throws Exception {
        emulator("normal");
        maestro.faults(List.of("flow=b attempt=1: hangs"));
        Path plan = stage.plan(FLOWS, EMULATOR.formatted("60s"));
        Path run = folder.resolve("run");
        Path output = folder.resolve("output-killed");
        Process killed = start(output, "run", plan.toString(), "--out", run.toString());
        try {
            while (killed.isAlive() && flows(FastMaestroLog.Event.FLOW_START).size() < 2) {
                killed.waitFor(50, TimeUnit.MILLISECONDS);
            }
            assertThat(killed.isAlive()).as(Files.readString(output)).isTrue();
            assertThat(alive()).as("an emulator and a Maestro").hasSize(2);
        } finally {
            killed.destroyForcibly();
        }
        assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();

        AppRun resumed = finish(run, "resume", run.toString());

        assertThat(resumed.ending()).as(resumed.said()).isEqualTo("approved 0");
        assertThat(resumed.checks())
                .hasSize(4)
                .allMatch(check -> check.contains(" passed "))
                .noneMatch(check -> check.contains("production"));
        assertThat(flows(FastMaestroLog.Event.FLOW_START).stream()
                        .map(FastMaestroLog.Entry::flow)
                        .toList())
                .as("what had passed is not repeated")
                .containsExactly("a", "b", "b", "c");
        assertThat(alive())
                .as("nothing is left running, neither an emulator nor a Maestro")
                .isEmpty();
    }

    @Test
    void anEmulatorThatNeverBootsIsNoFindingAboutProduction() throws Exception {
        emulator("never-boots");
        Path run = folder.resolve("run");

        AppRun ended =
                finish(run, "run", stage.plan(FLOWS, EMULATOR.formatted("5s")).toString(), "--out", run.toString());

        assertThat(ended.ending()).as(ended.said()).isEqualTo("inconclusive 3");
        assertThat(ended.checks())
                .hasSize(4)
                .contains("app.apk passed - -")
                .filteredOn(check -> !check.startsWith("app.apk"))
                .allMatch(check -> check.contains(" inconclusive infrastructure "));
        assertThat(ended.said()).contains("to do:");
        assertThat(flows(FastMaestroLog.Event.FLOW_START)).isEmpty();
        assertThat(alive()).as("nothing is left running").isEmpty();
    }
}
