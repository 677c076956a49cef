package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.prodgate.cli.AppStage.AppRun;
import io.prodgate.demo.Scenario;
import io.prodgate.testing.DemoApks;
import io.prodgate.testing.FastMaestroInstallation;
import io.prodgate.testing.FastMaestroLog;
import io.prodgate.testing.SimulatedDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private static final String FLOWS = "flows: ../flows";

    @TempDir
    private Path folder;

    private AttachedDevices attached;
    private FastMaestroInstallation maestro;
    private AppStage stage;

    @BeforeEach
    void open() throws Exception {
        attached = AttachedDevices.apart(folder.resolve("home"));
        maestro = FastMaestroInstallation.in(folder.resolve("maestro"));
        stage = AppStage.open(folder.resolve("stage"), Scenario.HEALTHY, attached, maestro.folder());
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
        if (attached != null) {
            attached.close();
        }
    }

    private void flow(String name, String... directives) throws IOException {
        StringBuilder text = new StringBuilder("appId: " + DemoApks.PACKAGE + "\n");
        for (String directive : directives) {
            text.append("# stand-in: ").append(directive).append('\n');
        }
        Path flows = Files.createDirectories(stage.folder().resolve("flows"));
        Files.writeString(flows.resolve(name + ".yaml"), text.append("---\n- launchApp\n"));
    }

    private List<FastMaestroLog.Entry> started() throws IOException {
        return maestro.log().read().stream()
                .filter(entry -> entry.event() == FastMaestroLog.Event.FLOW_START)
                .toList();
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
        SimulatedDevice device = stage.device();
        flow("one");
        flow("two");

        AppRun run = stage.run(stage.plan(FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.checks()).containsExactly("app.apk passed - -", "app.one passed - -", "app.two passed - -");
        assertThat(clearing(device)).containsExactly("pm clear " + DemoApks.PACKAGE, "pm clear " + DemoApks.PACKAGE);
    }

    @Test
    void maestroMayBeNamedByAPathThatCountsFromThePlan() throws Exception {
        stage.device();
        flow("one");
        Path plan = stage.plan(FLOWS);
        String whole = maestro.folder().resolve("maestro").toString();
        Path fromThePlan = stage.folder().resolve("demo").toAbsolutePath().relativize(Path.of(whole));
        Files.writeString(plan, Files.readString(plan).replace(whole, fromThePlan.toString()));

        AppRun run = stage.run(plan);

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(started()).hasSize(1);
    }

    @Test
    void nothingIsClearedIfDataAreKept() throws Exception {
        SimulatedDevice device = stage.device();
        flow("one");
        flow("two");

        AppRun run = stage.with("SKIP_DATA_CLEANUP", "true").run(stage.plan(FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.checks()).containsExactly("app.apk passed - -", "app.one passed - -", "app.two passed - -");
        assertThat(clearing(device)).isEmpty();
        assertThat(started()).hasSize(2);
        assertThat(Files.readString(run.folder().resolve("report.html"))).contains("SKIP_DATA_CLEANUP");
    }

    @Test
    void aCleaningThatIsNeitherTrueNorFalseIsAMistake() throws Exception {
        SimulatedDevice device = stage.device();
        flow("one");

        AppRun run = stage.with("SKIP_DATA_CLEANUP", "yes").run(stage.plan(FLOWS));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.said()).contains("SKIP_DATA_CLEANUP", "yes", "true");
        assertThat(run.folder()).doesNotExist();
        assertThat(device.calls()).noneMatch(call -> call.contains(DemoApks.PACKAGE));
        assertThat(started()).isEmpty();
    }

    @Test
    void whatIsMissedTwiceIsTheFaultOfProduction() throws Exception {
        stage.device();
        stage.device();
        flow("fine");
        flow("paid", "fails \"Assertion is false: \"Paid\" is visible\"");

        AppRun run = stage.run(stage.plan(FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("not-approved 1");
        assertThat(run.check("app.fine").path("outcome").asText()).isEqualTo("passed");
        assertThat(run.attempts("app.paid")).containsExactly("production", "production");
        assertThat(run.check("app.paid").path("outcome").asText()).isEqualTo("failed");
        assertThat(started().stream()
                        .filter(entry -> entry.flow().equals("paid"))
                        .map(FastMaestroLog.Entry::device)
                        .distinct())
                .as("confirmed on the other device")
                .hasSize(2);
    }

    @Test
    void whatIsMetOnTheSecondTryIsFlaky() throws Exception {
        stage.device();
        flow("paid");
        maestro.faults(List.of("flow=paid attempt=1: fails \"Assertion is false: \"Paid\" is visible\""));

        AppRun run = stage.run(stage.plan(FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("approved-with-conditions 0");
        assertThat(run.check("app.paid").path("outcome").asText()).isEqualTo("flaky");
    }

    @Test
    void anAppThatCrashesIsTheFaultOfProduction() throws Exception {
        stage.device();
        flow("pay", "crashes \"Assertion is false: \"Paid\" is visible\"");

        AppRun run = stage.run(stage.plan(FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("not-approved 1");
        assertThat(run.attempts("app.pay")).containsOnly("production");
    }

    @Test
    void aDialogOfTheSystemIsNobodysFaultButTheDevices() throws Exception {
        stage.device();
        flow("pay", "dialog \"System UI isn't responding\"");

        AppRun run = stage.run(stage.plan(FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("inconclusive 3");
        assertThat(run.attempts("app.pay")).isNotEmpty().containsOnly("infrastructure");
    }

    @Test
    void aFlowWhoseDriverDiedOncePassesOnTheNextTry() throws Exception {
        stage.device();
        flow("a");
        flow("b");
        flow("c");
        maestro.faults(List.of("flow=b attempt=1: driver-dies"));

        AppRun run = stage.with("SKIP_DATA_CLEANUP", "true").run(stage.plan(FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.attempts("app.a")).containsExactly("passed");
        assertThat(run.attempts("app.b")).containsExactly("infrastructure", "passed");
        assertThat(run.attempts("app.c")).doesNotContain("production");
        assertThat(run.checks()).contains("app.c passed - -");
    }

    @Test
    void aFlowThatIsNotInTheReportIsNoPass() throws Exception {
        stage.device();
        flow("a");
        flow("b", "drops");

        AppRun run = stage.run(stage.plan(FLOWS));

        assertThat(run.ending()).as(run.said()).isEqualTo("inconclusive 3");
        assertThat(run.check("app.a").path("outcome").asText()).isEqualTo("passed");
        assertThat(run.check("app.b").path("outcome").asText()).isEqualTo("inconclusive");
    }

    @Test
    void theRunGoesOnWithoutADeviceThatIsGone() throws Exception {
        SimulatedDevice gone = stage.device();
        SimulatedDevice there = stage.device();
        for (String name : List.of("a", "b", "c", "d")) {
            flow(name, "takes 200ms");
        }
        maestro.faults(List.of("flow=* device=" + gone.serial() + ": transport-lost"));
        Thread cable = Thread.ofPlatform().start(() -> pull(gone));

        AppRun run = stage.run(stage.plan(FLOWS));
        cable.join();

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.checks())
                .hasSize(5)
                .allMatch(check -> check.contains(" passed "))
                .noneMatch(check -> check.contains("production"));
        assertThat(maestro.log().read())
                .filteredOn(entry -> entry.event() == FastMaestroLog.Event.FLOW_END
                        && entry.what().equals("passed"))
                .extracting(FastMaestroLog.Entry::device)
                .containsOnly(there.serial());
    }

    /** Ends a device as soon as it was given something to do. */
    private void pull(SimulatedDevice device) {
        try {
            while (started().stream().noneMatch(entry -> entry.device().equals(device.serial()))) {
                device.process()
                        .onExit()
                        .completeOnTimeout(device.process(), 20, TimeUnit.MILLISECONDS)
                        .join();
            }
            device.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutADeviceNothingIsJudgedAndItIsSaidWhatToDo() throws Exception {
        assumeTrue(attached.listed().isEmpty(), "a device is attached to this machine");
        flow("a");
        flow("b");

        AppRun run = stage.run(stage.plan(FLOWS, "devices: { count: 1, emulator: false }"));

        assertThat(run.ending()).as(run.said()).isEqualTo("inconclusive 3");
        assertThat(run.checks())
                .hasSize(3)
                .contains("app.apk passed - -")
                .filteredOn(check -> !check.startsWith("app.apk"))
                .allMatch(check -> check.contains(" inconclusive infrastructure "));
        assertThat(run.said()).contains("to do:", "attach");
        assertThat(started()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DemoApks.class,
            names = {"DEBUGGABLE", "STAGING", "OTHER_CERTIFICATE", "DEBUG_SIGNED", "CLEARTEXT"})
    void anotherApkThanProductionsIsNeverInstalled(DemoApks wrong) throws Exception {
        SimulatedDevice device = stage.apk(wrong).device();
        flow("a");

        AppRun run = stage.run(stage.plan(FLOWS));

        assertThat(run.exitCode()).as(run.said()).isIn(1, 3);
        assertThat(run.report().path("verdict").asText()).isIn("not-approved", "inconclusive");
        assertThat(run.check("app.apk").path("outcome").asText()).isIn("failed", "inconclusive");
        assertThat(run.check("app.a").path("outcome").asText()).isEqualTo("skipped");
        assertThat(started()).isEmpty();
        assertThat(device.calls()).noneMatch(call -> call.contains("install") || call.contains(DemoApks.PACKAGE));
    }
}
