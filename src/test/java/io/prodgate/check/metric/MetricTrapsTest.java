package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading.Kind;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each trap of numbers against a real Prometheus: first the plain query is believed and wrong, then the check is not. */
class MetricTrapsTest {
    private static final int HOUR = 3_600;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() {
        OpenMetrics past = OpenMetrics.until(MetricTrial.END, Duration.ofHours(24), Duration.ofMinutes(1));
        past.up("good")
                .up("saturated")
                .up("idle")
                .up("few")
                .up("resetting")
                .up("tickets")
                .up("odd");
        histogram(past, "good", at -> at / 60.0, "1", 0.2, "5", 0.99, "60", 1.0, "120", 1.0);
        histogram(past, "saturated", at -> at / 60.0, "1", 0.1, "10", 0.5);
        histogram(past, "idle", at -> 100, "1", 0.5, "60", 1.0);
        histogram(past, "few", at -> at > 20 * HOUR ? 3 : 0, "1", 0.5, "60", 1.0);
        past.series("failures_total{job=\"resetting\",instance=\"resetting-0\"}", at -> at < 23 * HOUR ? at / 60 : 0);
        past.series("retries_total{job=\"odd\",instance=\"odd-0\"}", at -> at < 12 * HOUR ? 50 : 0);
        for (String tenant : new String[] {"a", "b"}) {
            String labels = "job=\"tickets\",instance=\"tickets-0\",tenant_id=\"" + tenant + "\"";
            past.series("enhancement_success_rate_total{" + labels + ",status=\"failure\"}", at -> at);
            past.series(
                    "enhancement_success_rate_total{" + labels + ",status=\"success\"}",
                    at -> tenant.equals("a") ? at * 99 : Double.NaN);
        }
        past.series(
                "up{job=\"gapped\",instance=\"gapped-0\"}", at -> at > 10 * HOUR && at < 12 * HOUR ? Double.NaN : 1);
        past.series(
                "errors_total{job=\"gapped\",instance=\"gapped-0\"}",
                at -> at > 10 * HOUR && at < 12 * HOUR ? Double.NaN : 7);
        past.series("up{job=\"downed\",instance=\"downed-0\"}", at -> at > 10 * HOUR && at < 11 * HOUR ? 0 : 1);
        past.series(
                "errors_total{job=\"downed\",instance=\"downed-0\"}",
                at -> at > 10 * HOUR && at < 11 * HOUR ? Double.NaN : 7);
        prometheus = PrometheusServer.with(data, past);
    }

