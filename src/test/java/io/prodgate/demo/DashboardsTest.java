package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.demo.DemoClient.Response;
import io.prodgate.evidence.Json;
import io.prodgate.testing.SteppingTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class DashboardsTest {
    private static final String[] API = {"Authorization", "Bearer " + Tenants.ACME.apiToken()};

    private final SteppingTime time = SteppingTime.atNoon();

    /** What a test does with a platform that has enhanced a ticket, and its Grafana. */
    @FunctionalInterface
    private interface Visit {
        void to(DemoClient grafana) throws Exception;
    }

    private void visit(Scenario scenario, Visit visit) throws Exception {
        try (DemoPlatform platform = DemoPlatform.start(scenario, DemoPlatform.Ports.free(), time, new Random(1));
                DemoClient client = new DemoClient(platform.url());
                DemoClient grafana = new DemoClient(platform.controlUrl())) {
            time.advance(Duration.ofSeconds(2));
            String job = client.webhook(Resources.text("platform/tickets/network.json"), Tenants.ACME.webhookSecret())
                    .json()
                    .path("job_id")
                    .asText();
            client.get("/api/v1/jobs/" + job + "?wait=10s", API);
            time.advance(Duration.ofSeconds(2));
            client.get("/health");
            time.advance(Duration.ofSeconds(2));
            visit.to(grafana);
        }
    }

    @Test
    void allFourAreThereAndEachPanelShowsSomething() throws Exception {
        visit(Scenario.HEALTHY, grafana -> {
            JsonNode listed =
                    grafana.get("/grafana/api/search?type=dash-db&limit=5000").json();

            assertThat(listed)
                    .extracting(one -> one.path("title").asText())
                    .containsExactly("System Status", "Per-Tenant Metrics", "Queue Health", "Alert History");
            for (JsonNode one : listed) {
                JsonNode found = dashboard(grafana, one.path("uid").asText());
                assertThat(found.at("/meta/url")).isEqualTo(one.path("url"));
                for (JsonNode panel : found.at("/dashboard/panels")) {
                    assertThat(values(ask(grafana, panel).json()))
                            .as(panel.path("title").asText())
                            .isNotEmpty();
                }
                assertThat(grafana.get("/grafana" + one.path("url").asText()).text())
                        .contains("<h1>" + one.path("title").asText());
            }
        });
    }

    @Test
    void aPanelThatAsksForAnOldNameStaysEmpty() throws Exception {
        visit(Scenario.DASHBOARD_EMPTY, grafana -> {
            JsonNode queue = dashboard(grafana, "queue-health").at("/dashboard/panels/0");

            Response answer = ask(grafana, queue);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(values(answer.json())).isEmpty();
        });
    }

    @Test
    void aPanelsNumbersAreThoseOfThePlatform() throws Exception {
        visit(Scenario.HEALTHY, grafana -> {
            ObjectNode panel = panel("enhancement_success_rate_total{tenant_id=\"acme\", status=\"success\"}");

            assertThat(values(ask(grafana, panel).json()).getLast().asInt()).isEqualTo(1);
        });
    }

    @Test
    void mistakesAreSaidInGrafanasWay() throws Exception {
        visit(Scenario.HEALTHY, grafana -> {
            Response wrong = ask(grafana, panel("sum("));
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.json().at("/results/A/error").asText()).contains("unexpected 'end of the query'");
            ObjectNode elsewhere = panel("up");
            elsewhere.withObject("/datasource").put("uid", "another");
            assertThat(ask(grafana, elsewhere).status()).isEqualTo(404);
            assertThat(grafana.post("/grafana/api/ds/query", "{}").status()).isEqualTo(400);
            assertThat(grafana.get("/grafana/api/dashboards/uid/none").status()).isEqualTo(404);
            assertThat(grafana.get("/grafana/d/none/none").status()).isEqualTo(404);
        });
    }

    private static JsonNode dashboard(DemoClient grafana, String uid) throws Exception {
        return grafana.get("/grafana/api/dashboards/uid/" + uid).json();
    }

    private static ObjectNode panel(String expression) {
        ObjectNode panel = Json.mapper().createObjectNode();
        panel.putObject("datasource").put("uid", "demo-prometheus");
        panel.putArray("targets").addObject().put("refId", "A").put("expr", expression);
        return panel;
    }

    private Response ask(DemoClient grafana, JsonNode panel) throws Exception {
        ObjectNode question = Json.mapper().createObjectNode();
        long now = time.now().toEpochMilli();
        question.put("from", Long.toString(now - 900_000)).put("to", Long.toString(now));
        for (JsonNode target : panel.path("targets")) {
            ObjectNode query = question.withArray("queries").addObject();
            query.put("refId", target.path("refId").asText())
                    .put("expr", target.path("expr").asText().replace("$tenant", ".*"))
                    .put("intervalMs", 15_000)
                    .put("maxDataPoints", 100)
                    .set("datasource", panel.path("datasource"));
        }
        return grafana.post("/grafana/api/ds/query", question.toString());
    }

    private static List<JsonNode> values(JsonNode answer) {
        return StreamSupport.stream(answer.path("results").spliterator(), false)
                .flatMap(result -> StreamSupport.stream(result.path("frames").spliterator(), false))
                .flatMap(
                        frame -> StreamSupport.stream(frame.at("/data/values/1").spliterator(), false))
                .filter(value -> !value.isNull())
                .toList();
    }
}
