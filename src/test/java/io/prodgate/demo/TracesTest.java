package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.demo.DemoClient.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String[] API = {"Authorization", "Bearer " + Tenants.ACME.apiToken()};
    private static final List<String> WAY = List.of("webhook", "queue", "worker", "knowledge-base", "servicedesk");

    /** What a test does with a platform and its Jaeger. */
    @FunctionalInterface
    private interface Visit {
        void to(DemoClient platform, DemoClient jaeger) throws Exception;
    }

    private static void visit(Scenario scenario, Visit visit) throws Exception {
        try (DemoPlatform platform =
                        DemoPlatform.start(scenario, DemoPlatform.Ports.free(), new HurriedTime(), new Random(1));
                DemoClient client = new DemoClient(platform.url());
                DemoClient jaeger = new DemoClient(platform.controlUrl())) {
            visit.to(client, jaeger);
        }
    }

    private static JsonNode send(DemoClient platform, String trace, String ticket) throws Exception {
        byte[] body = Resources.text("platform/tickets/" + ticket + ".json").getBytes(StandardCharsets.UTF_8);
        JsonNode job = platform.post(
                        "/webhook/servicedesk",
                        new String(body, StandardCharsets.UTF_8),
                        WebhookApi.SIGNATURE,
                        Signature.of(body, Tenants.ACME.webhookSecret()),
                        "traceparent",
                        "00-" + trace + "-" + CALLER + "-01",
                        "baggage",
                        "prodgate.run=r-1,prodgate.synthetic=true")
                .json();
        return platform.get("/api/v1/jobs/" + job.path("job_id").asText() + "?wait=10s", API)
                .json();
    }

    @Test
    void aTicketLeavesASpanInEachServiceBelowThatOfWhoSentIt() throws Exception {
        visit(Scenario.HEALTHY, (platform, jaeger) -> {
            JsonNode job = send(platform, TRACE, "network");

            JsonNode trace = jaeger.get("/jaeger/api/traces/" + TRACE)
                    .json()
                    .path("data")
                    .get(0);

            List<JsonNode> spans = list(trace.path("spans"));
            assertThat(spans).extracting(span -> service(trace, span)).containsExactlyElementsOf(WAY);
            assertThat(spans.getFirst().path("references").get(0).path("spanID").asText())
                    .isEqualTo(CALLER);
            assertThat(spans).extracting(span -> span.path("spanID").asText()).doesNotHaveDuplicates();
            for (JsonNode span : spans) {
                assertThat(tags(span))
                        .containsEntry("prodgate.run", "r-1")
                        .containsEntry("ticket_id", "10001")
                        .containsEntry("job_id", job.path("job_id").asText());
                String parent = span.path("references").get(0).path("spanID").asText();
                assertThat(spans)
                        .filteredOn(one -> one.path("spanID").asText().equals(parent))
                        .allSatisfy(above -> assertThat(above.path("startTime").asLong())
                                .isLessThanOrEqualTo(span.path("startTime").asLong()));
            }
            assertThat(tags(spans.getFirst())).containsEntry("user_agent.synthetic.type", "test");
        });
    }

    @Test
    void bothLanguagesTellTheSameSpans() throws Exception {
        visit(Scenario.HEALTHY, (platform, jaeger) -> {
            send(platform, TRACE, "network");

            JsonNode older = jaeger.get("/jaeger/api/traces/" + TRACE)
                    .json()
                    .path("data")
                    .get(0);
            JsonNode otlp = jaeger.get("/jaeger/api/v3/traces/" + TRACE).json();

            List<List<Object>> told = new ArrayList<>();
            for (JsonNode resource : otlp.path("result").path("resourceSpans")) {
                String service =
                        resource.at("/resource/attributes/0/value/stringValue").asText();
                for (JsonNode span : resource.at("/scopeSpans/0/spans")) {
                    Map<String, String> tags = new HashMap<>();
                    span.path("attributes")
                            .forEach(one -> tags.put(
                                    one.path("key").asText(),
                                    one.at("/value/stringValue").asText()));
                    told.add(List.of(
                            span.path("spanId").asText(),
                            span.path("parentSpanId").asText(),
                            service,
                            span.path("name").asText(),
                            span.path("startTimeUnixNano").asLong() / 1000,
                            span.path("endTimeUnixNano").asLong() / 1000,
                            tags));
                }
            }
            assertThat(told)
                    .hasSize(WAY.size())
                    .containsExactlyInAnyOrderElementsOf(list(older.path("spans")).stream()
                            .map(span -> {
                                Map<String, String> tags = tags(span);
                                tags.remove("span.kind");
                                long start = span.path("startTime").asLong();
                                return List.<Object>of(
                                        span.path("spanID").asText(),
                                        span.path("references")
                                                .get(0)
                                                .path("spanID")
                                                .asText(),
                                        service(older, span),
                                        span.path("operationName").asText(),
                                        start,
                                        start + span.path("duration").asLong(),
                                        tags);
                            })
                            .toList());
        });
    }

    @Test
    void aSearchFindsByServiceTagsAndTime() throws Exception {
        visit(Scenario.HEALTHY, (platform, jaeger) -> {
            send(platform, TRACE, "network");
            send(platform, TRACE.replace('0', '1'), "access");

            assertThat(found(jaeger, "service=webhook&tags=" + encoded("{\"ticket_id\":\"10001\"}")))
                    .containsExactly(TRACE);
            assertThat(found(jaeger, "service=worker&tags=" + encoded("{\"prodgate.run\":\"r-1\"}")))
                    .as("the latest first")
                    .containsExactly(TRACE.replace('0', '1'), TRACE);
            assertThat(found(jaeger, "service=worker&limit=1")).hasSize(1);
            assertThat(found(jaeger, "service=worker&tags=" + encoded("{\"prodgate.run\":\"r-2\"}")))
                    .isEmpty();
            assertThat(found(jaeger, "service=worker&end=1")).isEmpty();
            assertThat(found(jaeger, "service=nobody")).isEmpty();
            assertThat(list(jaeger.get("/jaeger/api/services").json().path("data")))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrderElementsOf(WAY);
        });
    }

    @Test
    void realUsersLeaveTracesThatNoTestIsNamedIn() throws Exception {
        visit(Scenario.HEALTHY, (platform, jaeger) -> {
            send(platform, TRACE, "network");

            List<JsonNode> traces =
                    list(jaeger.get("/jaeger/api/traces?service=webhook").json().path("data"));

            assertThat(traces)
                    .filteredOn(trace -> !trace.path("traceID").asText().equals(TRACE))
                    .isNotEmpty()
                    .allSatisfy(trace -> assertThat(trace.toString())
                            .contains("ServiceDeskPlus/14")
                            .doesNotContain("prodgate")
                            .doesNotContain("synthetic"));
        });
    }

    @Test
    void whatIsNotThereAndWhatIsNotAskedRightlyIsSaidInJaegersWay() throws Exception {
        visit(Scenario.HEALTHY, (platform, jaeger) -> {
            Response unknown = jaeger.get("/jaeger/api/traces/" + TRACE);
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.json().at("/errors/0/msg").asText()).isEqualTo("trace not found");
            assertThat(jaeger.get("/jaeger/api/v3/traces/" + TRACE).status()).isEqualTo(404);
            assertThat(jaeger.get("/jaeger/api/traces").status()).isEqualTo(400);
            assertThat(jaeger.get("/jaeger/api/traces?service=webhook&tags=x").status())
                    .isEqualTo(400);
            assertThat(jaeger.get("/jaeger/api/traces?service=webhook&limit=many")
                            .status())
                    .isEqualTo(400);
            assertThat(jaeger.get("/jaeger/api/v3/traces?query.service_name=webhook&query.start_time_min=noon"
                                    + "&query.start_time_max=" + Instant.EPOCH)
                            .status())
                    .isEqualTo(400);
        });
    }

    private static List<String> found(DemoClient jaeger, String query) throws Exception {
        return list(jaeger.get("/jaeger/api/traces?" + query).json().path("data")).stream()
                .map(trace -> trace.path("traceID").asText())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String service(JsonNode trace, JsonNode span) {
        return trace.path("processes")
                .path(span.path("processID").asText())
                .path("serviceName")
                .asText();
    }

    private static Map<String, String> tags(JsonNode span) {
        Map<String, String> tags = new HashMap<>();
        span.path("tags")
                .forEach(tag ->
                        tags.put(tag.path("key").asText(), tag.path("value").asText()));
        return tags;
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
