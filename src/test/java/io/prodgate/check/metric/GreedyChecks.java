package io.prodgate.check.metric;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Kinds;
import io.prodgate.device.Devices;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.Time;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import io.prodgate.plan.Values;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.SteppingTime;
import io.prodgate.traffic.HttpTraffic;
import io.prodgate.traffic.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A process of its own that asks for far too much, all checks at the same time: the arguments are a folder, a URL, and how many checks
 * there are. Prints what each met with, and the most memory that the process had, in kB where the system tells.
 */
final class GreedyChecks {
    private static final Values NONE = reference -> Optional.empty();

    private GreedyChecks() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        Path file = Files.writeString(
                folder.resolve("prodgate.yaml"),
                """
                version: 1
                production: { name: tickets, url: 'https://api.example.com' }
                controls: off
                name-servers: off
                systems: { prometheus: { url: '%s' } }
                stages:
                  - name: numbers
                    checks:
                """.formatted(arguments[1])
                        + IntStream.range(0, count)
                                .mapToObj(GreedyChecks::check)
                                .collect(Collectors.joining()));
        ReadPlan read = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of())).read(file);
        List<BoundCheck> checks =
                new Kinds(List.of(new MetricKind(new PlainSystems()))).bind(read.plan(), read.errors());
        read.errors().throwIfAny();
        try (Traffic traffic =
                        HttpTraffic.open(read.plan(), NONE, "run-1", "0.1.0", Map.of(), Time.system(), new Random(1));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EvidenceLog>> logs = new ArrayList<>();
            for (BoundCheck check : checks) {
                logs.add(threads.submit(() -> attempt(check, traffic, folder)));
            }
            for (Future<EvidenceLog> log : logs) {
                System.out.println(log.get().facts().stream()
                        .filter(SystemTrouble.class::isInstance)
                        .map(fact -> ((SystemTrouble) fact).kind().wireName())
                        .toList());
            }
        }
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .forEach(System.out::println);
        }
    }

    /** Every other one is asked for all through its window, near the most points that Prometheus gives. */
    private static String check(int index) {
        return "      - metric: { id: m" + index + ", query: 'all_" + index + "', expect: '> 0', window: "
                + (index % 2 == 0 ? "10s, step: 10s }\n" : "3h, step: 1s }\n");
    }

    private static EvidenceLog attempt(BoundCheck check, Traffic traffic, Path folder) throws InterruptedException {
        EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
        check.check()
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        traffic,
                        NONE,
                        Instant.now().plusSeconds(120),
                        new SteppingTime(MetricTrial.END),
                        folder.resolve("artifacts"),
                        Devices.NONE));
        return log;
    }
}
