package io.prodgate.check.journey;

import static io.prodgate.check.journey.FakeProduction.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.journey.FakeProduction.Nothing;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Journeys that end in a note on a request of ServiceDesk Plus. */
class NoteJourneyTest extends NoteTrials {
    @Test
    void oneNewNoteByTheRightAuthorProvesAnItem() throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "1", "Enhancer", "An older one", Duration.ofDays(-1))
                .note("10001", "7", "Enhancer", "Restart the switch", SOON)
                .note("10002", "8", "enhancer", "End the oldest query", SOON);

        List<Evidence> facts = trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsExactly(End.ARRIVED, End.ARRIVED);
        assertThat(Trial.items(facts)).extracting(ItemResult::results).containsOnly(Optional.of(1));
        assertThat(Trial.judgement(facts, "notes"))
                .returns(true, Judgement::met)
                .returns(2, Judgement::samples);
        assertThat(trial.production.requests())
                .filteredOn(request -> request.url().getHost().equals("servicedesk.example.com"))
                .allSatisfy(request ->
                        assertThat(FakeProduction.header(request, "authtoken")).contains("token-of-ours"));
        assertThat(trial.production.count("GET", "/notes/1")).isZero();
        // Looked at before it is sent, and once more after the quiet time.
        assertThat(trial.production.requests().getFirst().url().getPath()).isEqualTo("/api/v3/requests/10001/notes");
    }

    @ParameterizedTest
    @CsvSource({"-120", "120"})
    void theClockOfServiceDeskMayBeWrong(long secondsAhead) throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .clockAheadBy(Duration.ofSeconds(secondsAhead))
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        trial.attempt();

        assertThat(trial.met()).isTrue();
    }

    @Test
    void anItemWithoutANoteIsLateAndAnOlderNoteIsNone() throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "1", "Enhancer", "An older one", Duration.ofMinutes(-1))
                .note("10002", "8", "Enhancer", "b", SOON);

        assertThat(Trial.item(trial.attempt(), "network"))
                .returns(End.LATE, ItemResult::end)
                .extracting(ItemResult::detail)
                .asString()
                .endsWith("last seen: no new note on request 10001");

        List<Evidence> second = trial.attempt();

        assertThat(Trial.item(second, "network")).returns(End.LATE, ItemResult::end);
        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(2);
        assertThat(trial.diagnosis())
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns("PG-423", Diagnosis::rule);
    }

    @ParameterizedTest
    @CsvSource({"503", "429", "401", "200"})
    void troublesOfServiceDeskAreTolerated(int status) throws Exception {
        Trial trial = trial(TICKETS);
        FakeServiceDesk desk = new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", Duration.ofSeconds(20))
                .note("10002", "8", "Enhancer", "b", SOON);
        Instant start = trial.time.now();
        disturb(
                trial,
                request -> trial.production.since(start).toSeconds() >= 2
                                && trial.production.since(start).toSeconds() < 30
                        ? Optional.of(json(status, "<html>"))
                        : Optional.empty(),
                desk);

        List<Evidence> facts = trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(facts).noneMatch(SystemTrouble.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "503,INFRASTRUCTURE,PG-705",
        "0,INFRASTRUCTURE,PG-705",
        "401,CONFIGURATION,PG-700",
        "200,CONFIGURATION,PG-704"
    })
    void anItemWhoseServiceDeskStaysSilentIsNotJudged(int status, Cause cause, String rule) throws Exception {
        Trial trial = trial(TICKETS);
        FakeServiceDesk desk = new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);
        disturb(
                trial,
                request -> trial.production.count("POST", "/webhook") == 2
                        ? Optional.of(
                                status == 0
                                        ? new Nothing(Trouble.Kind.CONNECT_TIMEOUT, Trouble.Sent.NOTHING)
                                        : json(status, "<html>"))
                        : Optional.empty(),
                desk);

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network")).returns(End.ARRIVED, ItemResult::end);
        assertThat(Trial.item(facts, "database")).returns(End.NOT_JUDGED, ItemResult::end);
        assertThat(Trial.judgement(facts, "success"))
                .satisfies(success -> assertThat(success.remark()).startsWith(Judgement.UNDECIDED));
        assertThat(trial.diagnosis()).returns(cause, Diagnosis::cause).returns(rule, Diagnosis::rule);
    }

    @Test
    void nothingIsSentIfItCannotBeSeenWhatIsThereBefore() throws Exception {
        Trial trial = trial(TICKETS);
        FakeServiceDesk desk = new FakeServiceDesk(trial, "10001", "10002");
        disturb(trial, request -> Optional.of(json(503, "down")), desk);

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.NOT_JUDGED);
        assertThat(trial.production.count("POST", "/webhook")).isZero();
        assertThat(trial.diagnosis()).returns("PG-705", Diagnosis::rule);
    }

    @ParameterizedTest
    @CsvSource({"10,true", "9,false"})
    void tenTicketsProvenAreTenAndNineAndOneInconclusiveAreNot(int proven, boolean met) throws Exception {
        String items = IntStream.rangeClosed(1, 10)
                .mapToObj(i -> "  - { name: t%d, ticket: %d }\n".formatted(i, 100 + i))
                .collect(Collectors.joining());
        Trial trial = trial(
                TICKETS.replaceFirst("(?s)for-each:.*?parallel", "deadline: 20m\nfor-each:\n" + items + "parallel")
                        .replace("expect: { notes: 1,", "expect: { notes: 1, count: 10,"));
        FakeServiceDesk desk = new FakeServiceDesk(
                trial, IntStream.rangeClosed(101, 110).mapToObj(String::valueOf).toArray(String[]::new));
        IntStream.rangeClosed(101, 110).forEach(i -> desk.note(String.valueOf(i), "9" + i, "Enhancer", "x", SOON));
        disturb(
                trial,
                request -> request.url().getPath().contains("/110/")
                                && proven < 10
                                && trial.production.count("POST", "/webhook") == 10
                        ? Optional.of(json(503, "down"))
                        : Optional.empty(),
                desk);

        List<Evidence> facts = trial.attempt();

        assertThat(trial.met()).isEqualTo(met);
        assertThat(Trial.items(facts))
                .filteredOn(item -> item.end() == End.ARRIVED)
                .hasSize(proven);
        assertThat(Trial.judgement(facts, "success").actual())
                .isEqualTo(met ? "100% (10 of 10)" : "at least 90% (9 of 10)");
        if (!met) {
            assertThat(trial.diagnosis().cause()).isEqualTo(Cause.INFRASTRUCTURE);
        }
    }

    @Test
    void afterAnAmbiguousSendingTheNoteShowsThatItArrived() throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .webhookGets(new Nothing(Trouble.Kind.RESET, Trouble.Sent.PERHAPS))
                .note("10001", "7", "Enhancer", "a", SOON);

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network")).returns(End.ARRIVED, ItemResult::end);
        assertThat(Trial.item(facts, "database")).returns(End.UNKNOWN, ItemResult::end);
        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(2);
        assertThat(trial.diagnosis().cause()).isEqualTo(Cause.INFRASTRUCTURE);
    }

    @Test
    void theCloudIsAskedWithOneTokenForAll() throws Exception {
        Trial trial = new Trial(
                folder,
                TICKETS,
                plan -> plan.replace("{ url: https://servicedesk.example.com, token: '${secret.api}' }", """
                    { url: https://servicedesk.example.com/app/itdesk, edition: cloud, refresh: { url: https://accounts.zoho.eu, \
                    client-id: i, client-secret: '${secret.webhook}', refresh-token: '${secret.api}' } }\
                    """));
        trial.production.on(
                "POST", "/oauth/v2/token", request -> json(200, "{'access_token': '1000.first', 'expires_in': 3600}"));
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        List<Evidence> facts = trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(trial.production.count("POST", "/oauth/v2/token")).isEqualTo(1);
        assertThat(trial.production.requests())
                .filteredOn(request -> request.url().getPath().startsWith("/app/itdesk/"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.headers())
                        .contains(Map.entry("Authorization", "Zoho-oauthtoken 1000.first")));
        assertThat(facts.toString()).doesNotContain("1000.first");
    }
}
