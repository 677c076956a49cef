package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Kinds;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Signs;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks that several checks of a run need are asked for once, and what went wrong for one is not held against another. */
@Timeout(60)
class SharedLooksTest {
    private static final Values NONE = reference -> Optional.empty();

    @TempDir
    Path folder;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger looksThatFail = new AtomicInteger();
    private HttpServer server;
    private List<BoundCheck> checks;
    private ReadPlan read;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        HttpHandler prometheus = this::answer;
        server.createContext("/", prometheus);
        server.start();
        Path file = Files.writeString(folder.resolve("prodgate.yaml"), """
            version: 1
            production: { name: tickets, url: 'https://api.example.com' }
            controls: off
            name-servers: off
            systems: { prometheus: { url: 'http://127.0.0.1:%d' } }
            stages:
              - name: numbers
                checks:
                  - metric: { id: a, query: 'sum(a_gauge)', window: 60s, step: 60s, expect: 1, tolerate: { gap: 1h } }
                  - metric: { id: b, query: 'sum(b_gauge)', window: 60s, step: 60s, expect: 1, tolerate: { gap: 1h } }
            """.formatted(
                        server.getAddress().getPort()));
        read = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of())).read(file);
        checks = new Kinds(List.of(new MetricKind(new PlainSystems()))).bind(read.plan(), read.errors());
        read.errors().throwIfAny();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theScrapesOfAJobAreLookedAtOnce() throws Exception {
        try (Traffic run = door()) {
            assertThat(Signs.met(attempt(0, run).facts())).isTrue();
            assertThat(Signs.met(attempt(1, run).facts())).isTrue();
        }

        assertThat(looks()).hasSize(2).doesNotHaveDuplicates();
        assertThat(asked.stream().filter(query -> query.startsWith("sum("))).hasSize(2);
    }

    @Test
    void asManyQuestionsAreAskedAsWereAnnounced() throws Exception {
        for (int check = 0; check < checks.size(); check++) {
            asked.clear();
            try (Traffic run = door()) {
                assertThat(attempt(check, run).facts()).isNotEmpty();
            }

            assertThat(asked)
                    .hasSize(checks.get(check).check().preview().load().systems())
                    .hasSize(List.of(4, 4, 6).get(check));
        }
    }

    @Test
    void anotherRunLooksForItself() throws Exception {
        for (int run = 0; run < 2; run++) {
            try (Traffic door = door()) {
                assertThat(Signs.met(attempt(0, door).facts())).isTrue();
            }
        }

        assertThat(looks()).hasSize(4);
    }

    @Test
    void aLookThatFailedIsTakenAgain() throws Exception {
        looksThatFail.set(1);
        try (Traffic run = door()) {
            EvidenceLog first = attempt(0, run);
            assertThat(Signs.met(first.facts())).isFalse();
            assertThat(first.facts()).hasAtLeastOneElementOfType(SystemTrouble.class);

            assertThat(Signs.met(attempt(1, run).facts())).isTrue();
            assertThat(Signs.met(attempt(0, run).facts())).isTrue();
        }
    }

    @Test
    void whoeverMeetsAFailureHasItAsItsOwn() throws Exception {
        looksThatFail.set(Integer.MAX_VALUE);
        try (Traffic run = door();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EvidenceLog>> logs = Stream.of(0, 1, 0, 1)
                    .map(check -> threads.submit(() -> attempt(check, run)))
                    .toList();
            for (Future<EvidenceLog> log : logs) {
                assertThat(Signs.met(log.get().facts())).isFalse();
                assertThat(log.get().facts()).hasAtLeastOneElementOfType(SystemTrouble.class);
            }
        }
    }

    private List<String> looks() {
        return asked.stream().filter(query -> query.contains("up{")).toList();
    }

    private Traffic door() throws Exception {
        return HttpTraffic.open(read.plan(), NONE, "run-1", "0.1.0", Map.of(), Time.system(), new Random(1));
    }

    private EvidenceLog attempt(int check, Traffic traffic) throws InterruptedException {
        EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
        checks.get(check)
                .check()
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        traffic,
                        NONE,
                        Instant.now().plusSeconds(60),
                        new SteppingTime(MetricTrial.END),
                        folder.resolve("artifacts"),
                        Devices.NONE));
        return log;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = URLDecoder.decode(form, StandardCharsets.UTF_8).replaceFirst("(?s).*query=", "");
        asked.add(query);
        boolean fails = query.contains("up{") && looksThatFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        boolean range = exchange.getRequestURI().getPath().endsWith("range");
        String time = String.valueOf(MetricTrial.END.getEpochSecond());
        String labels = query.startsWith("label_replace")
                ? "{\"prodgate_look\":\"%s\",\"job\":\"api\"}"
                : "{\"instance\":\"api-0\"}";
        String series = "{\"metric\":" + labels + ",\"value"
                + (range ? "s\":[[" + time + ",\"1\"]]}" : "\":[" + time + ",\"1\"]}");
        String body = "{\"status\":\"success\",\"data\":{\"resultType\":\"" + (range ? "matrix" : "vector")
                + "\",\"result\":[" + series.formatted(range ? "scraped" : "jobs")
                + (query.startsWith("label_replace") && !range ? "," + series.formatted("observations") : "") + "]}}";
        byte[] bytes = (fails ? "later" : body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", fails ? "text/plain" : "application/json");
        exchange.sendResponseHeaders(fails ? 503 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
