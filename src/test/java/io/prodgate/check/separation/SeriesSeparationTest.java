package io.prodgate.check.separation;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.separation.SeparationTrial.Outcome;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.evidence.Judgement;
import io.prodgate.testing.FakeSystem;
import io.prodgate.testing.FakeSystem.Said;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series of a real Prometheus: an hour of the past, of which the last ten minutes are the run's. */
class SeriesSeparationTest {
    private static final int RUN_BEGAN = 3_000;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() {
        OpenMetrics past = OpenMetrics.until(SeparationTrial.NOON, Duration.ofHours(1), Duration.ofSeconds(15));
        requests(past, "apart", "false", "", at -> at);
        requests(past, "apart", "true", "", SeriesSeparationTest::inTheRun);
        requests(past, "new", "false", "", at -> at);
        requests(past, "new", "true", ",run=\"run-1\"", at -> at < RUN_BEGAN + 60 ? Double.NaN : 3);
        requests(past, "restarted", "false", "", at -> at);
        requests(past, "restarted", "true", "", at -> at < RUN_BEGAN + 60 ? 50 : 5);
        requests(past, "stopped", "false", "", at -> at);
        requests(past, "stopped", "true", "", at -> at < RUN_BEGAN + 60 ? 50 : 0);
        requests(past, "still", "false", "", at -> at);
        requests(past, "still", "true", "", at -> 7);
        requests(past, "away", "false", "", at -> at);
        requests(past, "away", "true", "", at -> at > 2_000 && at < RUN_BEGAN + 60 ? Double.NaN : 7);
        requests(past, "together", "false", "", at -> at);
        requests(past, "by-agent", "false", ",agent=\"prodgate/0.1.0 (synthetic; run=run-0)\"", at -> at);
        requests(past, "by-agent", "true", "", SeriesSeparationTest::inTheRun);
        requests(past, "by-path", "false", ",path=\"/tickets/of-run-1\"", at -> at);
        requests(past, "by-path", "true", "", SeriesSeparationTest::inTheRun);
        requests(past, "alone", "true", "", SeriesSeparationTest::inTheRun);
        prometheus = PrometheusServer.with(data, past);
    }

    private static double inTheRun(long at) {
        return Math.max(0, at - RUN_BEGAN) + 7;
    }

