package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.demo.DemoClient.Response;
import io.prodgate.evidence.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPlatformTest {
    private static final String[] ACME = {"Authorization", "Bearer " + Tenants.ACME.apiToken()};
    private static final String[] GLOBEX = {"Authorization", "Bearer " + Tenants.GLOBEX.apiToken()};
    private static final String[] DESK = {"authtoken", Tenants.ACME.serviceDeskToken()};

    private static DemoPlatform platform;
    private static DemoClient client;

    @BeforeAll
    static void start() throws IOException {
        platform = DemoPlatform.start(
                Scenario.HEALTHY, DemoPlatform.Ports.free(), new HurriedTime(), new Random(20_260_102));
        client = new DemoClient(platform.url());
    }

    @AfterAll
    static void stop() {
        client.close();
        platform.close();
    }

    @Test
    void tellsItsHealthAndRevision() throws Exception {
        Response health = client.get("/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.header("content-type")).isEqualTo("application/json");
        assertThat(health.json().path("status").asText()).isEqualTo("ok");
        assertThat(health.json().path("revision").asText()).isEqualTo(FrontApi.REVISION);
    }

    @Test
    void isNotTrustedByAClientThatWasNotToldTo() throws Exception {
        try (HttpClient untold = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(platform.url().resolve("/health")).build();

            assertThatThrownBy(() -> untold.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void servesAControlHostUnderAnotherName() throws Exception {
        assertThat(platform.controlUrl().getHost()).isNotEqualTo(platform.url().getHost());
        try (DemoClient control = new DemoClient(platform.controlUrl())) {
            assertThat(control.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws Exception {
        Response head = client.send("HEAD", "/health", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("content-length"))
                .isEqualTo(client.get("/health").header("content-length"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404",
        "DELETE, /health, 405",
        "GET, /webhook/servicedesk, 405",
        "GET, /api/v1/jobs/, 401"
    })
    void refusesWhatItDoesNotKnow(String method, String path, int status) throws Exception {
        assertThat(client.send(method, path, "").status()).isEqualTo(status);
    }

    @Test
    void refusesABodyOfMoreThanAMebibyte() throws Exception {
        assertThat(client.post("/webhook/servicedesk", "x".repeat((1 << 20) + 1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void describesEveryPathItAnswers() throws Exception {
        List<String> paths = new ArrayList<>();
        client.get("/openapi.json").json().path("paths").fieldNames().forEachRemaining(paths::add);

        assertThat(paths).isNotEmpty();
        for (String path : paths) {
            assertThat(client.send("PATCH", path.replaceAll("\\{\\w+}", "1"), "")
                            .status())
                    .as(path)
                    .isEqualTo(405);
        }
    }

    @Test
    void showsATenantItsOwnTicketsOnly() throws Exception {
        JsonNode tickets = client.get("/api/v1/tickets", ACME).json();

        assertThat(tickets.path("total").intValue()).isEqualTo(5);
        assertThat(tickets.path("tickets").findValuesAsText("tenant_id")).containsOnly("acme");
        assertThat(client.get("/api/v1/tickets/10001", ACME).status()).isEqualTo(200);
        assertThat(client.get("/api/v1/tickets/20001", GLOBEX).status()).isEqualTo(200);
        assertThat(client.get("/api/v1/tickets/99999", ACME).status()).isEqualTo(404);
    }

    @Test
    void keepsTenantsApart() throws Exception {
        Response refused = client.get("/api/v1/tickets/20001", ACME);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).doesNotContainIgnoringCase("globex");
        assertThat(client.get("/servicedesk/api/v3/requests/20001/notes", DESK).status())
                .isEqualTo(404);
        String job = client.webhook(ticket("20001", "globex"), Tenants.GLOBEX.webhookSecret())
                .json()
                .path("job_id")
                .asText();
        assertThat(client.get("/api/v1/jobs/" + job, ACME).status()).isEqualTo(403);
        assertThat(client.get("/api/v1/jobs/" + job, GLOBEX).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "acme-demo-api-token", "Basic acme-demo-api-token"})
    void lets401StandForEveryoneElse(String authorization) throws Exception {
        Response refused = authorization.isEmpty()
                ? client.get("/api/v1/tickets")
                : client.get("/api/v1/tickets", "Authorization", authorization);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("www-authenticate")).isEqualTo("Bearer");
    }

    @Test
    void turnsASignedWebhookIntoOneNote() throws Exception {
        int before = notes("10001").size();

        Response accepted = client.webhook(ticket("10001", "acme"), Tenants.ACME.webhookSecret());
        assertThat(accepted.status()).isEqualTo(202);
        JsonNode job = done(accepted);

        assertThat(job.path("state").asText()).isEqualTo("done");
        assertThat(job.path("ticket_id").asText()).isEqualTo("10001");
        List<String> after = notes("10001");
        assertThat(after).hasSize(before + 1).contains(job.path("note_id").asText());
        JsonNode note = client.get(
                        "/servicedesk/api/v3/requests/10001/notes/"
                                + job.path("note_id").asText(),
                        DESK)
                .json()
                .path("note");
        assertThat(note.path("description").asText()).contains("KB-101");
        assertThat(note.path("show_to_requester").booleanValue()).isFalse();
        assertThat(note.path("added_time").path("value").asText()).matches("\\d{13}");
    }

    @Test
    void writesANoteWithPartialContextWhereNoArticleFits() throws Exception {
        JsonNode job = done(client.webhook(ticket("10005", "acme"), Tenants.ACME.webhookSecret()));

        assertThat(client.get(
                                "/servicedesk/api/v3/requests/10005/notes/"
                                        + job.path("note_id").asText(),
                                DESK)
                        .text())
                .contains("partial context");
    }

    @Test
    void refusesAWebhookWithoutTheRightSignatureAndQueuesNothing() throws Exception {
        String ticket = ticket("10002", "acme");
        int before = notes("10002").size();
        String right = Signature.of(ticket.getBytes(StandardCharsets.UTF_8), Tenants.ACME.webhookSecret());

        assertThat(client.post("/webhook/servicedesk", ticket).status()).isEqualTo(401);
        assertThat(client.webhook(ticket, "a-guess").status()).isEqualTo(401);
        assertThat(client.webhook(ticket, Tenants.GLOBEX.webhookSecret()).status())
                .isEqualTo(401);
        assertThat(client.webhook(ticket("10002", "nobody"), Tenants.ACME.webhookSecret())
                        .status())
                .isEqualTo(401);
        assertThat(client.post("/webhook/servicedesk", ticket + " ", "X-ServiceDesk-Signature", right)
                        .status())
                .as("the body was changed")
                .isEqualTo(401);

        done(client.webhook(ticket("10003", "acme"), Tenants.ACME.webhookSecret()));
        assertThat(notes("10002"))
                .as("whatever was queued before is through by now")
                .hasSize(before);
    }

    @Test
    void saysWhatASignedWebhookLacks() throws Exception {
        Response noJson = client.webhook("not json", Tenants.ACME.webhookSecret());
        Response noSubject = client.webhook(
                "{\"tenant_id\":\"acme\",\"ticket_id\":7,\"category\":\"network\",\"priority\":\"low\",\"description\":\"x\"}",
                Tenants.ACME.webhookSecret());

        assertThat(noJson.status()).isEqualTo(422);
        assertThat(noSubject.status()).isEqualTo(422);
        assertThat(noSubject.json().path("detail").findValuesAsText("type")).containsExactly("missing", "missing");
        assertThat(noSubject.text()).contains("ticket_id", "subject");
        assertThat(client.get("/metrics").text())
                .contains("enhancement_success_rate_total{status=\"failure\",tenant_id=\"acme\"} ");
    }

    @Test
    void refusesAWaitItCannotRead() throws Exception {
        assertThat(client.get("/api/v1/jobs/any?wait=soon", ACME).status()).isEqualTo(422);
        assertThat(client.get("/api/v1/jobs/any?wait=1s", ACME).status()).isEqualTo(404);
    }

    @Test
    void answersServiceDeskCallsInItsOwnEnvelope() throws Exception {
        Response refused = client.get("/servicedesk/api/v3/requests/10001/notes", "authtoken", "wrong");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().path("response_status").path("status_code").intValue())
                .isEqualTo(4000);
        assertThat(client.get("/servicedesk/api/v3/requests/10001/notes/1", DESK)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void signsEveryUserUpAnew() throws Exception {
        JsonNode first = client.post("/api/v1/users/anonymous", "{}").json();
        Response second = client.post("/api/v1/users/anonymous", "");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().path("id").asText())
                .isNotEqualTo(first.path("id").asText());
        JsonNode me = client.get(
                        "/api/v1/users/me",
                        "Authorization",
                        "Bearer " + first.path("token").asText())
                .json();
        assertThat(me.path("id")).isEqualTo(first.path("id"));
        assertThat(me.has("token")).isFalse();
        assertThat(client.get("/api/v1/users/me").status()).isEqualTo(401);
    }

    @Test
    void countsInThePrometheusTextForm() throws Exception {
        done(client.webhook(ticket("10004", "acme"), Tenants.ACME.webhookSecret()));

        Response metrics = client.get("/metrics");

        assertThat(metrics.header("content-type")).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.text().lines())
                .filteredOn(line -> !line.startsWith("#"))
                .allMatch(line -> line.matches("[a-z_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*})? [0-9.E+-]+"))
                .anyMatch(line -> line.startsWith("queue_depth_gauge "))
                .anyMatch(line -> line.startsWith("enhancement_success_rate_total{status=\"success\""))
                .anyMatch(line -> line.startsWith("request_duration_seconds_bucket{tenant_id=\"acme\",le=\"+Inf\"}"));
    }

    @Test
    void givesEveryOneOfManyTicketsAtOnceANoteOfItsOwn() throws Exception {
        int tickets = 64;
        int before = notes("10003").size();
        List<Future<String>> written = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < tickets; i++) {
                written.add(
                        threads.submit(() -> done(client.webhook(ticket("10003", "acme"), Tenants.ACME.webhookSecret()))
                                .path("note_id")
                                .asText()));
            }
        }

        List<String> ids = new ArrayList<>();
        for (Future<String> id : written) {
            ids.add(id.get());
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(tickets);
        assertThat(notes("10003")).hasSizeGreaterThanOrEqualTo(before + tickets).containsAll(ids);
    }

    private static JsonNode done(Response accepted) throws IOException, InterruptedException {
        return client.get("/api/v1/jobs/" + accepted.json().path("job_id").asText() + "?wait=30s", ACME)
                .json();
    }

    private static List<String> notes(String request) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        client.get("/servicedesk/api/v3/requests/" + request + "/notes", DESK)
                .json()
                .path("notes")
                .forEach(note -> ids.add(note.path("id").asText()));
        return ids;
    }

    private static String ticket(String id, String tenant) throws IOException {
        String category = List.of("network", "database", "access", "configuration", "printer")
                .get(Integer.parseInt(id) % 10 - 1);
        ObjectNode ticket = new Ticket(tenant, id, category, "high", "subject", "description").json();
        return Json.mapper().writeValueAsString(ticket);
    }
}
