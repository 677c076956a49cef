package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.cli.RunId;
import io.prodgate.demo.DemoClient.Response;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.PrometheusServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of the demo plan, and then the same samples in a real Prometheus: what the run has asked the demo, and much more, has the same
 * answer there.
 */
class PrometheusDifferentialTest {
    @TempDir
    private static Path folder;

    private static final Set<String> ASKED = new ConcurrentSkipListSet<>();
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static DemoClient demo;
    private static PrometheusServer real;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Instant end;

    @BeforeAll
    static void runTheDemoPlan() throws Exception {
        DemoPlatform platform = DemoPlatform.start(Scenario.HEALTHY);
        OPEN.push(platform);
        demo = new DemoClient(platform.controlUrl());
        OPEN.push(demo::close);
        HttpServer between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        between.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        between.createContext("/", PrometheusDifferentialTest::passOn);
        between.start();
        try {
            String plan = Files.readString(platform.writePlan(folder.resolve("plan")));
            String asked = plan.replace(
                    platform.controlUrl() + "/prometheus",
                    "http://127.0.0.1:" + between.getAddress().getPort() + "/prometheus");
            assertThat(asked).isNotEqualTo(plan);
            ProductionRun run =
                    ProductionRun.named(RunId.next(Time.system(), new Random(1)), folder.resolve("plan"), asked);
            assertThat(run.terminal()).contains("APPROVED");
        } finally {
            between.stop(0);
        }
        end = Instant.now();
        real = PrometheusServer.with(folder.resolve("prometheus"), samples());
        OPEN.push(real);
    }

    @AfterAll
    static void stop() throws Exception {
        while (!OPEN.isEmpty()) {
            OPEN.pop().close();
        }
    }

