package io.prodgate.check.journey;

import static io.prodgate.check.journey.FakeProduction.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.TraceReading;
import io.prodgate.testing.JaegerStub;
import io.prodgate.testing.JaegerStub.Speaks;
import io.prodgate.testing.JaegerStub.StubSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The whole chain of an item: accepted, its job, the spans of its trace, its note. Each has to be there. */
class ProofChainTest extends NoteTrials {
    private static final List<String> STAGES = List.of("webhook", "queue", "worker", "servicedesk");
    private static final String JOB = """
        job:
          get: ${capture.location}
          expect: { $.state: done }
          fail-when: { $.state: failed }
          within: 20s
        """;
    private static final String TRACE = """
        trace:
          service: webhook
          tag: { ticket: '${item.ticket}' }
          spans: [webhook, queue, worker, servicedesk]
          within: 30s
        """;
    private static final String CHAIN = TICKETS.replace("expect: { status: 202 }", """
        expect: { status: 202 }
          capture: { location: $.job }\
        """) + JOB + TRACE;

    private String state = "done";
    private final AtomicInteger looks = new AtomicInteger();

    /** A platform whose jobs are done soon, and whose tickets leave traces and notes. */
    private Trial chain(String journey) {
        Trial trial = trial(journey);
        new FakeServiceDesk(trial, "10001", "10002")
                .webhookGets(json(202, "{'job': '/status/7'}"))
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);
        trial.production.on(
                "GET",
                "/status/7",
                request -> looks.incrementAndGet() == 1 ? json(404, "{}") : json(200, "{'state': '" + state + "'}"));
        return trial;
    }

    private static JaegerStub traced(Trial trial, Speaks language, Map<String, List<String>> tickets) {
        JaegerStub jaeger = new JaegerStub(trial.time, language);
        tickets.forEach((ticket, stages) -> keep(trial, jaeger, ticket, stages, Duration.ZERO));
        answering(trial, jaeger);
        return jaeger;
    }

    private static void answering(Trial trial, JaegerStub jaeger) {
        for (String path : List.of("/api/services", "/api/traces", "/api/v3/services", "/api/v3/traces")) {
            trial.production.on(
                    "GET",
                    path,
                    request -> jaeger.apply(request)
                            .<FakeProduction.Said>map(said -> new FakeProduction.Answered(said.status(), said.body()))
                            .orElseThrow());
        }
    }

    private static void keep(Trial trial, JaegerStub jaeger, String ticket, List<String> stages, Duration after) {
        Instant start = trial.time.now();
        for (int i = 0; i < stages.size(); i++) {
            jaeger.keep(
                    new StubSpan(
                            String.format("%032x", Integer.parseInt(ticket)),
                            String.format("%016x", i + 1),
                            i == 0 ? "" : String.format("%016x", i),
                            stages.get(i),
                            "do",
                            start.plusMillis(500L * i),
                            Duration.ofSeconds(4 - i),
                            false,
                            i == 0 ? Map.of("ticket", ticket) : Map.of()),
                    after);
        }
    }

    @Test
    void eachStepIsToldWithItsTimeInTheOrderOfTheWay() throws Exception {
        for (Speaks language : List.of(Speaks.V2, Speaks.V3)) {
            looks.set(0);
            Trial trial = chain(CHAIN);
            traced(trial, language, Map.of("10001", STAGES, "10002", STAGES));

            List<Evidence> facts = trial.attempt();

            assertThat(trial.met()).as(() -> trial.diagnosis().explanation()).isTrue();
            ItemResult network = Trial.item(facts, "network");
            assertThat(network.steps())
                    .extracting(ItemResult.Step::what)
                    .containsExactly("accepted", "job", "spans", "note");
            assertThat(network.steps().get(1).detail()).isEqualTo("GET answered 200 as expected");
            assertThat(network.steps().get(1).at())
                    .isAfter(network.steps().getFirst().at())
                    .isBefore(network.steps().getLast().at());
            assertThat(network.steps().get(2).detail())
                    .isEqualTo("webhook, queue +500 ms, worker +1 s, servicedesk +1.5 s; 4 spans in 4 s, trace "
                            + String.format("%032x", 10001));
            assertThat(Trial.judgement(facts, "traces").actual()).isEqualTo("2");
        }
    }

    @Test
    void tenProvenAreTenAndNineAndOneInconclusiveAreNot() throws Exception {
        Trial trial = chain(CHAIN);
        JaegerStub jaeger = traced(trial, Speaks.V2, Map.of("10001", STAGES));
        keep(trial, jaeger, "10002", STAGES.subList(0, 2), Duration.ofSeconds(46));

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network").end()).isEqualTo(End.ARRIVED);
        assertThat(Trial.item(facts, "database"))
                .returns(End.NOT_JUDGED, ItemResult::end)
                .returns(
                        "it arrived, and in its trace queue → worker is missing, worker → servicedesk is missing",
                        ItemResult::detail);
        assertThat(Trial.judgement(facts, "success"))
                .returns(false, Judgement::met)
                .returns("at least 50% (1 of 2)", Judgement::actual);
        // Traces still came in when the wait for them ended.
        assertThat(trial.diagnosis()).returns("PG-732", Diagnosis::rule);
    }

    @Test
    void aTraceThatIsMissingIsProductionsAtASecondLook() throws Exception {
        Trial trial = chain(CHAIN);
        JaegerStub jaeger = traced(trial, Speaks.V2, Map.of());
        keep(trial, jaeger, "30001", STAGES, Duration.ofDays(1));

        trial.attempt();
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-737");
        List<Evidence> facts = trial.attempt();

        assertThat(trial.diagnosis()).returns("PG-736", Diagnosis::rule).returns(Cause.PRODUCTION, Diagnosis::cause);
        assertThat(Trial.item(facts, "network"))
                .returns(End.NOT_JUDGED, ItemResult::end)
                .returns("it arrived, and no trace of it was found", ItemResult::detail);
        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(2);
    }

    @Test
    void tracesThatComeLateAreWaitedFor() throws Exception {
        Trial trial = chain(CHAIN);
        JaegerStub jaeger = traced(trial, Speaks.V2, Map.of("10001", STAGES));
        keep(trial, jaeger, "10002", STAGES, Duration.ofSeconds(25));

        assertThat(trial.attempt())
                .filteredOn(TraceReading.class::isInstance)
                .singleElement()
                .satisfies(fact -> assertThat(((TraceReading) fact).looks()).hasSizeGreaterThan(1));
        assertThat(trial.met()).isTrue();
    }

    @Test
    void aJaegerThatIsSilentLeavesAllUnproven() throws Exception {
        Trial trial = chain(CHAIN.replace("notes: 1, success: 100%", "success: '>= 0%'"));
        for (String path : List.of("/api/services", "/api/v3/services")) {
            trial.production.on("GET", path, request -> json(503, "{}"));
        }

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.items(facts)).extracting(ItemResult::end).containsOnly(End.NOT_JUDGED);
        assertThat(trial.diagnosis())
                .returns("PG-705", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void aJobThatFailsEndsTheItemAtOnce() throws Exception {
        Trial trial = chain(CHAIN);
        traced(trial, Speaks.V2, Map.of("10001", STAGES, "10002", STAGES));
        state = "failed";

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network"))
                .returns(End.FAILED, ItemResult::end)
                .returns("its job failed: $.state was \"failed\"", ItemResult::detail);
        // What is wrong is known: no trace is looked for.
        assertThat(facts).noneMatch(TraceReading.class::isInstance);
        assertThat(trial.diagnosis().cause()).isEqualTo(Cause.PRODUCTION);
    }

    @Test
    void anItemWhoseNoteCameAndWhoseJobIsNotSeenFails() throws Exception {
        Trial trial = chain(CHAIN);
        traced(trial, Speaks.V2, Map.of("10001", STAGES, "10002", STAGES));
        state = "queued";

        ItemResult network = Trial.item(trial.attempt(), "network");

        assertThat(network.end()).isEqualTo(End.FAILED);
        assertThat(network.detail()).startsWith("its job was not seen after 2").contains("$.state was \"queued\"");
        assertThat(network.steps()).extracting(ItemResult.Step::what).containsExactly("accepted", "spans", "note");
    }

    @Test
    void howFarAnItemCameWhoseNoteIsMissingIsToldByItsTrace() throws Exception {
        Trial trial = chain(CHAIN);
        traced(trial, Speaks.V2, Map.of("10001", STAGES.subList(0, 3)));
        trial.production.first(
                "GET",
                "/api/v3/requests/10001/notes",
                request -> json(
                        200,
                        "{'response_status': {'status_code': 2000, 'status': 'success'},"
                                + " 'list_info': {'has_more_rows': false}, 'notes': []}"));

        List<Evidence> facts = trial.attempt();

        ItemResult network = Trial.item(facts, "network");
        assertThat(network.end()).isEqualTo(End.LATE);
        assertThat(network.steps().getLast().detail())
                .startsWith("webhook, queue +500 ms, worker +1 s, (no servicedesk); 3 spans");
        assertThat(facts).noneMatch(TraceReading.class::isInstance);
        assertThat(trial.diagnosis().cause()).isEqualTo(Cause.PRODUCTION);
    }

    @Test
    void aJobThatCannotBeAskedForLeavesTheItemUnproven() throws Exception {
        Trial trial = chain(CHAIN);
        traced(trial, Speaks.V2, Map.of("10001", STAGES, "10002", STAGES));
        trial.production.first("GET", "/status/7", request -> json(503, "{}"));

        ItemResult network = Trial.item(trial.attempt(), "network");

        assertThat(network.end()).isEqualTo(End.NOT_JUDGED);
        assertThat(network.detail()).startsWith("it arrived, and its job could not be seen");
    }

    @Test
    void whatWasProvenBeforeIsProvenInTheNextAttempt() throws Exception {
        Trial trial = chain(CHAIN);
        traced(trial, Speaks.V2, Map.of("10001", STAGES, "10002", STAGES));
        ItemResult before = Trial.item(trial.attempt(), "network");
        int asked = looks.get();

        ItemResult after = Trial.item(trial.attempt(), "network");

        assertThat(after.steps().subList(0, 3)).isEqualTo(before.steps().subList(0, 3));
        assertThat(after.steps()).hasSize(4);
        assertThat(looks).hasValue(asked);
        assertThat(trial.production.count("POST", "/webhook")).isEqualTo(2);
    }

    @Test
    void aTraceMayBeNamedByItsId() throws Exception {
        Trial trial =
                chain(CHAIN.replace(TRACE, """
                    trace:
                      trace-id: '${capture.trace}'
                      api: v2
                    """).replace("within: 20s", "within: 20s\n  capture: { trace: $.trace }"));
        traced(trial, Speaks.V2, Map.of("10001", STAGES));
        trial.production.first(
                "GET",
                "/status/7",
                request -> json(200, "{'state': 'done', 'trace': '" + String.format("%032x", 10001) + "'}"));

        assertThat(Trial.item(trial.attempt(), "network").steps().get(2).detail())
                .startsWith("webhook, queue, worker, servicedesk; 4 spans in 4 s");
        assertThat(trial.met()).isTrue();
    }
}
