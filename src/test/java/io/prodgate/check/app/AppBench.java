package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.app.FakeMaestro.How;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Time;
import io.prodgate.journal.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How near the line before the devices comes to what no schedule can beat: 60 flows whose durations are spread as those of real ones,
 * a hundred times as fast, through the engine on 1, 2, 4 and 8 devices: {@code ./mvnw -Pbench verify}. With
 * {@code -Dbench.strict=true} a missed goal fails the build.
 */
class AppBench {
    private static final int FLOWS = 60;
    private static final double GOAL = 1.10;
    private static final double HURRY = Integer.getInteger("bench.hurry", 100);

    /** Until Maestro and its driver have started on a device. */
    private static final Duration START = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    private final Map<String, Duration> durations = durations();

    /** Log-normal, about a median of 45 s and with a few of minutes: most are short, and a few are long. */
    private static Map<String, Duration> durations() {
        Random random = new Random(20260102);
        Map<String, Duration> durations = new LinkedHashMap<>();
        for (int i = 0; i < FLOWS; i++) {
            double seconds = Math.clamp(45 * Math.exp(0.8 * random.nextGaussian()), 8, 240);
            durations.put("flow-%02d".formatted(i), Duration.ofMillis((long) (seconds * 1000)));
        }
        return durations;
    }

    @Test
    void sixtyFlows() throws Exception {
        List<String> table = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        table.add("| devices | bound | longest first | file order (first run) | batches | static round-robin |");
        table.add("|---|---|---|---|---|---|");
        for (int devices : List.of(1, 2, 4, 8)) {
            double bound = bound(devices, START);
            double first = measure(devices, false, "first-" + devices) / bound;
            double known = measure(devices, false, "first-" + devices) / bound;
            double batchBound = bound(devices, Duration.ZERO);
            double batches = measure(devices, true, "first-" + devices) / batchBound;
            table.add(String.format(
                    Locale.ROOT,
                    "| %d | %.0f s | %.3f | %.3f | %.3f | %.3f |",
                    devices,
                    bound,
                    known,
                    first,
                    batches,
                    roundRobin(devices) / bound));
            if (known > GOAL) {
                missed.add(devices + " devices: " + known);
            }
        }
        System.out.printf("%n%s%n", String.join("\n", table));
        if (Boolean.getBoolean("bench.strict")) {
            assertThat(missed).as("goals missed").isEmpty();
        }
    }

    /** What no schedule can beat, in seconds of the real flows. */
    private double bound(int devices, Duration start) {
        double longest = 0;
        double sum = 0;
        for (Duration duration : durations.values()) {
            double seconds = seconds(duration.plus(start));
            longest = Math.max(longest, seconds);
            sum += seconds;
        }
        return Math.max(longest, sum / devices);
    }

    private double roundRobin(int devices) {
        List<Duration> all = List.copyOf(durations.values());
        return IntStream.range(0, devices)
                .mapToDouble(device -> IntStream.range(0, all.size())
                        .filter(i -> i % devices == device)
                        .mapToDouble(i -> seconds(all.get(i).plus(START)))
                        .sum())
                .max()
                .orElseThrow();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** How long a run takes, in seconds of the real flows. */
    private double measure(int devices, boolean skipCleanup, String history) throws Exception {
        AppTrial trial = new AppTrial(folder).time(Time.system());
        for (String flow : durations.keySet()) {
            trial.flow(flow);
        }
        if (skipCleanup) {
            trial.environment("SKIP_DATA_CLEANUP", "true");
        }
        String[] serials = IntStream.range(0, devices)
                .mapToObj(i -> "emulator-" + (5554 + 2 * i))
                .toArray(String[]::new);
        Time time = trial.time();
        List<Instant> began = new ArrayList<>();
        FakeMaestro maestro = new FakeMaestro(time, (flow, serial, number) -> {
            Duration takes = durations.getOrDefault(flow.name(), Duration.ZERO);
            time.sleep(hurried(takes));
            return new How(FlowRun.End.PASSED, Optional.empty(), takes, Map.of());
        });
        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, devices: " + devices + ", history: " + history + ".json }",
                new FakePhones(serials),
                (order, progress) -> {
                    synchronized (began) {
                        began.add(time.now());
                    }
                    time.sleep(hurried(START));
                    return maestro.run(order, progress);
                });
        Instant end = time.now();
        assertThat(run.checks())
                .hasSize(FLOWS + 1)
                .extracting(RunResult.CheckResult::outcome)
                .containsOnly(Outcome.PASSED);
        return seconds(Duration.between(began.getFirst(), end)) * HURRY;
    }

    private static Duration hurried(Duration duration) {
        return Duration.ofNanos((long) (duration.toNanos() / HURRY));
    }
}
