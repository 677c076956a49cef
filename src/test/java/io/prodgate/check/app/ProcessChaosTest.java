package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.device.maestro.MaestroProcess;
import io.prodgate.device.maestro.MaestroSettings;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.FastMaestroInstallation;
import io.prodgate.testing.FastMaestroLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same as {@link ChaosTest} with Maestro as a process of its own: what it did stands in its log, which the run is compared with.
 * A few runs; {@code -Dchaos=100} makes so many, {@code -Dchaos.seed=N} the one of that seed.
 */
class ProcessChaosTest {
    private static final int FLOWS = 12;
    private static final int USUALLY = 3;
    private static final List<String> DEVICES = List.of("emulator-5554", "emulator-5556", "emulator-5558");
    private static final String MISSED = "Assertion is false: \"Ticket sent\" is visible";
    private static final List<String> TROUBLES = List.of(
            "driver-dies", "driver-cancels", "transport-lost", "killed", "no-report", "drops", "driver-hangs 20ms");
    private static final List<String> OF_STARTS =
            List.of("driver-timeout", "instrumentation-fails", "install-fails", "exits 1");

    @TempDir
    Path folder;

    static List<Integer> seeds() {
        Integer one = Integer.getInteger("chaos.seed");
        return one != null
                ? List.of(one)
                : IntStream.rangeClosed(1, Integer.getInteger("chaos", USUALLY))
                        .boxed()
                        .toList();
    }

    private static String name(int number) {
        return "flow-%02d".formatted(number);
    }

    @Timeout(300)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostCountedTwiceOrMadeUp(int seed) throws Exception {
        Random random = new Random(seed);
        AppTrial trial = new AppTrial(folder).time(Time.system());
        for (int i = 0; i < FLOWS; i++) {
            trial.flow(name(i));
        }
        if (seed % 2 == 0) {
            trial.environment("SKIP_DATA_CLEANUP", "true");
        }
        Set<String> broken = new HashSet<>();
        FastMaestroInstallation maestro = FastMaestroInstallation.in(folder.resolve("maestro"));
        maestro.faults(faults(random, broken, seed % 2 == 0));
        FakePhones phones = new FakePhones(DEVICES.toArray(String[]::new));

        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, devices: 3, deadline: 1h, flow-timeout: 10s, history: h.json }",
                phones,
                attempt -> withPhones(process(maestro, attempt), phones),
                trial.traffic());

        assertThat(run.finished()).isTrue();
        assertThat(run.checks()).hasSize(FLOWS + 1);
        List<FastMaestroLog.Entry> log = maestro.log().read();
        for (int i = 0; i < FLOWS; i++) {
            judge(AppTrial.of(run, name(i)), name(i), broken.contains(name(i)), seed % 2 == 0, log);
        }
    }

    /**
     * At most two troubles a flow: one of its own, and one of a device's start. Where flows share a process no device goes offline,
     * since a verdict on another flow would count for nothing then.
     */
    private static List<String> faults(Random random, Set<String> broken, boolean shared) {
        List<String> troubles = TROUBLES.stream()
                .filter(trouble -> !shared || !trouble.equals("transport-lost"))
                .toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            boolean fails = random.nextInt(6) == 0;
            if (fails) {
                broken.add(name(i));
            }
            boolean trouble = random.nextInt(3) == 0;
            for (int attempt = 1; attempt <= 12; attempt++) {
                String at = "flow=" + name(i) + " attempt=" + attempt + ": ";
                if (attempt == 1 && trouble) {
                    lines.add(at + troubles.get(random.nextInt(troubles.size())));
                } else if (fails) {
                    lines.add(at + "fails \"" + MISSED + "\"");
                }
            }
        }
        lines.add("device=" + DEVICES.get(random.nextInt(DEVICES.size())) + " start=" + (1 + random.nextInt(3)) + ": "
                + OF_STARTS.get(random.nextInt(OF_STARTS.size())));
        return lines;
    }

    private static FlowRunner process(FastMaestroInstallation maestro, Attempt attempt) {
        try {
            return new MaestroProcess(
                    new MaestroSettings(
                            maestro.program().toString(),
                            Json.mapper().createObjectNode(),
                            false,
                            false,
                            Files.createTempDirectory(maestro.folder(), "work")),
                    Map.of("PATH", maestro.path()),
                    attempt.log().redactor(),
                    attempt.time());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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

    private static void judge(
            RunResult.CheckResult check, String flow, boolean broken, boolean shared, List<FastMaestroLog.Entry> log) {
        String told = flow + ": " + check.outcome() + ", " + check.explanation();
        assertThat(check.attempts())
                .as(told)
                .isNotEmpty()
                .allSatisfy(attempt -> assertThat(attempt.evidence())
                        .filteredOn(FlowRun.class::isInstance)
                        .hasSize(1));
        if (broken) {
            assertThat(check.outcome()).as(told).isEqualTo(Outcome.FAILED);
        } else {
            assertThat(check.outcome()).as(told).isEqualTo(Outcome.PASSED);
            assertThat(check.attempts())
                    .as(told)
                    .noneMatch(attempt -> attempt.diagnosis()
                            .filter(diagnosis -> diagnosis.cause() == Cause.PRODUCTION)
                            .isPresent());
        }
        long missed = log.stream()
                .filter(entry -> entry.event() == FastMaestroLog.Event.FLOW_END)
                .filter(entry -> entry.flow().equals(flow) && entry.what().startsWith("Assertion is false"))
                .count();
        long found = AppTrial.evidence(check, FlowRun.class).stream()
                .filter(run -> run.message().startsWith("Assertion is false"))
                .count();
        assertThat(found).as(told).isLessThanOrEqualTo(missed);
        if (!shared) {
            // A process that is killed, or writes no report, takes along what others that share it had to tell: they go
            // again.
            assertThat(found).as(told).isEqualTo(missed);
        }
    }
}