    private static void histogram(
            OpenMetrics past, String job, java.util.function.LongToDoubleFunction count, Object... shares) {
        String labels = "job=\"" + job + "\",instance=\"" + job + "-0\"";
        for (int i = 0; i < shares.length; i += 2) {
            double share = (Double) shares[i + 1];
            past.series(
                    "request_duration_seconds_bucket{" + labels + ",le=\"" + shares[i] + "\"}",
                    at -> count.applyAsDouble(at) * share);
        }
        past.series("request_duration_seconds_bucket{" + labels + ",le=\"+Inf\"}", count);
        past.series("request_duration_seconds_count{" + labels + "}", count);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void aGoodQuantileIsMetWithAllItStandsOn() throws Exception {
        MetricTrial trial = trial("""
            { query: 'histogram_quantile(0.95, sum by (le) (rate(request_duration_seconds_bucket{job="good"}[24h])))',
              expect: < 60s, min-samples: 10, window: 24h }
            """);

        assertThat(trial.met()).as(trial.facts().toString()).isTrue();
        assertThat(trial.flaws()).isEmpty();
        assertThat(trial.reading().observations())
                .hasValueSatisfying(count -> assertThat(count).isBetween(1_430L, 1_450L));
        assertThat(trial.judgement().actual()).matches("4s\\d+ms");
    }

    @Test
    void aBadQuantileIsProductionsOnceConfirmed() throws Exception {
        MetricTrial trial = trial("""
            { query: 'histogram_quantile(0.95, sum by (le) (rate(request_duration_seconds_bucket{job="good"}[24h])))',
              expect: < 2s, window: 24h }
            """);

        assertThat(trial.met()).isFalse();
        assertThat(trial.judgement().remark()).doesNotStartWith(Judgement.UNDECIDED);
        assertThat(trial.diagnosis().cause()).isEqualTo(Cause.PRODUCTION);
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-710");
    }

    @Test
    void aQuantileAtTheHighestFiniteBucketSaysNothing() throws Exception {
        trapped(
                "histogram_quantile(0.95, sum by (le)"
                        + " (increase(request_duration_seconds_bucket{job=\"saturated\"}[86400s])))",
                "expect: < 60s",
                value -> value >= 60,
                Kind.SATURATED,
                Cause.CONFIGURATION,
                "add a bucket at 1m");
    }

    @Test
    void aQuantileAtTheBoundOfTheHighestBucketSaysNothingEither() throws Exception {
        trapped(
                "histogram_quantile(0.95, sum by (le)"
                        + " (increase(request_duration_seconds_bucket{job=\"saturated\"}[86400s])))",
                "expect: <= 10s",
                value -> value > 10,
                Kind.SATURATED,
                Cause.CONFIGURATION,
                "it stands for that or more");
    }

    @Test
    void nothingObservedIsNoGoodNews() throws Exception {
        trapped(
                "histogram_quantile(0.95, sum by (le)"
                        + " (increase(request_duration_seconds_bucket{job=\"idle\"}[86400s])))",
                "expect: < 60s",
                value -> value >= 60,
                Kind.NOT_A_NUMBER,
                Cause.INFRASTRUCTURE,
                "there was nothing to compute it from");
    }

    @Test
    void tooFewObservationsAreNoQuantile() throws Exception {
        trapped(
                "histogram_quantile(0.95, sum by (le)"
                        + " (increase(request_duration_seconds_bucket{job=\"few\"}[86400s])))",
                "expect: < 60s",
                value -> value >= 60,
                Kind.TOO_FEW,
                Cause.INFRASTRUCTURE,
                "it stands on 3 observations, and needs 20");
    }

    @Test
    void anEmptyResultIsNoGoodNews() throws Exception {
        trapped(
                "max(retries_total{job=\"odd\"} > 1000)",
                "expect: < 10",
                value -> value >= 10,
                Kind.EMPTY,
                Cause.INFRASTRUCTURE,
                "the query has no result");
    }

    @Test
    void aSelectorThatMatchesNothingIsNoZero() throws Exception {
        trapped(
                "sum(increase(errors_total{job=\"gappde\"}[86400s])) or vector(0)",
                "expect: 0",
                value -> value != 0,
                Kind.NO_SERIES,
                Cause.CONFIGURATION,
                "errors_total{job=\"gappde\"} matches no series");
    }

    @Test
    void aRateTimesHundredIsNoPercentage() throws Exception {
        trapped(
                "sum(rate(enhancement_success_rate_total{tenant_id=\"b\"}[1h])) * 100",
                "expect: '>= 95'",
                value -> value < 95,
                Kind.RATE_AS_PERCENTAGE,
                Cause.CONFIGURATION,
                "a rate per second times 100 is no percentage");
    }

    @Test
    void whatIsMoreThanTheWholeIsNoShare() throws Exception {
        trapped(
                "sum(increase(enhancement_success_rate_total{tenant_id=\"a\"}[86400s])) / 60",
                "expect: '>= 95%'",
                value -> value < 0.95,
                Kind.NOT_A_SHARE,
                Cause.CONFIGURATION,
                "is no share of 1");
    }

    @Test
    void aGapInTheScrapesHidesWhatHappened() throws Exception {
        trapped(
                "sum(increase(errors_total{job=\"gapped\"}[86400s]))",
                "expect: 0",
                value -> value != 0,
                Kind.GAP,
                Cause.INFRASTRUCTURE,
                "job \"gapped\" was not scraped for up to 1h5");
    }

    @Test
    void aTargetThatWasDownHidesWhatHappened() throws Exception {
        trapped(
                "sum(increase(errors_total{job=\"downed\"}[86400s]))",
                "expect: 0",
                value -> value != 0,
                Kind.GAP,
                Cause.INFRASTRUCTURE,
                "target downed-0 of job \"downed\" was down (up == 0)");
    }

    @Test
    void aGapThatThePlanToleratesIsFine() throws Exception {
        MetricTrial trial = trial("""
            { query: 'sum(increase(errors_total{job="downed"}[$window]))', expect: 0, window: 24h, tolerate: { gap: 90m } }
            """);

        assertThat(trial.flaws()).isEmpty();
        assertThat(trial.judgements())
                .allSatisfy(judgement -> assertThat(judgement.met()).isTrue());
    }

    @Test
    void aCounterThatBeganAnewHidesWhatItCounted() throws Exception {
        trapped(
                "failures_total{job=\"resetting\"}",
                "expect: < 10",
                value -> value >= 10,
                Kind.RESET,
                Cause.INFRASTRUCTURE,
                "use rate() or increase()");
        trapped(
                "increase(retries_total{job=\"odd\"}[86400s])",
                "expect: 0",
                value -> value != 0,
                Kind.RESET,
                Cause.INFRASTRUCTURE,
                "what they counted just before is lost");
    }

    @Test
    void aMissThatARateStillShowsAfterAResetIsAMiss() throws Exception {
        MetricTrial trial = trial("""
            { query: 'increase(failures_total{job="resetting"}[$window])', expect: < 10, window: 24h }
            """);

        assertThat(trial.flaws()).containsExactly(Kind.RESET);
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-710");
    }

    @Test
    void severalSeriesAreNotOneNumber() throws Exception {
        trapped(
                "sum by (tenant_id) (increase(enhancement_success_rate_total{status=\"failure\"}[86400s])) < bool 1",
                "expect: '>= 0'",
                value -> value < 0,
                Kind.SEVERAL_SERIES,
                Cause.CONFIGURATION,
                "2 series where one is expected");
    }

    @Test
    void aTenantWithoutASingleSuccessIsNotLeftOut() throws Exception {
        String query = "100 * sum by (tenant_id) (increase(enhancement_success_rate_total{status=\"success\"}[86400s]))"
                + " / sum by (tenant_id) (increase(enhancement_success_rate_total[86400s]))";
        MetricTrial trial = trial("{ query: '" + query + "', expect: '>= 95%', window: 24h, per-tenant: tenant_id }");

        assertThat(naive(query, value -> value < 95)).isTrue();
        assertThat(trial.met()).isFalse();
        assertThat(trial.judgements())
                .extracting(Judgement::subject)
                .containsExactly("value of tenant_id=a", "value of tenant_id=b");
        assertThat(trial.judgements()).extracting(Judgement::met).containsExactly(true, false);
        assertThat(trial.judgements().getLast().remark()).startsWith(Judgement.UNDECIDED);
    }

    @Test
    void aQueryThatLooksAtNoSeriesSaysNothing() throws Exception {
        trapped(
                "vector(0)",
                "expect: 0",
                value -> value != 0,
                Kind.NO_SERIES,
                Cause.CONFIGURATION,
                "selects no series");
    }

    private void trapped(String query, String expect, DoublePredicate bad, Kind kind, Cause cause, String said)
            throws Exception {
        MetricTrial trial = trial("{ query: '" + query + "', " + expect + ", window: 24h }");

        assertThat(naive(query, bad)).as("naively passes").isTrue();
        assertThat(trial.met()).as("is not met").isFalse();
        assertThat(trial.flaws()).contains(kind);
        assertThat(trial.judgement().remark()).startsWith(Judgement.UNDECIDED).contains(said);
        assertThat(trial.diagnosis().cause())
                .as(trial.diagnosis().explanation())
                .isEqualTo(cause);
    }

    private boolean naive(String query, DoublePredicate bad) throws Exception {
        return MetricTrial.naivelyPasses(folder, prometheus.url(), query, bad);
    }

    private MetricTrial trial(String own) throws Exception {
        return MetricTrial.of(folder, prometheus.url(), own);
    }
}
