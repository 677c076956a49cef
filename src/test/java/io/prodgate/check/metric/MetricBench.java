package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Kinds;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import io.prodgate.plan.Values;
import io.prodgate.system.PlainSystems;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.prometheus.AlertsAnswer;
import io.prodgate.system.prometheus.PrometheusApi;
import io.prodgate.system.prometheus.QueryAnswer;
import io.prodgate.system.prometheus.RulesAnswer;
import io.prodgate.system.prometheus.TargetsAnswer;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.PrometheusServer;
import io.prodgate.testing.SteppingTime;
import io.prodgate.traffic.HttpTraffic;
import io.prodgate.traffic.Traffic;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 metric checks, no two alike, against a real Prometheus, and beside them curl with every query that they ask: {@code ./mvnw -Pbench verify}. */
class MetricBench {
    private static final int CHECKS = 200;
    private static final int PARALLEL = 16;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final String[] QUESTIONS = {
        "preset: p95-latency, select: 'tenant=\"%s\"', expect: < 60s",
        "preset: success-share, select: 'tenant=\"%s\"', expect: '>= 95%%'",
        "preset: tickets, select: 'tenant=\"%s\"', expect: '> 100'",
        "preset: queue-depth-max, select: 'tenant=\"%s\"', expect: < 100",
        "query: 'sum(rate(enhancement_success_rate_total{tenant=\"%s\"}[15m]))', expect: '> 0'"
    };

    @TempDir
    Path folder;

    @Test
    void checksTakeLittleMoreThanTheirQueries() throws Exception {
        try (PrometheusServer prometheus =
                PrometheusServer.with(Files.createDirectory(folder.resolve("prometheus")), past())) {
            List<String> lines = new ArrayList<>();
            List<Double> shares = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                Queue<String> asked = new ConcurrentLinkedQueue<>();
                long checks = checks(prometheus.url(), asked);
                long curl = curl(asked);
                double share = (double) checks / curl;
                lines.add("%s: %d checks, %d queries: %d ms; curl --parallel with these: %d ms; %.2f of it"
                        .formatted(round == 0 ? "cold" : "warm", CHECKS, asked.size(), checks, curl, share));
                if (round > 0) {
                    shares.add(share);
                }
            }
            double median = shares.stream().sorted().toList().get(ROUNDS / 2);
            System.out.printf(
                    "%n%s%nwarm, median: %.2f of curl, goal 1.30: %s%n",
                    String.join(System.lineSeparator(), lines), median, median <= 1.3 ? "met" : "MISSED");
            if (Boolean.getBoolean("bench.strict")) {
                assertThat(median).isLessThanOrEqualTo(1.3);
            }
        }
    }

    private static OpenMetrics past() {
        OpenMetrics past = OpenMetrics.until(MetricTrial.END, Duration.ofHours(25), Duration.ofMinutes(1))
                .up("api");
        for (int tenant = 0; tenant < CHECKS / QUESTIONS.length; tenant++) {
            String labels = "job=\"api\",instance=\"api-0\",tenant=\"t" + tenant + "\"";
            for (String le : new String[] {"1", "5", "60", "+Inf"}) {
                past.series("request_duration_seconds_bucket{" + labels + ",le=\"" + le + "\"}", at -> at / 10.0);
            }
            past.series("enhancement_success_rate_total{" + labels + ",status=\"success\"}", at -> at / 10.0);
            past.series("enhancement_success_rate_total{" + labels + ",status=\"failure\"}", at -> at / 1000.0);
            past.series("queue_depth_gauge{" + labels + "}", at -> at % 60);
        }
        return past;
    }

    /** Milliseconds of all checks, from the first attempt's begin to the last one's end; reading the plan is not in it. */
    private long checks(URI prometheus, Queue<String> asked) throws Exception {
        StringBuilder plan = new StringBuilder("""
            version: 1
            production: { name: tickets, url: 'https://api.example.com' }
            controls: off
            name-servers: off
            systems: { prometheus: { url: '%s' } }
            stages:
              - name: numbers
                checks:
            """.formatted(prometheus));
        for (int i = 0; i < CHECKS; i++) {
            plan.append("      - metric: { id: m").append(i).append(", window: 24h, ");
            plan.append(QUESTIONS[i % QUESTIONS.length].formatted("t" + i / QUESTIONS.length))
                    .append(" }\n");
        }
        Path file = Files.writeString(folder.resolve("prodgate.yaml"), plan);
        ReadPlan read = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of())).read(file);
        List<BoundCheck> checks =
                new Kinds(List.of(new MetricKind(new Recording(asked)))).bind(read.plan(), read.errors());
        read.errors().throwIfAny();
        Values values = reference -> Optional.empty();
        try (Traffic traffic = HttpTraffic.open(
                        read.plan(), values, "run-1", "0.1.0", Map.of(), Time.system(), new Random(1));
                ExecutorService executor = Executors.newFixedThreadPool(PARALLEL)) {
            long begin = System.nanoTime();
            List<Future<EvidenceLog>> logs = new ArrayList<>();
            for (BoundCheck check : checks) {
                logs.add(executor.submit(() -> attempt(check, traffic, values)));
            }
            for (Future<EvidenceLog> log : logs) {
                assertThat(Signs.met(log.get().facts()))
                        .as(log.get().facts().toString())
                        .isTrue();
            }
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        }
    }

    private EvidenceLog attempt(BoundCheck check, Traffic traffic, Values values) throws Exception {
        EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
        check.check()
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        traffic,
                        values,
                        Instant.now().plusSeconds(120),
                        new SteppingTime(MetricTrial.END),
                        folder.resolve("artifacts"),
                        Devices.NONE));
        return log;
    }

    /** Milliseconds of one curl that asks all of it, its start included. */
    private long curl(Queue<String> asked) throws Exception {
        Path file = Files.writeString(folder.resolve("curl.txt"), String.join("next\n", asked));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        "curl", "--parallel", "--parallel-max", String.valueOf(PARALLEL), "-K", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("curl.log").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("curl.log")))
                .isZero();
        return took;
    }

    /** Clients that write down what they ask, as entries of a curl configuration. */
    private record Recording(Queue<String> asked) implements Systems {
        @Override
        public <T> T client(Class<T> api, Visit visit) {
            PrometheusApi plain = new PlainSystems().client(PrometheusApi.class, visit);
            return api.cast(new Recorded(plain, visit.url(), asked));
        }
    }

    private record Recorded(PrometheusApi plain, URI url, Queue<String> asked) implements PrometheusApi {
        @Override
        public QueryAnswer query(String query, @Nullable String time) {
            add("query", "query=" + query, "time=" + time);
            return plain.query(query, time);
        }

        @Override
        public QueryAnswer range(String query, String start, String end, String step) {
            add("query_range", "query=" + query, "start=" + start, "end=" + end, "step=" + step);
            return plain.range(query, start, end, step);
        }

        @Override
        public TargetsAnswer targets(String state) {
            throw new IllegalStateException("no metric check asks for targets");
        }

        @Override
        public RulesAnswer rules(String type) {
            throw new IllegalStateException("no metric check asks for rules");
        }

        @Override
        public AlertsAnswer alerts() {
            throw new IllegalStateException("no metric check asks for alerts");
        }

        private void add(String path, String... fields) {
            StringBuilder entry = new StringBuilder(
                    "silent\nshow-error\nfail\noutput = \"/dev/null\"\nurl = \"" + url + "/api/v1/" + path + "\"\n");
            for (String field : fields) {
                entry.append("data-urlencode = \"")
                        .append(field.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append("\"\n");
            }
            asked.add(entry.toString());
        }
    }
}
