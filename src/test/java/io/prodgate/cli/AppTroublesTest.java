package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.cli.AppStage.AppRun;
import io.prodgate.testing.FastMaestroLog;
import io.prodgate.testing.SideBySide;
import io.prodgate.testing.SimulatedDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs of an app in which something goes wrong and is tried again, on simulated devices, through the real adb, with the
 * stand-in for Maestro. They mostly wait, so they run side by side.
 */
@Timeout(300)
class AppTroublesTest {
    private static final String UNPAID = "fails \"Assertion is false: \"Paid\" is visible\"";

    @TempDir
    private static Path folder;

    private static SideBySide<Ended> cases;

    /**
     * A run, and what the stand-in noted.
     *
     * @param devices their serials, in the order of being attached
     */
    private record Ended(AppRun run, List<FastMaestroLog.Entry> log, List<String> devices) {}

    /** Prepares a case and runs it. */
    private interface Trial {
        AppRun run(AppCase own, AppStage stage) throws Exception;
    }

    @BeforeAll
    static void begin() {
        cases = new SideBySide<>();
        begin("dialog", (own, stage) -> {
            stage.device();
            own.flow("pay", "dialog \"System UI isn't responding\"");
            return stage.run(stage.plan(AppCase.FLOWS));
        });
        begin("dropped", (own, stage) -> {
            stage.device();
            own.flow("a");
            own.flow("b", "drops");
            return stage.run(stage.plan(AppCase.FLOWS));
        });
        begin("missed-twice", (own, stage) -> {
            stage.device();
            stage.device();
            own.flow("fine");
            own.flow("paid", UNPAID);
            return stage.run(stage.plan(AppCase.FLOWS));
        });
        begin("crash", (own, stage) -> {
            stage.device();
            own.flow("pay", "crashes \"Assertion is false: \"Paid\" is visible\"");
            return stage.run(stage.plan(AppCase.FLOWS));
        });
        begin("driver-died", (own, stage) -> {
            stage.device();
            own.flow("a");
            own.flow("b");
            own.flow("c");
            own.maestro().faults(List.of("flow=b attempt=1: driver-dies"));
            return stage.with("SKIP_DATA_CLEANUP", "true").run(stage.plan(AppCase.FLOWS));
        });
        begin("gone", AppTroublesTest::runWhileADeviceGoes);
        begin("missed-once", (own, stage) -> {
            stage.device();
            own.flow("paid");
            own.maestro().faults(List.of("flow=paid attempt=1: " + UNPAID));
            return stage.run(stage.plan(AppCase.FLOWS));
        });
    }

    private static void begin(String name, Trial trial) {
        cases.begin(name, () -> {
            try (AppCase own = AppCase.open(folder.resolve(name))) {
                AppRun run = trial.run(own, own.stage());
                List<String> devices = own.stage().devices().stream()
                        .map(SimulatedDevice::serial)
                        .toList();
                return new Ended(run, own.maestro().log().read(), devices);
            }
        });
    }

    @AfterAll
    static void stop() {
        cases.close();
    }

    @Test
    void whatIsMissedTwiceIsTheFaultOfProduction() throws Exception {
        Ended ended = cases.ended("missed-twice");
        AppRun run = ended.run();

        assertThat(run.ending()).as(run.said()).isEqualTo("not-approved 1");
        assertThat(run.check("app.fine").path("outcome").asText()).isEqualTo("passed");
        assertThat(run.attempts("app.paid")).containsExactly("production", "production");
        assertThat(run.check("app.paid").path("outcome").asText()).isEqualTo("failed");
        assertThat(ended.log().stream()
                        .filter(entry -> entry.event() == FastMaestroLog.Event.FLOW_START)
                        .filter(entry -> entry.flow().equals("paid"))
                        .map(FastMaestroLog.Entry::device)
                        .distinct())
                .as("confirmed on the other device")
                .hasSize(2);
    }

    @Test
    void whatIsMetOnTheSecondTryIsFlaky() throws Exception {
        AppRun run = cases.ended("missed-once").run();

        assertThat(run.ending()).as(run.said()).isEqualTo("approved-with-conditions 0");
        assertThat(run.check("app.paid").path("outcome").asText()).isEqualTo("flaky");
    }

    @Test
    void anAppThatCrashesIsTheFaultOfProduction() throws Exception {
        AppRun run = cases.ended("crash").run();

        assertThat(run.ending()).as(run.said()).isEqualTo("not-approved 1");
        assertThat(run.attempts("app.pay")).containsOnly("production");
    }

    @Test
    void aDialogOfTheSystemIsNobodysFaultButTheDevices() throws Exception {
        AppRun run = cases.ended("dialog").run();

        assertThat(run.ending()).as(run.said()).isEqualTo("inconclusive 3");
        assertThat(run.attempts("app.pay")).isNotEmpty().containsOnly("infrastructure");
    }

    @Test
    void aFlowWhoseDriverDiedOncePassesOnTheNextTry() throws Exception {
        AppRun run = cases.ended("driver-died").run();

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.attempts("app.a")).containsExactly("passed");
        assertThat(run.attempts("app.b")).containsExactly("infrastructure", "passed");
        assertThat(run.attempts("app.c")).doesNotContain("production");
        assertThat(run.checks()).contains("app.c passed - -");
    }

    @Test
    void aFlowThatIsNotInTheReportIsNoPass() throws Exception {
        AppRun run = cases.ended("dropped").run();

        assertThat(run.ending()).as(run.said()).isEqualTo("inconclusive 3");
        assertThat(run.check("app.a").path("outcome").asText()).isEqualTo("passed");
        assertThat(run.check("app.b").path("outcome").asText()).isEqualTo("inconclusive");
    }

    private static AppRun runWhileADeviceGoes(AppCase own, AppStage stage) throws Exception {
        SimulatedDevice gone = stage.device();
        stage.device();
        for (String name : List.of("a", "b", "c", "d")) {
            own.flow(name, "takes 200ms");
        }
        own.maestro().faults(List.of("flow=* device=" + gone.serial() + ": transport-lost"));
        Thread cable = Thread.ofPlatform().start(() -> pull(own, gone));
        AppRun run = stage.run(stage.plan(AppCase.FLOWS));
        cable.join();
        return run;
    }

    /** Ends a device as soon as it was given something to do. */
    private static void pull(AppCase own, SimulatedDevice device) {
        try {
            while (own.started().stream().noneMatch(entry -> entry.device().equals(device.serial()))) {
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
    void theRunGoesOnWithoutADeviceThatIsGone() throws Exception {
        Ended ended = cases.ended("gone");
        AppRun run = ended.run();

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.checks())
                .hasSize(5)
                .allMatch(check -> check.contains(" passed "))
                .noneMatch(check -> check.contains("production"));
        assertThat(ended.log())
                .filteredOn(entry -> entry.event() == FastMaestroLog.Event.FLOW_END
                        && entry.what().equals("passed"))
                .extracting(FastMaestroLog.Entry::device)
                .containsOnly(ended.devices().getLast());
    }
}
