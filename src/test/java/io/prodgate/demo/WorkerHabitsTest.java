package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.testing.SteppingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkerHabitsTest {
    private static final String[] API = {"Authorization", "Bearer " + Tenants.ACME.apiToken()};
    private static final String[] DESK = {"authtoken", Tenants.ACME.serviceDeskToken()};

    private final SteppingTime time = SteppingTime.atNoon();

    /** What a test does with a platform. */
    @FunctionalInterface
    private interface Visit {
        void to(DemoClient platform) throws Exception;
    }

    private void visit(Scenario scenario, Visit visit) throws Exception {
        try (DemoPlatform platform = DemoPlatform.start(scenario, DemoPlatform.Ports.free(), time, new Random(1));
                DemoClient client = new DemoClient(platform.url())) {
            visit.to(client);
        }
    }

    @Test
    void aLostTicketIsTakenAndNeverHeardOfAgain() throws Exception {
        visit(Scenario.TICKET_LOST, platform -> {
            JsonNode lost = take(platform, "database");
            done(platform, take(platform, "network"));

            JsonNode job = platform.get("/api/v1/jobs?ticket_id=10002", API).json();

            assertThat(job.path("total").asInt()).isEqualTo(1);
            assertThat(job.path("jobs").get(0).path("job_id")).isEqualTo(lost.path("job_id"));
            assertThat(job.path("jobs").get(0).path("state").asText()).isEqualTo("queued");
            assertThat(notes(platform, "10001")).isEqualTo(1);
            assertThat(notes(platform, "10002")).isZero();
            assertThat(platform.get("/health").json().path("queue_depth").asInt())
                    .as("nothing tells that a ticket is missing")
                    .isZero();
        });
    }

    @Test
    void whoeverSearchesTooLongIsNotWaitedFor() throws Exception {
        visit(Scenario.KNOWLEDGE_BASE_SLOW, platform -> {
            done(platform, take(platform, "network"));

            JsonNode notes = platform.get("/servicedesk/api/v3/requests/10001/notes", DESK)
                    .json();
            String note = notes.at("/notes/0/id").asText();
            assertThat(platform.get("/servicedesk/api/v3/requests/10001/notes/" + note, DESK)
                            .text())
                    .contains("partial context")
                    .doesNotContain("KB-101");
        });
    }

    @Test
    void whoeverIsHeldDoesNotEvenEndTheJobItHasWaitedFor() throws Exception {
        try (DemoPlatform held = DemoPlatform.start(Scenario.HEALTHY);
                DemoClient platform = new DemoClient(held.url());
                DemoClient control = new DemoClient(held.controlUrl())) {
            assertThat(control.send("PUT", "/faults/worker", "").status()).isEqualTo(200);
            JsonNode job = take(platform, "network");

            assertThat(platform.get("/api/v1/jobs/" + job.path("job_id").asText() + "?wait=1s", API)
                            .json()
                            .path("state")
                            .asText())
                    .isEqualTo("queued");
            assertThat(control.send("DELETE", "/faults/worker", "").status()).isEqualTo(200);
            done(platform, job);
        }
    }

    @Test
    void aDoubledTicketHasTwoNotes() throws Exception {
        visit(Scenario.DUPLICATE_NOTE, platform -> {
            done(platform, take(platform, "access"));
            done(platform, take(platform, "network"));

            assertThat(notes(platform, "10003")).isEqualTo(2);
            assertThat(notes(platform, "10001")).isEqualTo(1);
        });
    }

    @Test
    void aSlowWorkerMakesTicketsWaitForOneAnother() throws Exception {
        visit(Scenario.SLOW_WORKER, platform -> {
            JsonNode job = done(platform, take(platform, "network"));

            assertThat(Duration.between(
                            Instant.parse(job.path("accepted_at").asText()),
                            Instant.parse(job.path("finished_at").asText())))
                    .as("alone, or behind the ticket of a customer")
                    .isIn(Duration.ofSeconds(6), Duration.ofSeconds(12));
        });
    }

    @Test
    void aTicketThatTheWebhookToldOfIsARequestOfItsTenantOnly() throws Exception {
        visit(Scenario.HEALTHY, platform -> {
            String ticket = ticket("network").replace("10001", "20001");
            done(
                    platform,
                    platform.webhook(ticket, Tenants.ACME.webhookSecret()).json());

            assertThat(notes(platform, "20001"))
                    .as("acme's request of that number")
                    .isEqualTo(1);
            assertThat(platform.get(
                                    "/servicedesk/api/v3/requests/20001/notes",
                                    "authtoken",
                                    Tenants.GLOBEX.serviceDeskToken())
                            .json()
                            .path("notes"))
                    .as("globex' request of that number")
                    .isEmpty();
        });
    }

    private static JsonNode take(DemoClient platform, String ticket) throws Exception {
        return platform.webhook(ticket(ticket), Tenants.ACME.webhookSecret()).json();
    }

    private static JsonNode done(DemoClient platform, JsonNode job) throws Exception {
        JsonNode ended = platform.get("/api/v1/jobs/" + job.path("job_id").asText() + "?wait=30s", API)
                .json();
        assertThat(ended.path("state").asText()).isEqualTo("done");
        return ended;
    }

    private static int notes(DemoClient platform, String request) throws Exception {
        return platform.get("/servicedesk/api/v3/requests/" + request + "/notes", DESK)
                .json()
                .path("list_info")
                .path("row_count")
                .asInt(-1);
    }

    private static String ticket(String name) {
        return Resources.text("platform/tickets/" + name + ".json");
    }
}