    private static void passOn(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString();
            if (exchange.getRequestMethod().equals("POST")) {
                ASKED.add(path.substring(path.indexOf("/api/")) + "?" + body);
            }
            Response answer = demo.send(exchange.getRequestMethod(), path, body);
            byte[] told = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), told.length);
            exchange.getResponseBody().write(told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that the demo has, in OpenMetrics text. */
    private static String samples() throws Exception {
        StringBuilder text = new StringBuilder();
        Map<String, StringBuilder> families = new TreeMap<>();
        String all = "/prometheus/api/v1/query?query=" + encoded("{__name__=~\".+\"}[15m]") + "&time=" + seconds(end);
        for (JsonNode series : demo.get(all).json().at("/data/result")) {
            Map<String, String> labels = new TreeMap<>();
            series.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            String name = labels.remove("__name__");
            List<String> written = new ArrayList<>();
            labels.forEach((label, value) -> written.add(label + "=\"" + value + "\""));
            StringBuilder lines = families.computeIfAbsent(String.valueOf(name), key -> new StringBuilder());
            series.path("values")
                    .forEach(point -> lines.append(name)
                            .append("{")
                            .append(String.join(",", written))
                            .append("} ")
                            .append(point.get(1).asText())
                            .append(' ')
                            .append(point.get(0).decimalValue().toPlainString())
                            .append('\n'));
        }
        families.forEach((name, lines) ->
                text.append("# TYPE ").append(name).append(" unknown\n").append(lines));
        return text.append("# EOF\n").toString();
    }

    @TestFactory
    Stream<DynamicTest> whatTheRunHasAskedHasTheSameAnswer() {
        assertThat(ASKED).as("queries of the run").hasSizeGreaterThan(10);
        return ASKED.stream().map(asked -> DynamicTest.dynamicTest(asked, () -> compare(asked)));
    }

    @TestFactory
    Stream<DynamicTest> variationsHaveTheSameAnswer() {
        return PrometheusQueries.INSTANT.stream()
                .map(query -> DynamicTest.dynamicTest(query, () -> {
                    for (long back : new long[] {0, 777, 2500, 4000, 301_000}) {
                        compare("/api/v1/query?query=" + encoded(query) + "&time=" + seconds(end.minusMillis(back)));
                    }
                    if (!query.endsWith("[2s]")) {
                        compare("/api/v1/query_range?query=" + encoded(query) + "&start=" + seconds(end.minusSeconds(8))
                                + "&end=" + seconds(end) + "&step=0.7");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> mistakesAreRefusedAlike() {
        return PrometheusQueries.REFUSED.stream()
                .map(query -> DynamicTest.dynamicTest("'" + query + "'", () -> {
                    String asked = "/api/v1/query?query=" + encoded(query) + "&time=" + seconds(end);
                    Response here = demo.get("/prometheus" + asked);
                    JsonNode there = there(asked);
                    assertThat(there.path("status").asText()).isEqualTo("error");
                    assertThat(here.json().path("errorType").asText())
                            .as(here.text())
                            .isEqualTo(there.path("errorType").asText());
                }));
    }

    @Test
    void whatIsNotKnownHereIsRefusedAndNotMadeUp() throws Exception {
        for (String query : PrometheusQueries.UNKNOWN) {
            Response answer = demo.get("/prometheus/api/v1/query?query=" + encoded(query));
            assertThat(answer.status()).as(query).isEqualTo(422);
            assertThat(answer.json().path("errorType").asText()).isEqualTo("execution");
            assertThat(answer.json().path("error").asText()).startsWith("the demo's PromQL does not know ");
        }
    }

    private static void compare(String asked) throws Exception {
        JsonNode here = demo.get("/prometheus" + asked).json();
        JsonNode there = there(asked);
        assertThat(here.path("status").asText()).as("%s%n%s", asked, here).isEqualTo("success");
        assertThat(there.path("status").asText()).as("%s%n%s", asked, there).isEqualTo("success");
        assertThat(here.at("/data/resultType")).isEqualTo(there.at("/data/resultType"));
        Map<String, List<BigDecimal>> timesHere = new HashMap<>();
        Map<String, List<BigDecimal>> timesThere = new HashMap<>();
        Map<String, List<Double>> valuesHere = read(here.path("data"), timesHere);
        Map<String, List<Double>> valuesThere = read(there.path("data"), timesThere);
        assertThat(timesHere).as(asked).isEqualTo(timesThere);
        valuesThere.forEach((labels, values) -> {
            for (int i = 0; i < values.size(); i++) {
                double expected = values.get(i);
                double actual = valuesHere.getOrDefault(labels, List.of()).get(i);
                if (Double.isFinite(expected)) {
                    assertThat(actual)
                            .as("%s: %s", asked, labels)
                            .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
                } else {
                    assertThat(actual).as("%s: %s", asked, labels).isEqualTo(Double.valueOf(expected));
                }
            }
        });
    }

    /** By the labels in order; a scalar has none. */
    private static Map<String, List<Double>> read(JsonNode data, Map<String, List<BigDecimal>> times) {
        Map<String, List<Double>> values = new HashMap<>();
        if (data.path("resultType").asText().equals("scalar")) {
            point("", data.path("result"), times, values);
            return values;
        }
        for (JsonNode series : data.path("result")) {
            Map<String, String> labels = new TreeMap<>();
            series.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            if (series.has("value")) {
                point(labels.toString(), series.path("value"), times, values);
            }
            series.path("values").forEach(one -> point(labels.toString(), one, times, values));
        }
        return values;
    }

    private static void point(
            String labels, JsonNode point, Map<String, List<BigDecimal>> times, Map<String, List<Double>> values) {
        times.computeIfAbsent(labels, key -> new ArrayList<>())
                .add(point.get(0).decimalValue().stripTrailingZeros());
        String value = point.get(1).asText();
        values.computeIfAbsent(labels, key -> new ArrayList<>())
                .add(Double.parseDouble(value.replace("Inf", "Infinity")));
    }

    private static JsonNode there(String asked) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(real.url() + asked)).build(), HttpResponse.BodyHandlers.ofString());
        return Json.mapper().readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String seconds(Instant at) {
        return BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString();
    }
}
