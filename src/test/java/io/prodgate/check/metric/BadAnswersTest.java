package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.PrometheusServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Prometheus, or what stands in its place, that gives no usable answer: production is never blamed, and nothing passes. */
class BadAnswersTest {
    private static final String OWN = "{ query: 'sum(up)', expect: '> 0' }";
    private static final String ONE = """
        {"status":"success","data":{"resultType":"vector","result":[{"metric":{"job":""},"value":[1767355200,"1"]}]}}\
        """;

    @TempDir
    Path folder;

    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private Answer answer = exchange -> {};

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer.to(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | text/html | <html>log in</html> | unreadable | CONFIGURATION",
                "401 | text/plain | who are you? | credential-refused | CONFIGURATION",
                "404 | text/plain | 404 page not found | not-found | CONFIGURATION",
                "422 | application/json |"
                        + " {\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"many-to-many\"} |"
                        + " question-refused | CONFIGURATION",
                "503 | application/json | {\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed"
                        + " out\"} | unable | INFRASTRUCTURE",
                "200 | application/json | {\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed"
                        + " out\"} | unable | INFRASTRUCTURE",
                "200 | application/json |"
                        + " {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{}}]},\"warnings\":[\"a"
                        + " store is missing\"]} | unable | INFRASTRUCTURE",
                "200 | application/json | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":{}}}"
                        + " | unreadable | CONFIGURATION",
                "200 | application/json |"
                        + " {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"x\"]}]}}"
                        + " | unreadable | CONFIGURATION",
                "200 | application/json | {\"status\":\"success\"} | unreadable | CONFIGURATION",
                "200 | application/json | {} | unreadable | CONFIGURATION",
                "200 | application/json | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[ |"
                        + " unreadable | CONFIGURATION"
            })
    void isNamedForWhatItIs(int status, String type, String body, String kind, Cause cause) throws Exception {
        answer = exchange -> send(exchange, status, type, body);

        MetricTrial trial = trial(OWN);

        assertThat(trial.met()).isFalse();
        assertThat(trial.of(SystemTrouble.class))
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.kind().wireName()).isEqualTo(kind));
        assertThat(trial.diagnosis().cause())
                .as(trial.diagnosis().explanation())
                .isEqualTo(cause);
        assertThat(trial.diagnosis().rule()).startsWith("PG-70");
    }

    @Test
    void oneThatTakesTooLongIsSilent() throws Exception {
        answer = exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        MetricTrial trial = MetricTrial.of(folder, url(), OWN, Duration.ofSeconds(1));

        assertThat(trial.met()).isFalse();
        assertThat(trial.diagnosis().rule()).as(trial.facts().toString()).isEqualTo("PG-705");
    }

    @Test
    void oneWhoseAnswerIsCutIsSilent() throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 10_000);
            OutputStream out = exchange.getResponseBody();
            out.write(ONE.getBytes(StandardCharsets.UTF_8));
            out.flush();
            exchange.close();
        };

        MetricTrial trial = trial(OWN);

        assertThat(trial.met()).isFalse();
        assertThat(trial.diagnosis().rule()).as(trial.facts().toString()).isEqualTo("PG-705");
    }

    @Test
    void aHundredThousandSeriesAreMoreThanIsRead() throws Exception {
        answer = exchange -> send(exchange, 200, "application/json", vector(100_000, 60));

        MetricTrial trial = trial(OWN);

        assertThat(trial.met()).isFalse();
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-703");
    }

    @ParameterizedTest
    @CsvSource({
        "100000, 1, larger than 4 MiB",
        "20000, 1, more than 10000 series: aggregate them in the query",
    })
    void seriesWithoutEndAreToBeAggregated(int series, int labelLength, String said) throws Exception {
        answer = exchange -> send(exchange, 200, "application/json", vector(series, labelLength));

        MetricTrial trial = trial(OWN);

        assertThat(trial.met()).isFalse();
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-703");
        assertThat(trial.of(SystemTrouble.class).getFirst().message()).contains(said);
    }

    @Test
    void tenThousandSeriesAreReadAndAreNotOneNumber() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        answer = exchange ->
                send(exchange, 200, "application/json", asked.getAndIncrement() == 0 ? vector(10_000, 1) : ONE);

        MetricTrial trial = trial(OWN);

        assertThat(trial.reading().series()).isEqualTo(10_000);
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-711");
        assertThat(trial.judgement().remark())
                .contains("10000 series where one is expected")
                .hasSizeLessThan(1_000);
    }

    @Test
    void severalErrorsInARowAreWithinTheBudget() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        answer = exchange -> {
            boolean fails = asked.getAndIncrement() < 2;
            send(exchange, fails ? 500 : 200, "application/json", fails ? "later" : ONE);
        };
        String own = "{ query: 'sum(up)', expect: '> 0', count: 2, interval: 1s, error-budget: %d }";

        assertThat(trial(own.formatted(2)).of(SystemTrouble.class)).isEmpty();
        asked.set(0);
        MetricTrial strict = trial(own.formatted(1));
        assertThat(strict.met()).isFalse();
        assertThat(strict.diagnosis().rule()).isEqualTo("PG-705");
    }

    @Test
    void aRealPrometheusRefusesAWrongQueryAsOurMistake() throws Exception {
        OpenMetrics past = OpenMetrics.until(MetricTrial.END, Duration.ofHours(1), Duration.ofMinutes(1));
        try (PrometheusServer real =
                PrometheusServer.with(folder.resolve("real"), past.up("a").up("b"))) {
            for (String wrong : new String[] {"sum(up", "up * on (nothing) up", "rate(up)"}) {
                MetricTrial trial = MetricTrial.of(folder, real.url(), "{ query: '" + wrong + "', expect: '> 0' }");

                assertThat(trial.diagnosis().rule()).isEqualTo("PG-702");
                assertThat(trial.diagnosis().explanation()).contains("status");
            }
        }
    }

    private static String vector(int series, int labelLength) {
        StringBuilder json =
                new StringBuilder("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[");
        String value = "x".repeat(labelLength);
        for (int i = 0; i < series; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"metric\":{\"i\":\"")
                    .append(value)
                    .append(i)
                    .append("\"},\"value\":[1767355200,\"1\"]}");
        }
        return json.append("]}}").toString();
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private MetricTrial trial(String own) throws Exception {
        return MetricTrial.of(folder, url(), own);
    }
}
