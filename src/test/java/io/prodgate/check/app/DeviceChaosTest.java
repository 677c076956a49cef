package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.device.Devices;
import io.prodgate.evidence.Time;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.FastMaestroInstallation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same as {@link ProcessChaosTest} on simulated devices at a real adb: who is lost is offline for adb and for everybody, and Maestro
 * hangs for good, too. A few runs; {@code -Dchaos=100} makes so many, {@code -Dchaos.seed=N} the one of that seed.
 */
class DeviceChaosTest {
    private static final int USUALLY = 2;
    private static final List<String> TROUBLES = List.of(
            "driver-dies",
            "driver-cancels",
            "transport-lost 1500ms",
            "transport-lost 4s",
            "killed",
            "hangs",
            "no-report",
            "drops",
            "driver-hangs 20ms");

    @TempDir
    private static Path lab;

    private static LabPhones phones;

    @TempDir
    private Path folder;

    @BeforeAll
    static void attach() throws Exception {
        phones = LabPhones.attach(lab, 3);
    }

    @AfterAll
    static void close() {
        if (phones != null) {
            phones.close();
        }
    }

    static List<Integer> seeds() {
        return ProcessChaos.seeds(USUALLY);
    }

    @Test
    void whomMaestroLosesIsOfflineForAdbUntilMended() throws Exception {
        String serial = phones.serials().getFirst();
        FastMaestroInstallation maestro = FastMaestroInstallation.in(folder.resolve("maestro"));
        maestro.faults(List.of(control(serial), "flow=a attempt=1: transport-lost"));
        Path flow = Files.writeString(folder.resolve("a.yaml"), "appId: a.b\n---\n- launchApp\n");

        Process process = new ProcessBuilder(maestro.program().toString(), "--device", serial, "test", flow.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();

        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("out")))
                .isEqualTo(1);
        phones.adb().await(serial, "offline");
        phones.mend();
    }

    private static String control(String serial) {
        return "device=" + serial + ": control " + phones.phone(serial).controlPort();
    }

    @Timeout(300)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostCountedTwiceOrMadeUp(int seed) throws Exception {
        phones.mend();
        ProcessChaos chaos = new ProcessChaos(seed);
        AppTrial trial = new AppTrial(folder).time(Time.system()).production(phones.production());
        chaos.prepare(trial);
        phones.apk(folder.resolve("app.apk"));
        FastMaestroInstallation maestro = FastMaestroInstallation.in(folder.resolve("maestro"));
        List<String> faults = new ArrayList<>(chaos.faults(TROUBLES, phones.serials()));
        phones.serials()
                .forEach(serial -> faults.add(
                        "device=" + serial + ": control " + phones.phone(serial).controlPort()));
        maestro.faults(faults);

        RunResult run;
        try (Devices devices = phones.devices(trial.time())) {
            run = trial.run(
                    "{ apk: app.apk, flows: flows, devices: { serials: [" + String.join(", ", phones.serials())
                            + "] }, deadline: 1h, flow-timeout: 4s, history: h.json }",
                    devices,
                    attempt -> ProcessChaos.maestro(maestro, phones.environment(), attempt),
                    trial.traffic());
        }

        chaos.judge(run, maestro.log().read());
    }
}
