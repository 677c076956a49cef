package io.prodgate.check.app;

import io.prodgate.evidence.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * 60 flows whose durations are spread as those of real ones, so many times as fast: log-normal, about a median of 45 s and with a few of
 * minutes. Before each, Maestro and its driver need 6 s.
 *
 * <p>How many commands they have is made up: one for three seconds, give or take a factor of 1.6 (one sigma).
 *
 * @param durations of the real flows, by name
 * @param hurry how many times as fast they are run
 */
record BenchFlows(Map<String, Duration> durations, double hurry) {
    private static final int FLOWS = 60;

    /** Until Maestro and its driver have started on a device. */
    private static final Duration START = Duration.ofSeconds(6);

    static BenchFlows hurried(double hurry) {
        Random random = new Random(20260102);
        Map<String, Duration> durations = new LinkedHashMap<>();
        for (int i = 0; i < FLOWS; i++) {
            double seconds = Math.clamp(45 * Math.exp(0.8 * random.nextGaussian()), 8, 240);
            durations.put("flow-%02d".formatted(i), Duration.ofMillis((long) (seconds * 1000)));
        }
        return new BenchFlows(durations, hurry);
    }

    /** Their names, in the order of their files. */
    List<String> names() {
        return List.copyOf(durations.keySet());
    }

    /** Writes them, as the stand-in for Maestro takes them. */
    void write(Path workspace) throws IOException {
        Random random = new Random(20260103);
        for (Map.Entry<String, Duration> flow : durations.entrySet()) {
            long commands =
                    Math.max(1, Math.round(flow.getValue().toSeconds() / 3.0 * Math.exp(0.5 * random.nextGaussian())));
            Files.writeString(workspace.resolve(flow.getKey() + ".yaml"), """
                appId: com.example.tickets
                # stand-in: takes %dms
                ---
                %s\
                """.formatted(
                            hurried(flow.getValue()).toMillis(), "- launchApp\n".repeat((int) commands)));
        }
    }

    /** What an earlier run would have noted of them. */
    void writeHistory(Path file) throws IOException {
        Map<String, List<Long>> took = new LinkedHashMap<>();
        durations.forEach(
                (name, takes) -> took.put(name + ".yaml", List.of(hurried(takes).toMillis())));
        Files.writeString(file, Json.mapper().writeValueAsString(Map.of("version", 1, "flows", took)));
    }

    /**
     * What each start of the stand-in has to be told.
     *
     * @param own what a start of the stand-in takes by itself
     */
    List<String> starts(List<String> serials, Duration own) {
        Duration rest = hurried(START).minus(own);
        return serials.stream()
                .map(serial -> "device=" + serial + ": takes " + Math.max(0, rest.toMillis()) + "ms")
                .toList();
    }

    /**
     * What no schedule can beat: the longest flow, or all of them shared out evenly.
     *
     * @param starts whether each flow has a start of Maestro of its own
     */
    Duration bound(int devices, boolean starts) {
        Duration each = starts ? START : Duration.ZERO;
        List<Duration> all = new ArrayList<>();
        durations.values().forEach(takes -> all.add(hurried(takes.plus(each))));
        Duration longest = all.stream().max(Duration::compareTo).orElseThrow();
        Duration share = all.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(devices);
        return longest.compareTo(share) > 0 ? longest : share;
    }

    private Duration hurried(Duration real) {
        return Duration.ofNanos((long) (real.toNanos() / hurry));
    }
}
