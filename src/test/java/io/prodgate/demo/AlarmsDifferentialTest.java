package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.demo.DemoClient.Response;
import io.prodgate.evidence.Json;
import io.prodgate.testing.AlertmanagerServer;
import io.prodgate.testing.PrometheusServer;
import java.io.IOException;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's rules and alerts look as those of a real Prometheus and a real Alertmanager with the same configuration. */
class AlarmsDifferentialTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static final BlockingQueue<JsonNode> NOTIFIED = new LinkedBlockingQueue<>();

    @TempDir
    private static Path folder;

    private static DemoClient demo;
    private static PrometheusServer prometheus;
    private static AlertmanagerServer alertmanager;

    @BeforeAll
    static void startBoth() throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", AlarmsDifferentialTest::notified);
        receiver.start();
        OPEN.push(() -> receiver.stop(0));
        String configuration = Resources.text("platform/alertmanager.yml")
                .replace(
                        "https://127.0.0.1:8444",
                        "http://127.0.0.1:" + receiver.getAddress().getPort());
        alertmanager = AlertmanagerServer.start(folder.resolve("alertmanager"), configuration);
        OPEN.push(alertmanager);
        Path home = Files.createDirectories(folder.resolve("prometheus"));
        // It scrapes nothing, so that one of the rules has to fire by itself.
        Files.writeString(
                home.resolve("alerts.yml"),
                Resources.text("platform/alerts.yml").replace("dead_letters_gauge > 0", "vector(1)"));
        prometheus = PrometheusServer.start(home, "rule_files: [alerts.yml]");
        OPEN.push(prometheus);
        DemoPlatform platform = DemoPlatform.start(Scenario.SERVICEDESK_DOWN);
        OPEN.push(platform);
        demo = new DemoClient(platform.controlUrl());
        OPEN.push(demo::close);
        try (DemoClient client = new DemoClient(platform.url())) {
            JsonNode job = client.webhook(Resources.text("platform/tickets/printer.json"), Tenants.ACME.webhookSecret())
                    .json();
            client.get(
                    "/api/v1/jobs/" + job.path("job_id").asText() + "?wait=30s",
                    "Authorization",
                    "Bearer " + Tenants.ACME.apiToken());
        }
        prometheus.awaitResult("ALERTS{alertstate=\"firing\"}");
        awaitInTheDemo("/prometheus/api/v1/alerts", "firing");
    }

    @AfterAll
    static void stop() throws Exception {
        while (!OPEN.isEmpty()) {
            OPEN.pop().close();
        }
    }

    private static void notified(HttpExchange exchange) throws IOException {
        try (exchange) {
            NOTIFIED.add(Json.mapper().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static void awaitInTheDemo(String path, String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!demo.get(path).text().contains(text)) {
            assertThat(System.nanoTime()).as(path + " never has " + text).isLessThan(end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules?type=alert", "alerts"})
    void prometheusHasTheSameShape(String path) throws Exception {
        JsonNode here = demo.get("/prometheus/api/v1/" + path).json();
        JsonNode there = get(prometheus.url() + "/api/v1/" + path).json();

        assertThat(shape(here)).isEqualTo(shape(there));
    }

    @Test
    void rulesAreThoseOfTheFile() throws Exception {
        JsonNode here = demo.get("/prometheus/api/v1/rules").json().at("/data/groups/0");
        JsonNode there = get(prometheus.url() + "/api/v1/rules").json().at("/data/groups/0");

        assertThat(here.path("name")).isEqualTo(there.path("name"));
        assertThat(here.path("interval").asDouble())
                .isEqualTo(there.path("interval").asDouble());
        assertThat(there.path("rules")).hasSize(4);
        for (int i = 0; i < there.path("rules").size(); i++) {
            JsonNode ours = here.path("rules").path(i);
            JsonNode theirs = there.path("rules").path(i);
            for (String key : List.of("name", "labels", "annotations", "type", "health", "state")) {
                assertThat(ours.path(key)).as(key).isEqualTo(theirs.path(key));
            }
            assertThat(ours.path("duration").asDouble())
                    .isEqualTo(theirs.path("duration").asDouble());
            if (!theirs.path("query").asText().startsWith("vector")) {
                assertThat(ours.path("query")).isEqualTo(theirs.path("query"));
            }
        }
    }

    @Test
    void alertsHaveTheSameSeries() throws Exception {
        String query = "query?query=" + URLEncoder.encode("{__name__=~\"ALERTS.*\"}", StandardCharsets.UTF_8);
        JsonNode here = demo.get("/prometheus/api/v1/" + query).json();
        JsonNode there = get(prometheus.url() + "/api/v1/" + query).json();

        assertThat(here.at("/data/result").findValuesAsText("alertstate"))
                .containsExactlyElementsOf(there.at("/data/result").findValuesAsText("alertstate"));
        assertThat(here.at("/data/result").findValuesAsText("__name__"))
                .containsExactlyInAnyOrderElementsOf(there.at("/data/result").findValuesAsText("__name__"));
    }

    @Test
    void anAlertThatIsPostedIsKnownAndToldAlike() throws Exception {
        String body = posted("Drill", Instant.now().plusSeconds(600));
        alertmanager.post("/alerts", body);
        assertThat(demo.post("/alertmanager/api/v2/alerts", body).status()).isEqualTo(200);
        String filter = "?filter=" + URLEncoder.encode("alertname=\"Drill\"", StandardCharsets.UTF_8);

        JsonNode here = demo.get("/alertmanager/api/v2/alerts" + filter).json();
        JsonNode there = get(alertmanager.url() + "/api/v2/alerts" + filter).json();

        assertThat(shape(here)).isEqualTo(shape(there));
        for (String key : List.of("labels", "annotations", "fingerprint", "receivers")) {
            assertThat(here.path(0).path(key)).as(key).isEqualTo(there.path(0).path(key));
        }
        assertThat(shape(demo.get("/alertmanager/api/v2/alerts/groups").json()))
                .isEqualTo(
                        shape(get(alertmanager.url() + "/api/v2/alerts/groups").json()));
        JsonNode notified = NOTIFIED.poll(60, TimeUnit.SECONDS);
        assertThat(notified).isNotNull();
        awaitInTheDemo("/receivers/on-call", "Drill");
        JsonNode told = demo.get("/receivers/on-call").json().path(0);
        assertThat(shape(told)).isEqualTo(shape(notified));
        for (String key :
                List.of("receiver", "status", "groupLabels", "commonLabels", "commonAnnotations", "version")) {
            assertThat(told.path(key)).as(key).isEqualTo(notified.path(key));
        }
    }

    @Test
    void statusAndSilencesHaveTheSameShape() throws Exception {
        assertThat(shape(demo.get("/alertmanager/api/v2/status").json()))
                .isEqualTo(shape(get(alertmanager.url() + "/api/v2/status").json()));
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        alertmanager.post("/silences", """
            {"matchers": [{"name": "alertname", "value": "None", "isRegex": false}], "createdBy": "ada",
             "comment": "x", "startsAt": "%s", "endsAt": "%s"}\
            """.formatted(now, Instant.now().plusSeconds(600)));
        try (DemoPlatform silenced = DemoPlatform.start(Scenario.ALERT_SILENCED);
                DemoClient client = new DemoClient(silenced.controlUrl())) {
            assertThat(shape(client.get("/alertmanager/api/v2/silences").json()))
                    .isEqualTo(
                            shape(get(alertmanager.url() + "/api/v2/silences").json()));
        }
    }

    @Test
    void mistakesAreRefusedAlike() throws Exception {
        for (String body : List.of("{", "{}", "[{\"labels\": {}}]", posted("Late", Instant.EPOCH))) {
            assertThat(demo.post("/alertmanager/api/v2/alerts", body).status())
                    .as(body)
                    .isEqualTo(400)
                    .isEqualTo(post(alertmanager.url() + "/api/v2/alerts", body).status());
        }
        Response here = demo.get("/alertmanager/api/v2/alerts?filter=%7B");
        Response there = get(alertmanager.url() + "/api/v2/alerts?filter=%7B");
        assertThat(here.status()).isEqualTo(400).isEqualTo(there.status());
        assertThat(here.json()).isEqualTo(there.json());
    }

    @Test
    void countsHaveTheSameNames() throws Exception {
        String here = demo.get("/alertmanager/metrics").text();
        String there = get(alertmanager.url() + "/metrics").text();

        assertThat(here.lines().filter(line -> line.startsWith("#")))
                .as("with the same words")
                .isNotEmpty()
                .allSatisfy(line -> assertThat(there.lines()).contains(line));
    }

    private static String posted(String name, Instant end) {
        return """
            [{"labels": {"alertname": "%s", "severity": "page", "synthetic": "true"}, "annotations": {"summary": "drill"},
              "startsAt": "%s", "endsAt": "%s"}]\
            """.formatted(name, Instant.now().truncatedTo(ChronoUnit.MILLIS), end);
    }

    /** Names and types, the elements of a list alike; numbers are numbers. What a label is called is not part of the shape. */
    private static JsonNode shape(JsonNode node) {
        if (node.isObject()) {
            ObjectNode shape = Json.mapper().createObjectNode();
            Map<String, JsonNode> ordered = new TreeMap<>();
            node.properties().forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
            ordered.forEach((key, value) -> shape.set(
                    key,
                    key.toLowerCase(java.util.Locale.ROOT).endsWith("labels") || key.endsWith("nnotations")
                            ? Json.mapper().getNodeFactory().textNode("texts")
                            : shape(value)));
            return shape;
        }
        if (node.isArray()) {
            ArrayNode shape = Json.mapper().createArrayNode();
            node.forEach(element -> {
                JsonNode one = shape(element);
                boolean known = shape.valueStream().anyMatch(one::equals);
                if (!known) {
                    shape.add(one);
                }
            });
            return shape;
        }
        return Json.mapper().getNodeFactory().textNode(node.getNodeType().toString());
    }

    private static Response get(String url) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private static Response post(String url, String body) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static Response answer(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Response(answer.statusCode(), answer);
    }
}
