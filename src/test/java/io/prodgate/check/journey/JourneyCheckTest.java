package io.prodgate.check.journey;

import static io.prodgate.check.journey.FakeProduction.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.journey.FakeProduction.Limited;
import io.prodgate.check.journey.FakeProduction.Nothing;
import io.prodgate.check.journey.FakeProduction.TooLong;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Write;
import io.prodgate.traffic.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JourneyCheckTest {
    private static final Nothing RESET = new Nothing(Trouble.Kind.RESET, Trouble.Sent.PERHAPS);

    /** Two tickets, one after the other, so that the clock goes on in one way only. */
    private static final String TICKETS = """
            for-each: [network, database]
            parallel: 1
            send:
              post: /webhook
              json: { ticket: '${item.name}' }
              sign: { github: '${secret.webhook}' }
              expect: { status: 202 }
              capture: { job: $.job }
            until:
              get: /jobs/${capture.job}
              every: 2s
              within: 60s
              expect: { $.state: done }
              fail-when: { $.state: failed }
            """;

    @TempDir
    Path folder;

    private final Map<String, Instant> sent = new HashMap<>();

    /** Takes tickets; each is done so long after it came, or never. */
    private void platform(Trial trial, Map<String, Duration> doneAfter) {
        trial.production
                .on("POST", "/webhook", request -> {
                    String ticket = ticket(request);
                    sent.put(ticket, trial.time.now());
                    return json(202, "{'job': '" + ticket + "'}");
                })
                .on("GET", "/jobs/", request -> {
                    String ticket = request.url().getPath().replaceFirst(".*/", "");
                    Duration after = doneAfter.get(ticket);
                    boolean done = after != null
                            && !trial.time.now().isBefore(sentAt(ticket).plus(after));
                    return json(200, done ? "{'state': 'done'}" : "{'state': 'queued'}");
                });
    }

    private Instant sentAt(String ticket) {
        return sent.getOrDefault(ticket, Instant.parse("2100-01-01T00:00:00Z"));
    }

    private static String ticket(Request request) {
        return new String(request.body().orElseThrow(), StandardCharsets.UTF_8)
                .replaceFirst(".*\"ticket\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void itemsThatArriveInTimeAreProven() throws Exception {
        Trial trial = new Trial(folder, TICKETS + "expect: { success: 100%, p95: < 60s, count: 2 }\n");
        platform(trial, Map.of("network", Duration.ofSeconds(5), "database", Duration.ofSeconds(1)));

        List<Evidence> facts = trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.ARRIVED);
        // Looked for every two seconds: seen at the look that followed.
        assertThat(Trial.item(facts, "network").took().orElseThrow())
                .isBetween(Duration.ofSeconds(5), Duration.ofMillis(6200));
        assertThat(Trial.judgement(facts, "p95").samples()).isEqualTo(2);
        assertThat(trial.production.requests().getFirst().headers())
                .anySatisfy(header -> assertThat(header.getKey()).isEqualTo("X-Hub-Signature-256"));
    }

    @Test
    void aLostItemIsProductionsOnceASecondLookHasShownIt() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        platform(trial, Map.of("database", Duration.ZERO));

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network")).returns(End.LATE, ItemResult::end);
        assertThat(Trial.item(facts, "network").detail()).contains("$.state was \"queued\"");
        assertThat(trial.diagnosis())
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.CONFIRM, Diagnosis::next);
        assertThat(trial.diagnosis().explanation()).contains("1 of 2 items: network (late:");

        trial.attempt();

        assertThat(trial.diagnosis())
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next)
                .returns("PG-423", Diagnosis::rule);
        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(2);
    }

    @Test
    void anItemThatComesAfterTheTimeGrantedStaysLate() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        platform(trial, Map.of("network", Duration.ofSeconds(61), "database", Duration.ZERO));

        trial.attempt();
        List<Evidence> second = trial.attempt();

        assertThat(Trial.item(second, "network").detail())
                .startsWith("it came after at most 61 s")
                .contains("and not before 60 s; granted were 60 s");
        assertThat(trial.diagnosis()).returns("PG-423", Diagnosis::rule);
    }

    @Test
    void aStateThatThePlanCallsAFailureEndsTheItemAtOnce() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        trial.production
                .on("POST", "/webhook", request -> json(202, "{'job': 'x'}"))
                .on("GET", "/jobs/", request -> json(200, "{'state': 'failed'}"));
        Instant start = trial.time.now();

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.FAILED);
        assertThat(trial.production.since(start)).isLessThan(Duration.ofSeconds(1));
        assertThat(Trial.item(facts, "network").detail()).isEqualTo("$.state was \"failed\"");
    }

    @Test
    void aRoughStartOfTheAskingIsNoFailure() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Trial rough = new Trial(folder, TICKETS);
        rough.production
                .on("POST", "/webhook", request -> json(202, "{'job': 'x'}"))
                .on("GET", "/jobs/", request -> switch (looks.getAndIncrement()) {
                    case 0 -> json(404, "{}");
                    case 1 -> RESET;
                    case 2 -> json(503, "{'state': 'failed'}");
                    default -> json(200, "{'state': 'done'}");
                });

        rough.attempt();

        assertThat(rough.met()).isTrue();
    }

    @Test
    void aProductionThatCannotBeAskedIsNotCalledLate() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        trial.production
                .on("POST", "/webhook", request -> json(202, "{'job': 'x'}"))
                .on("GET", "/jobs/", request -> json(503, "{}"));

        for (int attempt = 1; attempt <= 2; attempt++) {
            List<Evidence> facts = trial.attempt();
            assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.NOT_JUDGED);
            assertThat(trial.diagnosis()).returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
        }
        trial.attempt();

        assertThat(trial.diagnosis())
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns("PG-221", Diagnosis::rule);
        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(2);
    }

    @Test
    void aWaitForARateLimitIsNotLateness() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        trial.production
                .on("POST", "/webhook", request -> json(202, "{'job': 'x'}"))
                .on(
                        "GET",
                        "/jobs/",
                        request -> new Limited(Duration.ofSeconds(90), () -> json(200, "{'state': 'done'}")));

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.NOT_JUDGED);
        assertThat(trial.diagnosis())
                .returns(Cause.RATE_LIMIT, Diagnosis::cause)
                .returns("PG-431", Diagnosis::rule);
    }

    @Test
    void anItemThatIsNotThereAfterAWaitForARateLimitIsLateAllTheSame() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        trial.production
                .on("POST", "/webhook", request -> json(202, "{'job': 'x'}"))
                .on(
                        "GET",
                        "/jobs/",
                        request -> new Limited(Duration.ofSeconds(90), () -> json(200, "{'state': 'queued'}")));

        assertThat(Trial.items(trial.attempt())).extracting(ItemResult::end).containsOnly(End.LATE);
    }

    @Test
    void aWaitThatIsTooLongIsGivenUpAndNothingIsSent() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        trial.production.on("POST", "/webhook", request -> new TooLong());

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.NOT_JUDGED);
        assertThat(trial.diagnosis()).returns("PG-100", Diagnosis::rule);
        assertThat(trial.ledger.noted())
                .filteredOn(write -> write.key().equals("network/send"))
                .extracting(Write::state)
                .containsExactly(Write.State.ABOUT_TO_BE_SENT, Write.State.NOT_DONE);
    }

    @Test
    void whatIsRefusedIsNotSentAgain() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        trial.production.on("POST", "/webhook", request -> json(422, "{}"));

        trial.attempt();

        assertThat(trial.diagnosis()).returns("PG-422", Diagnosis::rule).returns(Next.STOP, Diagnosis::next);
        trial.attempt();
        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(2);
    }

    @Test
    void aLookUpDecidesWhatBecameOfASendingWithoutAnswer() throws Exception {
        AtomicInteger sends = new AtomicInteger();
        Trial lossy = new Trial(folder, TICKETS + """
                look-up:
                  get: /search/${item.name}
                  within: 5s
                  expect: { $.jobs.length(): 1 }
                  capture: { job: '$.jobs[0]' }
                """);
        lossy.production
                .on(
                        "POST",
                        "/webhook",
                        request -> sends.getAndIncrement() < 2 ? RESET : json(202, "{'job': 'database'}"))
                .on("GET", "/search/network", request -> json(200, "{'jobs': ['network']}"))
                .on("GET", "/search/database", request -> json(200, "{'jobs': []}"))
                .on("GET", "/jobs/", request -> json(200, "{'state': 'done'}"));

        lossy.attempt();

        // The first had arrived and was not sent again; the second had not, and was.
        assertThat(lossy.met()).isTrue();
        assertThat(lossy.production.requests().stream()
                        .filter(request -> request.method().equals("POST"))
                        .map(JourneyCheckTest::ticket))
                .containsExactly("network", "database", "database");
    }

    @Test
    void whatMayHaveArrivedIsNeverSentAgain() throws Exception {
        Trial trial = new Trial(folder, TICKETS + """
                look-up:
                  get: /search/${item.name}
                  within: 5s
                  expect: { $.jobs.length(): 1 }
                  capture: { job: '$.jobs[0]' }
                """);
        trial.production.on("POST", "/webhook", request -> RESET).on("GET", "/search/", request -> json(403, "{}"));

        List<Evidence> facts = trial.attempt();
        trial.attempt();

        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.UNKNOWN);
        assertThat(trial.diagnosis())
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause)
                .returns("PG-430", Diagnosis::rule);
        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(2);
    }

    private static final String BLIND = """
            for-each: [network]
            send: { post: /webhook, json: { ticket: '${item.name}' } }
            until: { get: '/notes/${item.name}', within: 30s }
            """;

    @Test
    void whatIsWaitedForShowsByItselfThatItArrived() throws Exception {
        Trial trial = new Trial(folder, BLIND);
        AtomicInteger sends = new AtomicInteger();
        trial.production
                .on("POST", "/webhook", request -> {
                    sends.incrementAndGet();
                    return RESET;
                })
                .on("GET", "/notes/network", request -> json(sends.get() == 0 ? 404 : 200, "{}"));

        trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(sends).hasValue(1);
    }

    @Test
    void aStateThatIsThereBeforeAnythingIsSentProvesNothing() throws Exception {
        Trial trial = new Trial(folder, BLIND);
        trial.production
                .on("POST", "/webhook", request -> json(202, "{}"))
                .on("GET", "/notes/network", request -> json(200, "{}"));

        trial.attempt();

        assertThat(trial.diagnosis())
                .returns(Cause.CONFIGURATION, Diagnosis::cause)
                .returns("PG-010", Diagnosis::rule);
        assertThat(trial.diagnosis().explanation())
                .startsWith("what 'network' is to lead to was there before it was sent");
        assertThat(trial.production.count("POST", "/webhook")).isZero();
    }

    @Test
    void aStateThatMayBeThereBeforeIsNotLookedForFirst() throws Exception {
        Trial trial = new Trial(folder, BLIND.replace("within: 30s", "within: 30s, may-be-there: true"));
        trial.production
                .on("POST", "/webhook", request -> json(202, "{}"))
                .on("GET", "/notes/network", request -> json(200, "{}"));

        trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(trial.production.requests().getFirst().method()).isEqualTo("POST");
    }

    @Test
    void aSendingOfWhichNothingLeftIsTriedAgain() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        AtomicInteger sends = new AtomicInteger();
        trial.production
                .on(
                        "POST",
                        "/webhook",
                        request -> sends.getAndIncrement() == 0
                                ? new Nothing(Trouble.Kind.REFUSED, Trouble.Sent.NOTHING)
                                : json(202, "{'job': 'x'}"))
                .on("GET", "/jobs/", request -> json(200, "{'state': 'done'}"));

        trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(sends).hasValue(3);
    }

    @Test
    void aResumedRunGoesOnWhereItWas() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        Instant before = trial.time.now();
        trial.ledger.note(new Write(
                "network/send",
                "POST https://api.example.com/v1/webhook",
                Write.State.ANSWERED,
                Map.of("job", "kept", "@sent", before.toString()),
                before));
        trial.time.advance(Duration.ofSeconds(20));
        trial.production
                .on("POST", "/webhook", request -> json(202, "{'job': 'new'}"))
                .on("GET", "/jobs/", request -> json(200, "{'state': 'done'}"));

        List<Evidence> facts = trial.attempt();

        assertThat(trial.production.requests())
                .extracting(request -> request.method() + " " + request.url().getPath())
                .containsExactly("GET /v1/jobs/kept", "POST /v1/webhook", "GET /v1/jobs/new");
        assertThat(trial.met()).isTrue();
        assertThat(Trial.item(facts, "network").took().orElseThrow()).isEqualTo(Duration.ofMillis(20_010));
    }

    @Test
    void aRunThatWasEndedWhileSendingLooksFirst() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        trial.ledger.note(
                new Write("network/send", "POST /webhook", Write.State.ABOUT_TO_BE_SENT, Map.of(), trial.time.now()));
        platform(trial, Map.of("database", Duration.ZERO));

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network").end()).isEqualTo(End.UNKNOWN);
        assertThat(Trial.item(facts, "database").end()).isEqualTo(End.ARRIVED);
        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(1);
    }

    @Test
    void oneResultTooManyIsFoundThoughItComesLate() throws Exception {
        Trial trial = new Trial(folder, TICKETS + """
                results:
                  get: /notes/${item.name}
                  count: $.notes
                  quiet: 10s
                """);
        platform(trial, Map.of("network", Duration.ZERO, "database", Duration.ZERO));
        trial.production.on("GET", "/notes/", request -> {
            String ticket = request.url().getPath().replaceFirst(".*/", "");
            boolean twice = ticket.equals("network")
                    && trial.time.now().isAfter(sentAt(ticket).plusSeconds(6));
            return json(200, twice ? "{'notes': [1, 2]}" : "{'notes': [1]}");
        });

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.judgement(facts, "results"))
                .returns(false, Judgement::met)
                .returns("network: 2", Judgement::actual);
        assertThat(Trial.item(facts, "database").results()).contains(1);
        assertThat(facts.stream()
                        .filter(HttpExchange.class::isInstance)
                        .map(fact -> ((HttpExchange) fact).url())
                        .reduce((first, second) -> second))
                .as("the last answer is that of the item that has one too many")
                .hasValueSatisfying(url -> assertThat(url).endsWith("/notes/network"));
        assertThat(trial.diagnosis()).returns("PG-426", Diagnosis::rule);
        trial.attempt();
        assertThat(trial.diagnosis()).returns("PG-425", Diagnosis::rule).returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void resultsThatCannotBeCountedProveNothing() throws Exception {
        Trial trial = new Trial(folder, TICKETS + """
                results: { get: '/notes/${item.name}', count: $.notes }
                """);
        platform(trial, Map.of("network", Duration.ZERO, "database", Duration.ZERO));
        trial.production.on("GET", "/notes/", request -> json(200, "{'remarks': []}"));

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.NOT_JUDGED);
        assertThat(trial.diagnosis()).returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void whatTheShareAllowsToBeMissingDoesNotMatter() throws Exception {
        Trial trial = new Trial(folder, TICKETS + "expect: { success: '>= 50%' }\n");
        trial.production
                .on(
                        "POST",
                        "/webhook",
                        request -> ticket(request).equals("network") ? RESET : json(202, "{'job': 'x'}"))
                .on("GET", "/jobs/", request -> json(200, "{'state': 'done'}"));

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network").end()).isEqualTo(End.UNKNOWN);
        assertThat(trial.met()).isTrue();
    }

    @Test
    void ofManyEqualLooksOnlyTheFirstAndTheLastAreKept() throws Exception {
        Trial trial = new Trial(folder, TICKETS);
        platform(trial, Map.of());

        List<Evidence> facts = trial.attempt();

        assertThat(trial.production.count("GET", "/jobs/")).isEqualTo(62);
        assertThat(facts).filteredOn(HttpExchange.class::isInstance).hasSize(6);
    }

    @Test
    void aCheckWhoseTimeEndsFirstProvesNothing() throws Exception {
        Trial trial = new Trial(folder, TICKETS).within(Duration.ofSeconds(30));
        platform(trial, Map.of());

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.NOT_JUDGED);
        assertThat(trial.diagnosis()).returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }
}
