package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.demo.DemoClient.Response;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserTicketApiTest {
    private static final String TICKETS = "/api/v1/users/me/tickets";

    private static DemoPlatform platform;
    private static DemoClient client;

    @BeforeAll
    static void start() throws IOException {
        platform = DemoPlatform.start(
                Scenario.HEALTHY, DemoPlatform.Ports.free(), new HurriedTime(), new Random(20_261_125));
        client = new DemoClient(platform.url());
    }

    @AfterAll
    static void stop() {
        client.close();
        platform.close();
    }

    @Test
    void aTicketGetsANumberAndTheNoteOfTheKnowledgeBase() throws Exception {
        String token = signUp();

        Response sent = send(token, "{\"title\": \"No Network here\", \"text\": \"Since this morning.\"}");
        String number = sent.json().path("ticket_id").asText();
        awaitJob(number);
        JsonNode read =
                client.send("GET", TICKETS + "/" + number, "", bearer(token)).json();

        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.json().path("state").asText()).isIn("open", "enhanced");
        assertThat(sent.header("location")).isEqualTo(TICKETS + "/" + number);
        assertThat(read.path("title").asText()).isEqualTo("No Network here");
        assertThat(read.path("state").asText()).isEqualTo("enhanced");
        assertThat(read.path("note").asText())
                .contains("network ticket of medium priority", "(KB-101)")
                .doesNotContain("<", ">");
    }

    @Test
    void aTicketAboutNothingThatIsKnownGetsANoteThatSaysSo() throws Exception {
        String token = signUp();
        String number = send(token, "{\"title\": \"The printer is out of paper\", \"text\": \"Again.\"}")
                .json()
                .path("ticket_id")
                .asText();
        awaitJob(number);

        assertThat(client.send("GET", TICKETS + "/" + number, "", bearer(token)).text())
                .contains("other ticket", "none of our articles fits");
    }

    @Test
    void aUserSeesOwnTicketsOnlyAndHowManyThereAre() throws Exception {
        String owner = signUp();
        String other = signUp();
        String number = send(owner, "{\"title\": \"VPN\", \"text\": \"It is slow.\"}")
                .json()
                .path("ticket_id")
                .asText();

        assertThat(client.send("GET", TICKETS + "/" + number, "", bearer(other)).status())
                .isEqualTo(404);
        assertThat(client.send("GET", "/api/v1/users/me", "", bearer(owner))
                        .json()
                        .path("tickets")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.send("GET", "/api/v1/users/me", "", bearer(other))
                        .json()
                        .path("tickets")
                        .asInt())
                .isZero();
    }

    @Test
    void nobodySendsOrReadsATicketWithoutAnAccount() throws Exception {
        assertThat(client.send("POST", TICKETS, "{\"title\": \"a\", \"text\": \"b\"}")
                        .status())
                .isEqualTo(401);
        assertThat(client.get(TICKETS + "/30001").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"title\": \"a\"}", "{\"title\": \" \", \"text\": \"b\"}"})
    void aTicketThatLacksSomethingIsRefusedInWordsThatTheAppShows(String body) throws Exception {
        Response refused = send(signUp(), body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("detail").asText()).isEqualTo("A ticket needs a title and a text");
    }

    @Test
    void aTicketHasAnEnd() throws Exception {
        assertThat(send(signUp(), "{\"title\": \"a\", \"text\": \"" + "b".repeat(4001) + "\"}")
                        .status())
                .isEqualTo(422);
    }

    private static String signUp() throws Exception {
        return client.send("POST", "/api/v1/users/anonymous", "{}")
                .json()
                .path("token")
                .asText();
    }

    private static Response send(String token, String body) throws Exception {
        return client.send("POST", TICKETS, body, bearer(token));
    }

    /** The tenant's API answers when the job is done. */
    private static void awaitJob(String ticket) throws Exception {
        String[] tenant = {"Authorization", "Bearer " + Tenants.ACME.apiToken()};
        String job = client.send("GET", "/api/v1/jobs?ticket_id=" + ticket, "", tenant)
                .json()
                .path("jobs")
                .path(0)
                .path("job_id")
                .asText();
        client.send("GET", "/api/v1/jobs/" + job + "?wait=30s", "", tenant);
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }
}
