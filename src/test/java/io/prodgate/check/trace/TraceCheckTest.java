package io.prodgate.check.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.trace.Trial.Outcome;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.TraceReading;
import io.prodgate.testing.FakeSystem;
import io.prodgate.testing.FakeSystem.Said;
import io.prodgate.testing.JaegerStub.Speaks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TraceCheckTest {
    private static final String SPANS = "spans: [webhook, queue, worker, knowledge-base, servicedesk]";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Speaks.class,
            names = {"V2", "V3"})
    void tenTicketsWithWholeTracesAreProvenInBothLanguages(Speaks language) throws Exception {
        Trial trial = tickets(10, "", language);
        names(10).forEach(name -> trial.ticket(name, Trial.STAGES));

        Outcome outcome = trial.attempt();

        assertThat(outcome.met()).as(outcome.explanation()).isTrue();
        assertThat(outcome.judgement("traces").actual()).isEqualTo("10");
        assertThat(outcome.judgement("spans").samples()).isEqualTo(10);
        assertThat(outcome.reading().api()).startsWith(language.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(outcome.reading().stages())
                .extracting(TraceReading.Stage::name)
                .containsExactlyElementsOf(Trial.STAGES);
    }

    @Test
    void nineOfTenAreProductionsSinceNoSamplerKeepsSoMany() throws Exception {
        Trial trial = tickets(10, "", Speaks.V2);
        names(9).forEach(name -> trial.ticket(name, Trial.STAGES));

        Outcome first = trial.attempt();
        Outcome second = trial.attempt();

        assertThat(first.diagnosis().orElseThrow())
                .returns("PG-737", Diagnosis::rule)
                .returns(Next.CONFIRM, Diagnosis::next);
        assertThat(second.diagnosis().orElseThrow())
                .returns("PG-736", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
        assertThat(second.explanation()).contains("none of T-10").contains("9 of 10");
        assertThat(second.reading().absent()).containsExactly("T-10");
    }

    @Test
    void aboutAsManyAsASamplerKeepsAreAMatterOfConfiguration() throws Exception {
        Trial trial = tickets(20, "", Speaks.V2);
        names(3).forEach(name -> trial.ticket(name, Trial.STAGES));

        assertThat(trial.attempt().diagnosis().orElseThrow())
                .returns("PG-734", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
    }

    @Test
    void aSamplerDoesNotExplainSpansThatAreMissingFromTracesThatAreThere() throws Exception {
        Trial trial = tickets(20, "", Speaks.V2);
        names(3).forEach(name -> trial.ticket(name, List.of("webhook", "queue", "worker")));

        assertThat(trial.attempt().diagnosis().orElseThrow())
                .returns("PG-737", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @ParameterizedTest
    @EnumSource(
            value = Speaks.class,
            names = {"V2", "V3"})
    void aServiceThatJaegerDoesNotListIsAMatterOfConfiguration(Speaks language) throws Exception {
        Trial near = tickets(1, "", language);
        near.trace("x", List.of("web-hook", "worker"), Map.of("ticket", "T-1"), "", Duration.ZERO);
        Trial far = tickets(1, "", language);
        far.trace("x", List.of("gateway", "worker"), Map.of("ticket", "T-1"), "", Duration.ZERO);

        assertThat(near.attempt().diagnosis().orElseThrow())
                .returns("PG-738", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause)
                .satisfies(diagnosis -> assertThat(diagnosis.explanation())
                        .contains("there is no service 'webhook' with traces; did you mean 'web-hook'?"));
        assertThat(far.attempt().explanation()).contains("known here: gateway, worker");
    }

    @Test
    void aServiceWhoseFirstTraceCameWhileItWasLookedForIsKnown() throws Exception {
        Trial trial = tickets(1, "within: 10s", Speaks.V2);
        trial.trace("x", Trial.STAGES, Map.of("ticket", "T-2"), "", Duration.ofSeconds(5));

        assertThat(trial.attempt().rule()).isEqualTo("PG-733");
    }

    @Test
    void aKnownServiceWithoutTracesOfTheRunIsProductions() throws Exception {
        Trial trial = tickets(1, "since: 10s", Speaks.V2);
        trial.trace("x", Trial.STAGES, Map.of("ticket", "T-1"), "", Duration.ZERO);

        assertThat(trial.attempt().rule()).isEqualTo("PG-737");
    }

    @Test
    void theListOfServicesMayBeRefused() throws Exception {
        Trial trial = tickets(1, "api: v2", Speaks.V2);
        trial.trace("x", List.of("web-hook"), Map.of(), "", Duration.ZERO);
        trial.jaeger.first(
                request -> request.url().getPath().equals("/api/services") ? Said.json(403, "{}") : Optional.empty());

        Outcome outcome = trial.attempt();

        assertThat(outcome.rule()).isEqualTo("PG-737");
        assertThat(outcome.judgement("traces").remark()).isEmpty();
    }

    @Test
    void tracesAreSearchedFromTheStartOfTheRunHoweverLongAgo() throws Exception {
        Trial trial = tickets(1, "", Speaks.V2);
        Instant sent = trial.time.now().minusSeconds(60);
        trial.ticket("T-1", Trial.STAGES);
        trial.runStarted(sent).time.advance(Duration.ofHours(30));
        Trial before = tickets(1, "", Speaks.V2);
        before.ticket("T-1", Trial.STAGES)
                .runStarted(before.time.now().plusSeconds(30))
                .time
                .advance(Duration.ofMinutes(5));

        assertThat(trial.attempt().met()).isTrue();
        assertThat(before.attempt().met()).isFalse();
    }

    @Test
    void whereTheStartOfTheRunIsNotKnownItIsAnHour() throws Exception {
        Trial trial = tickets(1, "", Speaks.V2);
        trial.ticket("T-1", Trial.STAGES).time.advance(Duration.ofMinutes(58));

        assertThat(trial.attempt().met()).isTrue();
        trial.time.advance(Duration.ofMinutes(3));
        assertThat(trial.attempt().met()).isFalse();
    }

    @Test
    void allMissingIsProductionsAndNoTraceOfTheServiceIsFarAndWide() throws Exception {
        Trial trial = tickets(10, "", Speaks.V3, Speaks.V2);

        assertThat(trial.attempt().rule()).isEqualTo("PG-737");
        assertThat(trial.attempt().diagnosis().orElseThrow())
                .returns("PG-736", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void aTagThatNoTraceHasIsNotProductionsWhileTheServiceHasTraces() throws Exception {
        Trial trial = tickets(3, "", Speaks.V2);
        trial.trace("x", Trial.STAGES, Map.of("ticket.id", "T-1"), "", Duration.ZERO);

        Outcome outcome = trial.attempt();

        assertThat(outcome.diagnosis().orElseThrow())
                .returns("PG-733", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
        assertThat(outcome.reading().others()).contains(1);
    }

    @Test
    void whatComesWithinTheLagIsNotedAndNoMiss() throws Exception {
        Trial trial = tickets(2, "within: 60s", Speaks.V2);
        trial.ticket("T-1", Trial.STAGES).ticket("T-2", Trial.STAGES, Duration.ofSeconds(12));

        Outcome outcome = trial.attempt();

        assertThat(outcome.met()).as(outcome.explanation()).isTrue();
        assertThat(outcome.reading().looks()).hasSizeGreaterThan(1).first().returns(1, TraceReading.Look::traces);
        assertThat(outcome.reading().looks().getLast().after())
                .isBetween(Duration.ofSeconds(12), Duration.ofSeconds(30));
        // Only the last look is evidence: what was not there yet says nothing.
        assertThat(outcome.evidence())
                .filteredOn(HttpExchange.class::isInstance)
                .hasSize(1);
    }

    @Test
    void tracesThatStillComeInWhenTheTimeIsOverAreALag() throws Exception {
        Trial trial = tickets(10, "within: 30s, every: 3s", Speaks.V2);
        for (int i = 1; i <= 10; i++) {
            trial.ticket("T-" + i, Trial.STAGES, Duration.ofSeconds(4L * i));
        }

        assertThat(trial.attempt().diagnosis().orElseThrow())
                .returns("PG-732", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void aSpanThatIsMissingIsNamedWithTheOneBefore() throws Exception {
        Trial trial = tickets(2, "", Speaks.V3, Speaks.V2);
        names(2).forEach(name -> trial.ticket(name, List.of("webhook", "queue", "worker", "knowledge-base")));

        trial.attempt();
        Outcome second = trial.attempt();

        assertThat(second.diagnosis().orElseThrow())
                .returns("PG-736", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause);
        assertThat(second.explanation()).contains("knowledge-base → servicedesk is missing");
    }

    @Test
    void rootsAloneBesideWholeTracesAreSamplersFurtherBack() throws Exception {
        Trial trial = tickets(3, "", Speaks.V2);
        trial.ticket("T-1", Trial.STAGES).ticket("T-2", List.of("webhook")).ticket("T-3", List.of("webhook"));

        assertThat(trial.attempt().rule()).isEqualTo("PG-735");
    }

    @Test
    void rootsAloneAndNothingElseAreProductions() throws Exception {
        Trial trial = tickets(3, "", Speaks.V2);
        names(3).forEach(name -> trial.ticket(name, List.of("webhook")));

        assertThat(trial.attempt().rule()).isEqualTo("PG-737");
    }

    @Test
    void spansInAnotherOrderAreAMiss() throws Exception {
        Trial trial = tickets(1, "", Speaks.V2);
        trial.ticket("T-1", List.of("webhook", "worker", "queue", "knowledge-base", "servicedesk"));

        assertThat(trial.attempt().judgement("spans"))
                .returns(false, judgement -> judgement.met())
                .satisfies(judgement -> assertThat(judgement.actual()).contains("worker begins before queue"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Speaks.class,
            names = {"V2", "V3"})
    void errorSpansAreNamedAndCanBeAllowed(Speaks language) throws Exception {
        Trial strict = tickets(1, "", language);
        strict.trace("T-1", Trial.STAGES, Map.of("ticket", "T-1"), "worker", Duration.ZERO);
        Trial lenient = tickets(1, "no-errors: false", language);
        lenient.trace("T-1", Trial.STAGES, Map.of("ticket", "T-1"), "worker", Duration.ZERO);

        assertThat(strict.attempt().rule()).isEqualTo("PG-731");
        Outcome second = strict.attempt();
        assertThat(second.rule()).isEqualTo("PG-730");
        assertThat(second.explanation()).contains("worker: do worker (it broke)");
        assertThat(lenient.attempt().met()).isTrue();
    }

    @Test
    void durationsAndSharesAreJudgedOverAllTraces() throws Exception {
        Trial slow = tickets(2, "duration: < 4s", Speaks.V2);
        names(2).forEach(name -> slow.ticket(name, Trial.STAGES));
        Trial share = tickets(4, "share: '>= 75%'", Speaks.V2);
        names(3).forEach(name -> share.ticket(name, Trial.STAGES));
        share.ticket("T-4", List.of("webhook", "queue"));

        assertThat(slow.attempt().judgement("duration"))
                .satisfies(judgement -> assertThat(judgement.actual()).contains("2 of 2 not: T-1: 5s"));
        assertThat(share.attempt().met()).isTrue();
    }

    @Test
    void aTraceIsFoundByItsId() throws Exception {
        String id = String.format("%032x", "T-1".hashCode() & 0xffffffffL);
        for (Speaks habit : List.of(Speaks.V3, Speaks.BASE64, Speaks.BARE)) {
            Trial trial = new Trial(folder, "{ trace-id: '" + id + "', " + SPANS + " }", Speaks.V3, habit);
            trial.ticket("T-1", Trial.STAGES);

            Outcome outcome = trial.attempt();

            assertThat(outcome.met()).as(habit + outcome.explanation()).isTrue();
            assertThat(outcome.reading().traces().getFirst().id()).isEqualTo(id);
            assertThat(trial.system.asked()).containsExactly("/api/v3/services", "/api/v3/traces/" + id);
        }
    }

    @Test
    void theRunIsFoundByItsBaggageOrByTheNameItGoesBy() throws Exception {
        for (Map<String, String> tags : List.of(
                Map.of("prodgate.run", "run-1"),
                Map.of("user_agent.original", FakeSystem.USER_AGENT),
                Map.of("http.user_agent", FakeSystem.USER_AGENT))) {
            Trial trial = new Trial(folder, "{ service: webhook, at-least: 2, " + SPANS + " }", Speaks.V2);
            trial.trace("a", Trial.STAGES, tags, "", Duration.ZERO)
                    .trace("b", Trial.STAGES, tags, "", Duration.ZERO)
                    .trace("c", Trial.STAGES, Map.of("prodgate.run", "run-0"), "", Duration.ZERO);

            Outcome outcome = trial.attempt();

            assertThat(outcome.met()).as(outcome.explanation()).isTrue();
            assertThat(outcome.reading().found()).isEqualTo(2);
            assertThat(outcome.reading().search())
                    .contains(tags.entrySet().iterator().next().toString());
        }
    }

    @Test
    void fewerThanWantedOfAnUnknownNumberAreNotJudged() throws Exception {
        Trial trial = new Trial(folder, "{ service: webhook, at-least: 10 }", Speaks.V2);
        for (int i = 0; i < 9; i++) {
            trial.trace("t" + i, Trial.STAGES, Map.of("prodgate.run", "run-1"), "", Duration.ZERO);
        }

        assertThat(trial.attempt().diagnosis().orElseThrow())
                .returns("PG-739", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void tagsAreComparedHereWhereOnlyVersionThreeIsSpoken() throws Exception {
        for (Speaks habit : List.of(Speaks.V3, Speaks.NOT_FOUND)) {
            Trial trial = new Trial(
                    folder, "{ service: webhook, tag: { ticket: '${item.name}' }, for-each: [T-1] }", Speaks.V3, habit);
            trial.ticket("T-1", Trial.STAGES).ticket("T-2", Trial.STAGES);

            Outcome outcome = trial.attempt();

            assertThat(outcome.met()).as(outcome.explanation()).isTrue();
            assertThat(outcome.reading().found()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Speaks.class,
            names = {"V2", "V3"})
    void moreTracesThanAreAskedForAtOnceAreReadByHalvesOfTheTime(Speaks language) throws Exception {
        Trial trial = new Trial(folder, "{ service: webhook, at-least: 700, spans: [webhook] }", language);
        many(trial, 700, Map.of("prodgate.run", "run-1"));

        Outcome outcome = trial.attempt();

        assertThat(outcome.met()).as(outcome.explanation()).isTrue();
        assertThat(outcome.reading().found()).isEqualTo(700);
    }

    @Test
    void theOneThatIsLookedForIsFoundAmongManyOthers() throws Exception {
        Trial trial = tickets(1, "", Speaks.V3);
        trial.ticket("T-1", Trial.STAGES);
        trial.time.advance(Duration.ofSeconds(30));
        many(trial, 500, Map.of("ticket", "other"));

        assertThat(trial.attempt().met()).isTrue();
    }

    @Test
    void aPartOfTheTracesProvesNothing() throws Exception {
        Trial together = new Trial(folder, "{ service: webhook, at-least: 10 }", Speaks.V2);
        many(together, 1100, Map.of("prodgate.run", "run-1"));
        Trial single = tickets(1, "within: 1s", Speaks.V3);
        single.trace("x", List.of("webhook"), Map.of("ticket", "T-0"), "", Duration.ZERO);
        for (int i = 0; i < 250; i++) {
            single.trace("same" + i, List.of("webhook"), Map.of("ticket", "T-0"), "", Duration.ZERO);
        }

        Outcome outcome = together.attempt();
        assertThat(outcome.diagnosis().orElseThrow())
                .returns("PG-740", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
        assertThat(outcome.judgement("error spans").remark()).startsWith(Judgement.UNDECIDED);
        assertThat(single.attempt().rule()).isEqualTo("PG-740");
    }

    @Test
    void whatIsWrongWithAPartIsWrongWithAll() throws Exception {
        Trial trial = new Trial(folder, "{ service: webhook, at-least: 10 }", Speaks.V2);
        many(trial, 1100, Map.of("prodgate.run", "run-1"));
        trial.trace("broken", List.of("webhook"), Map.of("prodgate.run", "run-1"), "webhook", Duration.ZERO);

        assertThat(trial.attempt().rule()).isEqualTo("PG-731");
    }

    /** Traces of one span each, some milliseconds apart. */
    private static void many(Trial trial, int count, Map<String, String> tags) {
        for (int i = 0; i < count; i++) {
            trial.time.advance(Duration.ofMillis(10));
            trial.trace("many-" + i, List.of("webhook"), tags, "", Duration.ZERO);
        }
    }

    @Test
    void aCheckWhoseOwnTimeEndsFirstDoesNotBlameProduction() throws Exception {
        Trial trial = tickets(2, "within: 60s", Speaks.V2).within(Duration.ofSeconds(20));
        trial.ticket("T-1", Trial.STAGES);

        assertThat(trial.attempt().rule()).isIn("PG-734", "PG-739");
    }

    @ParameterizedTest
    @CsvSource({
        "401, PG-700, CONFIGURATION",
        "404, PG-701, CONFIGURATION",
        "400, PG-702, CONFIGURATION",
        "503, PG-705, INFRASTRUCTURE",
        "page, PG-704, CONFIGURATION",
        "text, PG-704, CONFIGURATION",
        "other, PG-704, CONFIGURATION",
        "cut, PG-703, CONFIGURATION",
        "silent, PG-705, INFRASTRUCTURE"
    })
    void aJaegerThatDoesNotTellIsNeverProductions(String what, String rule, Cause cause) throws Exception {
        Trial trial = tickets(1, "", Speaks.V2);
        FakeSystem system = new FakeSystem(request -> switch (what) {
            case "page" -> Said.page(200);
            case "text" -> Said.json(200, "{\"data\": [");
            case "other" -> Said.json(200, "{\"status\": \"ok\"}");
            case "cut" -> Optional.of(new Said(200, "application/json", "{\"data\": [", true));
            case "silent" -> Said.nothing();
            default -> Said.json(Integer.parseInt(what), "no");
        });

        Outcome outcome = trial.attempt(system);

        assertThat(outcome.diagnosis().orElseThrow())
                .returns(rule, Diagnosis::rule)
                .returns(cause, Diagnosis::cause);
    }

    @Test
    void spansThatCannotBeReadAreNotSpansThatAreMissing() throws Exception {
        Trial trial = tickets(1, "", Speaks.V2);
        trial.jaeger.first(request -> request.url().getPath().equals("/api/traces")
                ? Said.json(
                        200, "{\"data\":[{\"traceID\":\"1\",\"spans\":[{\"spanID\":\"1\",\"startTime\":\"noon\"}]}]}")
                : Optional.empty());

        assertThat(trial.attempt().rule()).isEqualTo("PG-704");
    }

    private Trial tickets(int count, String more, Speaks first, Speaks... others) {
        String each = names(count).stream().collect(Collectors.joining(", ", "[", "]"));
        return new Trial(
                folder,
                "{ service: webhook, tag: { ticket: '${item.name}' }, for-each: " + each + ", " + SPANS
                        + (more.isEmpty() ? "" : ", " + more) + " }",
                first,
                others);
    }

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "T-" + i).toList();
    }
}
