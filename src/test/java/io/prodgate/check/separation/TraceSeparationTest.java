package io.prodgate.check.separation;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.separation.SeparationTrial.Outcome;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Judgement;
import io.prodgate.testing.FakeSystem;
import io.prodgate.testing.FakeSystem.Said;
import io.prodgate.testing.JaegerStub;
import io.prodgate.testing.JaegerStub.Speaks;
import io.prodgate.testing.JaegerStub.StubSpan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Traces of a Jaeger in small, in the ten minutes of the run. */
class TraceSeparationTest {
    private static final String MARK = "user_agent.synthetic.type";

    @TempDir
    Path folder;

    private SeparationTrial trial;
    private int spans;

    @BeforeEach
    void plan() throws Exception {
        trial = with("{ traces: { service: webhook } }");
    }

    private SeparationTrial with(String own) throws Exception {
        return new SeparationTrial(folder, URI.create("https://prometheus.example.com"), own);
    }

    @ParameterizedTest
    @EnumSource(
            value = Speaks.class,
            names = {"V2", "V3"})
    void markedTracesOfARunAmongThoseOfUsersAreProven(Speaks language) throws Exception {
        JaegerStub jaeger = new JaegerStub(trial.time, language);
        trace(jaeger, Map.of("prodgate.run", "run-1", MARK, "test"));
        trace(jaeger, Map.of("http.route", "/tickets"));

        Outcome outcome = trial.attempt(new FakeSystem(jaeger));

        assertThat(outcome.diagnosis()).as(outcome.evidence().toString()).isEmpty();
        assertThat(outcome.judgement("traces of test traffic").remark())
                .isEqualTo("traces of test traffic: service webhook, tags user_agent.synthetic.type=test");
    }

    @Test
    void aRunIsFoundByItsUserAgentAsWell() throws Exception {
        JaegerStub jaeger = new JaegerStub(trial.time, Speaks.V2);
        trace(jaeger, Map.of("user_agent.original", FakeSystem.USER_AGENT, MARK, "test"));
        trace(jaeger, Map.of());

        assertThat(trial.attempt(new FakeSystem(jaeger)).rule()).isEqualTo("met");
    }

    @Test
    void aTraceWithoutTheMarkIsMissedAndLeaksIntoThoseOfUsers() throws Exception {
        JaegerStub jaeger = new JaegerStub(trial.time, Speaks.V2);
        trace(jaeger, Map.of("prodgate.run", "run-1", MARK, "test"));
        trace(jaeger, Map.of("prodgate.run", "run-1"));
        trace(jaeger, Map.of());

        Outcome first = trial.attempt(new FakeSystem(jaeger));
        Outcome second = trial.attempt(new FakeSystem(jaeger));

        assertThat(first.judgement("traces of test traffic").actual()).startsWith("1 of 2 traces are not: ");
        assertThat(first.judgement("traces of real users").actual())
                .startsWith("1 of 2 traces hold a run of prodgate: ");
        assertThat(first.rule()).isEqualTo("PG-778");
        assertThat(second.diagnosis().orElseThrow())
                .returns("PG-777", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void aFilterForRealUsersThatFindsTheRunIsALeakThoughItIsMarked() throws Exception {
        trial = with("{ traces: { service: webhook, real: { traffic: user } } }");
        JaegerStub jaeger = new JaegerStub(trial.time, Speaks.V2);
        trace(jaeger, Map.of("prodgate.run", "run-1", MARK, "test", "traffic", "user"));
        trace(jaeger, Map.of("traffic", "user"));

        Outcome outcome = trial.attempt(new FakeSystem(jaeger));

        assertThat(outcome.judgement("traces of test traffic").met()).isTrue();
        assertThat(outcome.judgement("traces of real users").met()).isFalse();
        assertThat(outcome.rule()).isEqualTo("PG-778");
        assertThat(trial.time.now()).isEqualTo(SeparationTrial.NOON);
    }

    @Test
    void aRunThatLeftNoTracesWhileUsersDidIsMissed() throws Exception {
        JaegerStub jaeger = new JaegerStub(trial.time, Speaks.V2);
        trace(jaeger, Map.of());

        Outcome outcome = trial.attempt(new FakeSystem(jaeger));

        assertThat(outcome.judgement("traces of test traffic").actual()).isEqualTo("(absent)");
        assertThat(outcome.rule()).isEqualTo("PG-778");
        assertThat(trial.time.now()).isEqualTo(SeparationTrial.NOON.plusSeconds(60));
    }

    @Test
    void tracesThatComeInLateAreWaitedFor() throws Exception {
        JaegerStub jaeger = new JaegerStub(trial.time, Speaks.V2);
        trace(jaeger, Map.of());
        trace(jaeger, Map.of("prodgate.run", "run-1", MARK, "test"), Duration.ofSeconds(12));

        assertThat(trial.attempt(new FakeSystem(jaeger)).rule()).isEqualTo("met");
        assertThat(trial.time.now()).isEqualTo(SeparationTrial.NOON.plusSeconds(15));
    }

    @Test
    void withoutTimeToWaitForThemNothingIsDecided() throws Exception {
        JaegerStub jaeger = new JaegerStub(trial.time, Speaks.V2);
        trace(jaeger, Map.of());

        Outcome outcome = trial.until(SeparationTrial.NOON.plusSeconds(12)).attempt(new FakeSystem(jaeger));

        assertThat(outcome.judgement("traces of test traffic").remark()).startsWith(Judgement.UNDECIDED);
        assertThat(outcome.rule()).isEqualTo("PG-780");
    }

    @Test
    void noTracesAtAllProveNothing() throws Exception {
        assertThat(trial.attempt(new FakeSystem(new JaegerStub(trial.time, Speaks.V2)))
                        .rule())
                .isEqualTo("PG-779");
    }

    @Test
    void aRunWithoutUsersProvesNothing() throws Exception {
        JaegerStub jaeger = new JaegerStub(trial.time, Speaks.V2);
        trace(jaeger, Map.of("prodgate.run", "run-1", MARK, "test"));

        assertThat(trial.attempt(new FakeSystem(jaeger)).rule()).isEqualTo("PG-780");
    }

    @Test
    void aJaegerThatIsSilentIsNoNewsOfProduction() throws Exception {
        assertThat(trial.attempt(new FakeSystem(request -> Said.nothing())).rule())
                .isEqualTo("PG-705");
    }

    @Test
    void aSilenceThatEndsIsForgotten() throws Exception {
        JaegerStub jaeger = new JaegerStub(trial.time, Speaks.V2);
        trace(jaeger, Map.of("prodgate.run", "run-1", MARK, "test"));
        trace(jaeger, Map.of());
        Instant up = SeparationTrial.NOON.plusSeconds(8);
        FakeSystem system =
                new FakeSystem(request -> trial.time.now().isBefore(up) ? Optional.empty() : jaeger.apply(request));

        assertThat(trial.attempt(system).rule()).isEqualTo("met");
    }

    private void trace(JaegerStub jaeger, Map<String, String> tags) {
        trace(jaeger, tags, Duration.ZERO);
    }

    private void trace(JaegerStub jaeger, Map<String, String> tags, Duration after) {
        spans++;
        jaeger.keep(
                new StubSpan(
                        String.format("%032x", spans),
                        String.format("%016x", spans),
                        "",
                        "webhook",
                        "POST /tickets",
                        SeparationTrial.NOON.minusSeconds(60),
                        Duration.ofMillis(30),
                        false,
                        tags),
                after);
    }
}