    private static void requests(
            OpenMetrics past, String job, String synthetic, String labels, LongToDoubleFunction value) {
        past.series("http_requests_total{job=\"" + job + "\",synthetic=\"" + synthetic + "\"" + labels + "}", value);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"apart", "new", "restarted"})
    void aRunThatIsCountedApartIsProven(String job) throws Exception {
        Outcome outcome = trial(job, "").attempt();

        assertThat(outcome.diagnosis()).as(outcome.evidence().toString()).isEmpty();
        assertThat(outcome.judgement("series of test traffic").actual()).isEqualTo("1 of 1 series");
        assertThat(outcome.judgement("series of real users").samples()).isEqualTo(1);
    }

    @Test
    void theReportSaysHowTestTrafficIsLeftOut() throws Exception {
        SeparationTrial trial = new SeparationTrial(folder, prometheus.url(), """
            { metric: { series: 'http_requests_total{job="apart"}', ours: '{synthetic="true"}' }, logs: '{app="webhook"}' }\
            """);

        assertThat(trial.attempt().judgement("series of test traffic").remark())
                .isEqualTo("metrics of real users: http_requests_total{job=\"apart\",synthetic!=\"true\"}; "
                        + "logs of real users: {app=\"webhook\"} != \"prodgate/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"by-agent", "by-path"})
    void whatRealUsersLabelsHoldOfARunIsALeakAndProductionsOnceConfirmed(String job) throws Exception {
        SeparationTrial trial = trial(job, "");
        Outcome first = trial.attempt();
        Outcome second = trial.attempt();

        assertThat(first.judgement("series of test traffic").met()).isTrue();
        assertThat(first.judgement("series of real users").actual())
                .startsWith("1 of 1 series hold a run of prodgate: http_requests_total{");
        assertThat(first.diagnosis().orElseThrow())
                .returns("PG-778", Diagnosis::rule)
                .returns(Next.CONFIRM, Diagnosis::next);
        assertThat(second.diagnosis().orElseThrow())
                .returns("PG-777", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"together", "still", "stopped", "away"})
    void aRunThatCountsNowhereApartIsMissedAfterAWhile(String job) throws Exception {
        SeparationTrial trial = trial(job, ", within: 20s");

        Outcome outcome = trial.attempt();

        assertThat(outcome.judgement("series of test traffic").met()).isFalse();
        assertThat(outcome.judgement("series of test traffic").remark()).doesNotStartWith(Judgement.UNDECIDED);
        assertThat(outcome.rule()).isEqualTo("PG-778");
        assertThat(trial.time.now()).isEqualTo(SeparationTrial.NOON.plusSeconds(20));
    }

    @Test
    void aFilterForRealUsersThatFindsTestTrafficAsWellTellsNothingApart() throws Exception {
        Outcome outcome = trial("apart", "", ", real: 'synthetic=~\".+\"'").attempt();

        assertThat(outcome.judgement("series of real users").actual())
                .startsWith("1 of 2 series are those of test traffic: ");
        assertThat(outcome.rule()).isEqualTo("PG-778");
    }

    @Test
    void theRunsIdMayBeTheMark() throws Exception {
        SeparationTrial trial = new SeparationTrial(folder, prometheus.url(), """
            { metric: { series: 'http_requests_total{job="new"}', ours: 'run="${run.id}"' } }\
            """);

        assertThat(trial.attempt().diagnosis()).isEmpty();
    }

    @Test
    void withoutRealUsersNothingIsProven() throws Exception {
        Outcome outcome = trial("alone", "").attempt();

        assertThat(outcome.judgement("series of test traffic").met()).isTrue();
        assertThat(outcome.judgement("series of real users").remark())
                .startsWith(Judgement.UNDECIDED + "no real users were seen");
        assertThat(outcome.diagnosis().orElseThrow())
                .returns("PG-780", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void whereNobodyIsSeenTheNamesMayBeWrong() throws Exception {
        assertThat(trial("nobody", "").attempt().diagnosis().orElseThrow())
                .returns("PG-779", Diagnosis::rule)
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
    }

    @Test
    void aLongerWindowCountsWhatEarlierRunsDid() throws Exception {
        SeparationTrial trial = new SeparationTrial(folder, prometheus.url(), """
            { window: 2h, metric: { series: 'http_requests_total{job="still"}', ours: 'synthetic="true"' } }\
            """);

        assertThat(trial.attempt().diagnosis()).isEmpty();
    }

    @Test
    void aPrometheusThatIsSilentIsNoNewsOfProduction() throws Exception {
        assertThat(trial("apart", "")
                        .attempt(new FakeSystem(request -> Said.nothing()))
                        .diagnosis()
                        .orElseThrow())
                .returns("PG-705", Diagnosis::rule)
                .returns(Cause.INFRASTRUCTURE, Diagnosis::cause);
    }

    @Test
    void withoutTheRunsBeginningItIsNotAsked() throws Exception {
        FakeSystem system = new FakeSystem(request -> Said.nothing());

        Outcome outcome = trial("apart", "").withoutBeginning().attempt(system);

        assertThat(outcome.diagnosis().orElseThrow().cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(system.requests()).isEmpty();
    }

    private SeparationTrial trial(String job, String more) throws Exception {
        return trial(job, more, "");
    }

    private SeparationTrial trial(String job, String more, String ofMetric) throws Exception {
        return new SeparationTrial(
                folder,
                prometheus.url(),
                "{ metric: { series: 'http_requests_total{job=\"" + job + "\"}', ours: 'synthetic=\"true\"'" + ofMetric
                        + " }" + more + " }");
    }
}
