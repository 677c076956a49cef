package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.demo.DemoClient.Response;
import io.prodgate.testing.SteppingTime;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ReceivedTest {
    private static final String TICKET = Resources.text("platform/tickets/network.json");

    /** What a test does with a platform. */
    @FunctionalInterface
    private interface Visit {
        void to(DemoClient platform) throws Exception;
    }

    private static void visit(Scenario scenario, Visit visit) throws Exception {
        try (DemoPlatform platform =
                        DemoPlatform.start(scenario, DemoPlatform.Ports.free(), SteppingTime.atNoon(), new Random(1));
                DemoClient client = new DemoClient(platform.url())) {
            visit.to(client);
        }
    }

    @Test
    void countsCallsByTheirAnswersAndNotItself() throws Exception {
        visit(Scenario.HEALTHY, platform -> {
            platform.get("/health");
            platform.get("/health");
            platform.get("/nowhere");

            assertThat(platform.get(Received.PATH).json().path("calls")).hasSize(2);
            JsonNode calls = platform.get(Received.PATH).json().path("calls");
            assertThat(calls).hasSize(2);
            assertThat(calls.get(0).toString())
                    .isEqualTo("{\"method\":\"GET\",\"path\":\"/health\",\"status\":200,\"count\":2}");
            assertThat(calls.get(1).path("status").asInt()).isEqualTo(404);
        });
    }

    @Test
    void tellsWhatBecameOfEachTicket() throws Exception {
        visit(Scenario.HEALTHY, platform -> {
            Response taken = platform.webhook(TICKET, Tenants.ACME.webhookSecret());
            platform.get(
                    "/api/v1/jobs/" + taken.json().path("job_id").asText() + "?wait=30s",
                    "Authorization",
                    "Bearer " + Tenants.ACME.apiToken());
            platform.webhook(TICKET, "a-guess");

            JsonNode tickets = platform.get(Received.PATH).json().path("tickets");

            assertThat(tickets)
                    .extracting(JsonNode::toString)
                    .as("one of a customer's own, and ours")
                    .containsExactly(
                            "{\"tenant_id\":\"globex\",\"ticket_id\":\"20002\",\"accepted\":1,\"notes\":1}",
                            "{\"tenant_id\":\"acme\",\"ticket_id\":\"10001\",\"accepted\":1,\"notes\":1}");
        });
    }

    @Test
    void countsWhatALimitRefusesAndIsNotLimited() throws Exception {
        visit(Scenario.RATE_LIMITED, platform -> {
            for (int i = 0; i < 7; i++) {
                platform.get("/health");
                platform.get(Received.PATH);
            }

            JsonNode calls = platform.get(Received.PATH).json().path("calls");

            assertThat(count(calls, 200)).contains(5);
            assertThat(count(calls, 429)).contains(2);
        });
    }

    private static Optional<Integer> count(JsonNode calls, int status) {
        return StreamSupport.stream(calls.spliterator(), false)
                .filter(call -> call.path("status").asInt() == status)
                .map(call -> call.path("count").asInt())
                .findFirst();
    }
}
