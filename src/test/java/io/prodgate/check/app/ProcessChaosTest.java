package io.prodgate.check.app;

import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Time;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.FastMaestroInstallation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same as {@link ChaosTest} with Maestro as a process of its own: what it did stands in its log, which the run is compared with.
 * A few runs; {@code -Dchaos=100} makes so many, {@code -Dchaos.seed=N} the one of that seed.
 */
class ProcessChaosTest {
    private static final int USUALLY = 2;
    private static final List<String> DEVICES = List.of("emulator-5554", "emulator-5556", "emulator-5558");
    private static final String LOST = "transport-lost";
    private static final List<String> TROUBLES =
            List.of("driver-dies", "driver-cancels", LOST, "killed", "no-report", "drops", "driver-hangs 20ms");

    @TempDir
    Path folder;

    static List<Integer> seeds() {
        return ProcessChaos.seeds(USUALLY);
    }

    @Timeout(300)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostCountedTwiceOrMadeUp(int seed) throws Exception {
        ProcessChaos chaos = new ProcessChaos(seed);
        AppTrial trial = new AppTrial(folder).time(Time.system());
        chaos.prepare(trial);
        FastMaestroInstallation maestro = FastMaestroInstallation.in(folder.resolve("maestro"));
        // Where flows share a process no device goes offline, since a verdict on another flow would count for nothing
        // then.
        maestro.faults(chaos.faults(
                TROUBLES.stream()
                        .filter(trouble -> !chaos.shared() || !trouble.equals(LOST))
                        .toList(),
                DEVICES));
        FakePhones phones = new FakePhones(DEVICES.toArray(String[]::new));

        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, devices: 3, deadline: 1h, flow-timeout: 10s, history: h.json }",
                phones,
                attempt -> withPhones(ProcessChaos.maestro(maestro, Map.of(), attempt), phones),
                trial.traffic());

        chaos.judge(run, maestro.log().read());
    }

    /** A phone that Maestro lost is offline for adb too. */
    private static FlowRunner withPhones(FlowRunner runner, FakePhones phones) {
        return (order, progress) -> {
            List<FlowRun> runs = runner.run(order, progress);
            if (runs.stream().anyMatch(run -> run.message().contains("device offline"))) {
                phones.phone(order.serial()).fallSick();
            }
            return runs;
        };
    }
}
