package io.prodgate.check.journey;

import static io.prodgate.check.journey.FakeProduction.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.journey.FakeProduction.Nothing;
import io.prodgate.check.journey.FakeProduction.Said;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.Trouble;
import io.prodgate.traffic.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Journeys that end in a note on a request of ServiceDesk Plus. */
class NoteJourneyTest {
    /** One after the other, so that the clock goes on in one way only. */
    private static final String TICKETS = """
        for-each:
          - { name: network, ticket: 10001, subject: No network on the third floor }
          - { name: database, ticket: 10002, subject: Queries on the warehouse hang }
        parallel: 1
        send:
          post: /webhook
          json: { ticket: '${item.ticket}' }
          expect: { status: 202 }
        until:
          servicedesk-note: ${item.ticket}
          author: Enhancer
          within: 60s
        expect: { notes: 1, success: 100% }
        """;

    private static final String ABOUT = "note: { words-of: '${item.subject}' }\n";
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private Trial trial(String journey) {
        return new Trial(folder, journey);
    }

    private static String withContent(String content) {
        return TICKETS.replace("  within: 60s\n", "  within: 60s\n  " + content);
    }

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

    @Test
    void aNoteOfSomebodyElseIsNotTheOne() throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Jane Doe", "I will look at it", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        assertThat(Trial.item(trial.attempt(), "network").detail())
                .endsWith("no new note on request 10001 by 'Enhancer'; note 7 is by 'Jane Doe'");
    }

    @ParameterizedTest
    @CsvSource({"5,5", "5,8"})
    void aSecondNoteIsOneTooManyEvenIfItComesLater(long first, long second) throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", Duration.ofSeconds(first))
                .note("10001", "9", "Enhancer", "a", Duration.ofSeconds(second))
                .note("10002", "8", "Enhancer", "b", SOON);

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network"))
                .returns(End.FAILED, ItemResult::end)
                .returns(Optional.of(2), ItemResult::results)
                .returns("duplicate: 2 new notes on request 10001: 7, 9", ItemResult::detail);
        assertThat(Trial.judgement(facts, "notes"))
                .returns(false, Judgement::met)
                .returns("network: 2", Judgement::actual);
        assertThat(trial.diagnosis().cause()).isEqualTo(Cause.PRODUCTION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        note: { min-length: 1 }               | &nbsp;                             | is empty
        note: { min-length: 40 }              | Restart the switch                 | has 18 characters, and 40 are expected at least
        note: { contains: [KB-101, switch] }  | Restart the switch                 | does not contain 'KB-101'
        note: { sections: Cause }             | What to do: look for the cause     | has no section 'Cause'
        note: { without: '${run.id}' }        | of run-1                           | contains 'run-1', which must not be there
        note: { words-of: '${item.subject}' } | End the oldest query               | is not about 'No network on the third floor': it has 0 of 3 words
        """)
    void aNoteHasToSayWhatThePlanExpects(String content, String text, String complaint) throws Exception {
        Trial trial = trial(withContent(content + "\n").replaceFirst("(?m)^  - \\{ name: database.*\\n", ""));
        new FakeServiceDesk(trial, "10001").note("10001", "7", "Enhancer", text, SOON);

        assertThat(Trial.item(trial.attempt(), "network"))
                .returns(End.FAILED, ItemResult::end)
                .returns("note 7 " + complaint, ItemResult::detail);
        assertThat(trial.diagnosis().cause()).isEqualTo(Cause.PRODUCTION);
    }

    @Test
    void aNoteThatSaysAllThatIsExpectedIsFine() throws Exception {
        Trial trial = trial(
                withContent("note: { min-length: 20, contains: kb-101, sections: [Cause, Advice], without: [globex],"
                                + " words-of: '${item.subject}' }\n")
                        .replaceFirst("(?m)^  - \\{ name: database.*\\n", ""));
        new FakeServiceDesk(trial, "10001")
                .note(
                        "10001",
                        "7",
                        "Enhancer",
                        "<p>Cause: the network of the third floor</p><p>Advice: KB-101</p>",
                        SOON);

        trial.attempt();

        assertThat(trial.met()).isTrue();
    }

    @Test
    void aNoteOnTheWrongTicketIsNamed() throws Exception {
        Trial trial = trial(withContent(ABOUT));
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10002", "8", "Enhancer", "The network of the third floor: renew the lease", SOON);

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network"))
                .returns(End.FAILED, ItemResult::end)
                .returns("wrong ticket: note 8 on request 10002 ('database') is about this one", ItemResult::detail);
        assertThat(Trial.item(facts, "database")).returns(End.FAILED, ItemResult::end);
    }

    /** Answers of ServiceDesk in place of the true ones while a condition holds. */
    private void disturb(Trial trial, Function<Request, Optional<Said>> disturbance, FakeServiceDesk desk) {
        trial.production.first(
                "GET",
                "/api/v3/requests/",
                request -> disturbance.apply(request).orElseGet(() -> desk.answer(request)));
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
    void whatProvesAnItemIsTold() throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "<p>Restart</p><p>token-of-ours</p>" + "word ".repeat(40), SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        ItemResult network = Trial.item(trial.attempt(), "network");

        assertThat(network.simulated()).isFalse();
        assertThat(network.steps()).extracting(ItemResult.Step::what).containsExactly("accepted", "note");
        assertThat(network.steps().getFirst().detail()).isEqualTo("answered 202");
        assertThat(network.steps().getLast().at()).isEqualTo(network.started().plus(SOON));
        assertThat(network.steps().getLast().detail())
                .startsWith("7 by Enhancer: \"Restart *** word word")
                .endsWith("wor…\"");
    }

    @Test
    void anItemThatServiceDeskDoesNotKnowBeforeIsSimulated() throws Exception {
        Trial trial = trial(TICKETS);
        FakeServiceDesk desk = new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);
        disturb(
                trial,
                request ->
                        request.url().getPath().contains("/10001/") && trial.production.count("POST", "/webhook") == 0
                                ? Optional.of(json(404, "{}"))
                                : Optional.empty(),
                desk);

        List<Evidence> facts = trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(Trial.items(facts)).extracting(ItemResult::simulated).containsExactly(true, false);
        assertThat(Trial.items(trial.attempt()))
                .extracting(ItemResult::simulated)
                .containsExactly(true, false);
    }

    @Test
    void thePlanMaySayThatItemsAreSimulated() throws Exception {
        Files.writeString(folder.resolve("a.json"), "{\"ticket\": 10001}");
        Files.writeString(folder.resolve("b.json"), "{\"ticket\": 10002}");
        Trial trial = trial(TICKETS.replaceFirst(
                "(?s)for-each:.*?parallel", "for-each: { files: '[ab].json', simulated: true }\nparallel"));
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        assertThat(Trial.items(trial.attempt()))
                .extracting(ItemResult::simulated)
                .containsExactly(true, true);
    }

    @Test
    void anItemMaySayThatItIsSimulated() throws Exception {
        Trial trial = trial(TICKETS.replace("name: network,", "name: network, simulated: true,"));
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        assertThat(Trial.items(trial.attempt()))
                .extracting(ItemResult::simulated)
                .containsExactly(true, false);
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
