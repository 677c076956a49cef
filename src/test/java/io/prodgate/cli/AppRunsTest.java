package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.prodgate.cli.AppStage.AppRun;
import io.prodgate.testing.DemoApks;
import io.prodgate.testing.SimulatedDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs of an app on simulated devices, through the real adb, with the stand-in for Maestro. */
@Timeout(180)
class AppRunsTest {
    @TempDir
    private Path folder;

    private AppCase own;

    @BeforeEach
    void open() throws Exception {
        own = AppCase.open(folder);
    }

    @AfterEach
    void close() {
        if (own != null) {
            own.close();
        }
    }

    /** The calls that take data away; Maestro's own driver is no business of ours. */
    private static List<String> clearing(SimulatedDevice device) throws IOException, InterruptedException {
        return device.calls().stream()
                .filter(call -> call.contains(DemoApks.PACKAGE))
                .filter(call -> call.matches(".*\\b(clear|uninstall)\\b.*"))
                .toList();
    }

    @Test
    void dataAreClearedBeforeEachFlow() throws Exception {
        SimulatedDevice device = own.stage().device();
        own.flow("one");
        own.flow("two");

        AppRun run = own.stage().run(own.stage().plan(AppCase.FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.checks()).containsExactly("app.apk passed - -", "app.one passed - -", "app.two passed - -");
        assertThat(clearing(device)).containsExactly("pm clear " + DemoApks.PACKAGE, "pm clear " + DemoApks.PACKAGE);
    }

    @Test
    void maestroMayBeNamedByAPathThatCountsFromThePlan() throws Exception {
        own.stage().device();
        own.flow("one");
        Path plan = own.stage().plan(AppCase.FLOWS);
        String whole = own.maestro().folder().resolve("maestro").toString();
        Path fromThePlan = own.stage().folder().resolve("demo").toAbsolutePath().relativize(Path.of(whole));
        Files.writeString(plan, Files.readString(plan).replace(whole, fromThePlan.toString()));

        AppRun run = own.stage().run(plan);

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(own.started()).hasSize(1);
    }

    @Test
    void nothingIsClearedIfDataAreKept() throws Exception {
        SimulatedDevice device = own.stage().device();
        own.flow("one");
        own.flow("two");

        AppRun run =
                own.stage().with("SKIP_DATA_CLEANUP", "true").run(own.stage().plan(AppCase.FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.checks()).containsExactly("app.apk passed - -", "app.one passed - -", "app.two passed - -");
        assertThat(clearing(device)).isEmpty();
        assertThat(own.started()).hasSize(2);
        assertThat(Files.readString(run.folder().resolve("report.html"))).contains("SKIP_DATA_CLEANUP");
    }

    @Test
    void aCleaningThatIsNeitherTrueNorFalseIsAMistake() throws Exception {
        SimulatedDevice device = own.stage().device();
        own.flow("one");

        AppRun run =
                own.stage().with("SKIP_DATA_CLEANUP", "yes").run(own.stage().plan(AppCase.FLOWS));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.said()).contains("SKIP_DATA_CLEANUP", "yes", "true");
        assertThat(run.folder()).doesNotExist();
        assertThat(device.calls()).noneMatch(call -> call.contains(DemoApks.PACKAGE));
        assertThat(own.started()).isEmpty();
    }

    @Test
    void withoutADeviceNothingIsJudgedAndItIsSaidWhatToDo() throws Exception {
        assumeTrue(own.attached().listed().isEmpty(), "a device is attached to this machine");
        own.flow("a");
        own.flow("b");

        AppRun run = own.stage().run(own.stage().plan(AppCase.FLOWS, "devices: { count: 1, emulator: false }"));

        assertThat(run.ending()).as(run.said()).isEqualTo("inconclusive 3");
        assertThat(run.checks())
                .hasSize(3)
                .contains("app.apk passed - -")
                .filteredOn(check -> !check.startsWith("app.apk"))
                .allMatch(check -> check.contains(" inconclusive infrastructure "));
        assertThat(run.said()).contains("to do:", "attach");
        assertThat(own.started()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DemoApks.class,
            names = {"DEBUGGABLE", "STAGING", "OTHER_CERTIFICATE", "DEBUG_SIGNED", "CLEARTEXT"})
    void anotherApkThanProductionsIsNeverInstalled(DemoApks wrong) throws Exception {
        SimulatedDevice device = own.stage().apk(wrong).device();
        own.flow("a");

        AppRun run = own.stage().run(own.stage().plan(AppCase.FLOWS));

        assertThat(run.exitCode()).as(run.said()).isIn(1, 3);
        assertThat(run.report().path("verdict").asText()).isIn("not-approved", "inconclusive");
        assertThat(run.check("app.apk").path("outcome").asText()).isIn("failed", "inconclusive");
        assertThat(run.check("app.a").path("outcome").asText()).isEqualTo("skipped");
        assertThat(own.started()).isEmpty();
        assertThat(device.calls()).noneMatch(call -> call.contains("install") || call.contains(DemoApks.PACKAGE));
    }
}
