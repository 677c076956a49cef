package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading.Kind;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters that appear within the window with a value, against a real Prometheus that knows two days. */
class BornCountersTest {
    private static final int HOUR = 3_600;
    private static final int BORN = 36 * HOUR;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() {
        OpenMetrics past = OpenMetrics.until(MetricTrial.END, Duration.ofHours(48), Duration.ofMinutes(1));
        past.up("platform");
        past.series("alert_trigger_total{" + labels("once") + "}", at -> at < BORN ? Double.NaN : 1);
        past.series("alert_trigger_total{" + labels("just-now") + "}", at -> at < 48 * HOUR ? Double.NaN : 1);
        past.series("alert_trigger_total{" + labels("known") + "}", at -> 3);
        past.series("alert_trigger_total{" + labels("initialised") + "}", at -> at < BORN ? Double.NaN : 0);
        past.series("alert_trigger_total{" + labels("often") + "}", at -> at < BORN ? Double.NaN : at / HOUR);
        past.series(
                "alert_trigger_total{" + labels("unseen") + "}",
                at -> at > 23.8 * HOUR && at < 24.2 * HOUR ? Double.NaN : 9);
        past.series(
                "alert_trigger_total{" + labels("restarted") + "}", at -> at < BORN ? Double.NaN : at == BORN ? 1 : 0);
        requests(past, "deployed", 6, 1);
        requests(past, "failing", 2, 8);
        prometheus = PrometheusServer.with(data, past);
    }

    private static String labels(String name) {
        return "job=\"platform\",instance=\"platform-0\",alertname=\"" + name + "\"";
    }

    /** Five good ones a minute from its birth on, and what there was of good and bad at first. */
    private static void requests(OpenMetrics past, String name, int good, int bad) {
        int born = name.equals("failing") ? 48 * HOUR - 120 : 42 * HOUR + 60;
        past.series(
                "requests_total{" + labels(name) + ",status=\"success\"}",
                at -> at < born ? Double.NaN : good + (at - born) / 12.0);
        past.series("requests_total{" + labels(name) + ",status=\"failure\"}", at -> at < born ? Double.NaN : bad);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void anAlertThatFiredForTheFirstTimeIsNotNone() throws Exception {
        MetricTrial trial = alerts("once", "0");

        assertThat(MetricTrial.naivelyPasses(
                        folder,
                        prometheus.url(),
                        "sum(increase(alert_trigger_total{alertname=\"once\"}[24h]))",
                        value -> value != 0))
                .as("naively passes")
                .isTrue();
        assertThat(trial.met()).isFalse();
        assertThat(trial.flaws()).containsExactly(Kind.BORN);
        assertThat(trial.judgement().remark()).startsWith(Judgement.UNDECIDED).contains("with that it would be 1");
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-711");
        assertThat(trial.diagnosis().cause()).isEqualTo(Cause.CONFIGURATION);
    }

    @Test
    void itIsSeenAtTheirPointToo() throws Exception {
        MetricTrial trial = trial("""
            { query: 'sum(rate(alert_trigger_total{alertname="once"}[1h])) or vector(0)', window: 24h, expect: 0 }
            """);

        assertThat(trial.met()).isFalse();
        assertThat(trial.flaws()).containsExactly(Kind.BORN);
        assertThat(trial.judgement().remark()).contains("missed at 1,");
    }

    @Test
    void anAlertWhoseCounterHasOneSampleOnlyIsNotNone() throws Exception {
        MetricTrial trial = trial("""
            { query: 'sum(increase(alert_trigger_total{alertname=~"just-now|known"}[$window]))', window: 24h, expect: 0 }
            """);

        assertThat(trial.met()).isFalse();
        assertThat(trial.flaws()).containsExactly(Kind.BORN);
    }

    @Test
    void aFirstValueThatWasLostInARestartIsNotNone() throws Exception {
        MetricTrial trial = trial("""
            { query: 'sum(increase(alert_trigger_total{alertname="restarted"}[$window]))', window: 24h, expect: 0,
              tolerate: { resets: 1 } }
            """);

        assertThat(trial.met()).isFalse();
        assertThat(trial.flaws()).containsExactly(Kind.BORN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "increase(alert_trigger_total{S}[24h] offset 1m)",
                "sum(increase(alert_trigger_total{S}[23h] @ end()))",
                "increase(alert_trigger_total{S}[24h] @ end() offset 1m)",
                "3600 * sum(rate(alert_trigger_total{S}[24h] offset 1m @ end()))",
                "max_over_time(sum(increase(alert_trigger_total{S}[1h]))[24h:30m])",
                "max_over_time(sum(irate(alert_trigger_total{S}[5m]))[24h:1m])",
                "sum(increase(alert_trigger_total{S}[24h:1m]))",
                "increase(sum(alert_trigger_total{S})[24h:1m])",
                "increase(sum(alert_trigger_total{S})[24h:1m] @ end())",
                "rate(sum(alert_trigger_total{S})[24h:1m] offset 10m)",
                "sum(delta(alert_trigger_total{S}[24h]))",
                "sum(changes(alert_trigger_total{S}[24h]))",
                "sum(alert_trigger_total{S} - alert_trigger_total{S} offset 1d) or vector(0)"
            })
    void whicheverWayTheGrowthIsComputed(String query) throws Exception {
        String once = query.replace("S", "alertname=\"once\"");
        MetricTrial trial = trial("{ query: '" + once + "', window: 24h, expect: 0 }");

        assertThat(MetricTrial.naivelyPasses(folder, prometheus.url(), once, value -> value != 0))
                .as("naively passes")
                .isTrue();
        assertThat(trial.met()).isFalse();
        assertThat(trial.flaws()).contains(Kind.BORN);
        assertThat(trial.judgement().remark()).startsWith(Judgement.UNDECIDED);
        for (String known : new String[] {"known", "initialised"}) {
            if (!query.contains(")[24h:1m] @")) {
                MetricTrial fine = trial("{ query: '" + query.replace("S", "alertname=\"" + known + "\"")
                        + "', window: 24h, expect: 0 }");
                assertThat(fine.met()).as(known + fine.facts()).isTrue();
            }
        }
    }

    @Test
    void namesInTextsAreNoFunctions() throws Exception {
        MetricTrial trial = trial("""
            { query: 'sum(increase(alert_trigger_total{alertname="known",job!="rate(x[5m])"}[24h])) # rate(y[5m])',
              window: 24h, expect: 0 }
            """);

        assertThat(trial.flaws()).isEmpty();
        assertThat(trial.met()).isTrue();
    }

    @Test
    void aCounterThatWasThereBeforeOrBeginsWithZeroIsFine() throws Exception {
        for (String name : new String[] {"known", "initialised"}) {
            MetricTrial trial = alerts(name, "0");

            assertThat(trial.flaws()).as(name).isEmpty();
            assertThat(trial.met()).as(name).isTrue();
        }
    }

    @Test
    void aCounterThatOnlyWasNotSeenForAsLongAsThePlanToleratesIsNotNew() throws Exception {
        String own = "{ preset: alerts, select: 'alertname=\"unseen\"', window: 24h, expect: 0%s }";

        assertThat(trial(own.formatted("")).flaws()).containsExactly(Kind.BORN);
        assertThat(trial(own.formatted(", tolerate: { gap: 30m }")).met()).isTrue();
    }

    @Test
    void aNumberThatIsMissedBothWaysIsAMiss() throws Exception {
        MetricTrial trial = alerts("often", "< 10");

        assertThat(trial.flaws()).isEmpty();
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-710");
    }

    @Test
    void aNumberThatIsTooSmallOnlyWithoutTheFirstValueIsNoMiss() throws Exception {
        MetricTrial trial = alerts("often", "> 30");

        assertThat(trial.flaws()).containsExactly(Kind.BORN);
        assertThat(trial.judgement().remark()).startsWith(Judgement.UNDECIDED);
    }

    @Test
    void theFirstRequestsAfterADeployMakeNoDifferenceToTheShareOfThousands() throws Exception {
        MetricTrial trial = share("deployed", "since-deploy");

        assertThat(trial.flaws()).as(trial.facts().toString()).isEmpty();
        assertThat(trial.met()).as(trial.judgements().toString()).isTrue();
    }

    @Test
    void theFirstRequestsMakeADifferenceToTheShareOfFew() throws Exception {
        MetricTrial trial = share("failing", "1h");

        assertThat(trial.flaws()).contains(Kind.BORN);
        assertThat(trial.met()).isFalse();
    }

    private MetricTrial share(String name, String window) throws Exception {
        return trial("{ preset: success-share, metric: requests_total, select: 'alertname=\"" + name + "\"', window: "
                + window + ", expect: '>= 95%' }");
    }

    private MetricTrial alerts(String name, String expect) throws Exception {
        return trial("{ preset: alerts, select: 'alertname=\"" + name + "\"', window: 24h, expect: '" + expect + "' }");
    }

    private MetricTrial trial(String own) throws Exception {
        return MetricTrial.of(folder, prometheus.url(), own);
    }
}
