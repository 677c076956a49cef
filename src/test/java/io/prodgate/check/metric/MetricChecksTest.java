package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading.Kind;
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
import org.junit.jupiter.params.provider.CsvSource;

/** Windows, points, hours and presets against a real Prometheus that knows a week; it ends on a Friday at noon, UTC. */
class MetricChecksTest {
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() {
        OpenMetrics past = OpenMetrics.until(MetricTrial.END, Duration.ofDays(7), Duration.ofMinutes(2));
        platform(past);
        // The week begins at noon UTC: 20:00 to 23:00 UTC is 8 to 11 hours later.
        past.series("up{job=\"nightly\",instance=\"n\"}", at -> at % DAY > 8 * HOUR && at % DAY < 11 * HOUR ? 0 : 1);
        // Monday 10:00 to 12:00 UTC.
        past.series("up{job=\"daily\",instance=\"d\"}", at -> at > 70 * HOUR && at < 72 * HOUR ? 0 : 1);
        prometheus = PrometheusServer.with(data, past);
    }

    private static void platform(OpenMetrics past) {
        past.up("platform");
        for (String histogram : new String[] {"request_duration_seconds", "enhancement_processing_time_seconds"}) {
            series(past, histogram + "_bucket", "le=\"5\"", at -> at / 60.0);
            series(past, histogram + "_bucket", "le=\"60\"", at -> at / 50.0);
            series(past, histogram + "_bucket", "le=\"+Inf\"", at -> at / 50.0);
            series(past, histogram + "_sum", "", at -> at / 10.0);
            series(past, histogram + "_count", "", at -> at / 50.0);
        }
        series(past, "enhancement_success_rate_total", "status=\"success\",tenant_id=\"a\"", at -> at * 0.99);
        series(past, "enhancement_success_rate_total", "status=\"failure\",tenant_id=\"a\"", at -> at * 0.01);
        series(past, "enhancement_success_rate_total", "status=\"success\",tenant_id=\"b\"", at -> at * 0.5);
        series(past, "enhancement_success_rate_total", "status=\"failure\",tenant_id=\"b\"", at -> at * 0.5);
        series(past, "day_total", "status=\"success\",tenant_id=\"busy\"", at -> Math.floor(at * 120.0 / DAY));
        series(past, "day_total", "status=\"success\",tenant_id=\"quiet\"", at -> Math.floor(at * 40.0 / DAY));
        series(past, "queue_depth_gauge", "", at -> at > 6 * DAY + 12 * HOUR && at < 6 * DAY + 18 * HOUR ? 40 : 10);
        series(past, "alert_trigger_total", "alertname=\"HighLatency\"", at -> at < 6.5 * DAY ? 2 : 3);
        series(past, "celery_worker_tasks_active", "hostname=\"w1\"", at -> 3);
        series(past, "celery_worker_tasks_active", "hostname=\"w2\"", at -> 1);
        series(past, "celery_active_process_count", "queue_name=\"celery\"", at -> 8);
        series(past, "celery_active_process_count", "queue_name=\"mail\"", at -> 4);
        series(past, "container_cpu_usage_seconds_total", "pod=\"api\",container=\"api\"", at -> at * 0.25);
        series(past, "container_cpu_usage_seconds_total", "pod=\"api\",container=\"\"", at -> at * 0.75);
        series(past, "container_memory_working_set_bytes", "pod=\"api\",container=\"api\"", at -> 1 << 28);
        series(past, "container_memory_working_set_bytes", "pod=\"api\",container=\"\"", at -> 1 << 30);
        series(past, "pg_settings_max_connections", "", at -> 100);
        series(past, "process_cpu_seconds_total", "", at -> at * 0.25);
        series(past, "process_resident_memory_bytes", "", at -> 1 << 28);
        series(past, "pg_stat_activity_count", "state=\"active\"", at -> at % HOUR < HOUR / 2 ? 5 : 3);
        series(past, "pg_stat_activity_count", "state=\"idle\"", at -> 7);
    }

    private static void series(OpenMetrics past, String name, String labels, LongToDoubleFunction value) {
        past.series(
                name + "{job=\"platform\",instance=\"platform-0\"" + (labels.isEmpty() ? "" : "," + labels) + "}",
                value);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p50-latency | < 5s | >= 5s",
                "p95-latency | < 60s | < 40s",
                "p99-latency | < 60s | < 50s",
                "p50-processing-time | < 5s | > 5s",
                "p95-processing-time | < 60s | < 40s",
                "p99-processing-time | < 60s | < 50s",
                "mean-processing-time | < 6s | < 4s",
                "success-share | >= 74% | >= 75%",
                "tickets | > 170000 | < 1000",
                "tickets-per-hour | >= 7100 | > 7300",
                "queue-depth-max | 40 | < 40",
                "queue-depth-now | 10 | 0",
                "queue-depth-slope | < 1 | > 1",
                "queue-time-above | < 30% | < 20%",
                "alerts | < 1.1 | 0",
                "worker-utilisation | 50% | > 50%",
                "cpu | < 0.26 | < 0.2",
                "memory | < 300MiB | < 200MiB",
                "container-cpu | < 0.26 | < 0.2",
                "container-memory | < 300MiB | < 200MiB",
                "database-connections | <= 12 | < 12",
                "database-connections-used | <= 12% | < 12%",
                "availability | 100% | < 99%"
            })
    void everyPresetIsMetAndMissedOnAHealthyPlatform(String preset, String good, String bad) throws Exception {
        String own = "{ preset: " + preset + ", select: 'job=\"platform\"', window: 24h, expect: '%s' }";
        MetricTrial met = trial(own.formatted(good));
        MetricTrial missed = trial(own.formatted(bad));

        assertThat(met.flaws()).as(met.facts().toString()).isEmpty();
        assertThat(met.met()).as(met.judgements().toString()).isTrue();
        assertThat(missed.met()).isFalse();
        assertThat(missed.diagnosis().rule()).as(missed.judgements().toString()).isEqualTo("PG-710");
    }

    @Test
    void eachTenantIsJudgedForItself() throws Exception {
        MetricTrial trial = trial("""
            { preset: success-share, per-tenant: tenant_id, tenants: [a, c], window: 24h, expect: '>= 95%' }
            """);

        assertThat(trial.judgements())
                .extracting(Judgement::subject)
                .containsExactly(
                        "success-share of tenant_id=a", "success-share of tenant_id=b", "success-share of tenant_id=c");
        assertThat(trial.judgements()).extracting(Judgement::met).containsExactly(true, false, false);
        assertThat(trial.judgements().get(2).remark()).startsWith(Judgement.UNDECIDED);
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-710");
    }

    @Test
    void aHundredTicketsADayAreProvenByThoseThatCameAndAQuietDayIsNoFailure() throws Exception {
        String own = "{ preset: tickets, metric: day_total, select: 'tenant_id=\"%s\"', window: 24h, expect: '>= 100',"
                + " fail-when: < 0 }";
        MetricTrial busy = trial(own.formatted("busy"));
        MetricTrial quiet = trial(own.formatted("quiet"));

        assertThat(Double.parseDouble(busy.reading().value().orElseThrow())).isBetween(119.0, 121.0);
        assertThat(busy.met()).as(busy.judgements().toString()).isTrue();
        assertThat(Double.parseDouble(quiet.reading().value().orElseThrow())).isBetween(39.0, 41.0);
        assertThat(quiet.met()).isFalse();
        assertThat(quiet.diagnosis().rule()).isEqualTo("PG-715");
    }

    @Test
    void aQueryOfTheLastMinutesIsAskedAllThroughTheWindow() throws Exception {
        String own = "{ query: 'max(max_over_time(queue_depth_gauge[10m]))', window: 24h, expect: < 25 %s}";
        MetricTrial strict = trial(own.formatted(""));
        MetricTrial lenient = trial(own.formatted(", points: '>= 70%' "));

        assertThat(MetricTrial.naivelyPasses(
                        folder, prometheus.url(), "max(max_over_time(queue_depth_gauge[10m]))", value -> value >= 25))
                .isTrue();
        assertThat(strict.met()).isFalse();
        assertThat(strict.reading().points()).isEqualTo(144);
        assertThat(strict.diagnosis().rule()).isEqualTo("PG-710");
        assertThat(strict.judgement().actual()).startsWith("met at 1").contains("worst 40");
        assertThat(lenient.met()).as(lenient.judgements().toString()).isTrue();
    }

    @Test
    void betweenSuccessAndFailureNothingIsSaid() throws Exception {
        String own = "{ preset: queue-depth-max, window: 24h, expect: < 25, fail-when: '> %d' }";

        assertThat(trial(own.formatted(100)).flaws()).containsExactly(Kind.BETWEEN);
        assertThat(trial(own.formatted(100)).diagnosis().rule()).isEqualTo("PG-715");
        assertThat(trial(own.formatted(30)).diagnosis().rule()).isEqualTo("PG-710");
    }

    @Test
    void availabilityCountsOnlyInTheHoursThatCount() throws Exception {
        String own = "{ preset: availability, select: 'job=\"%s\"', window: 7d, step: 2m, expect: '>= 99.5%%' %s}";
        String hours = ", hours: { from: '8:00', to: '18:00', zone: Europe/Berlin } ";

        assertThat(trial(own.formatted("nightly", hours)).met()).isTrue();
        assertThat(trial(own.formatted("nightly", "")).diagnosis().rule()).isEqualTo("PG-710");
        assertThat(trial(own.formatted("daily", hours)).diagnosis().rule()).isEqualTo("PG-710");
        assertThat(trial(own.formatted("daily", hours.replace("Berlin", "Berlin, days: [tue-sun]")))
                        .met())
                .isTrue();
    }

    @Test
    void windowsBeginAtTheDeployOrTheRun() throws Exception {
        MetricTrial deploy = trial("{ preset: tickets, window: since-deploy, warm-up: 1h, expect: '> 0' }");
        MetricTrial run = trial("{ preset: tickets, window: this-run, expect: '> 0' }");
        MetricTrial hour = trial("{ preset: tickets, window: since-deploy, warm-up: 1h, lasts: 2h, expect: '> 0' }");
        MetricTrial early = trial("{ preset: tickets, window: this-run, warm-up: 2h, expect: '> 0' }");

        assertThat(deploy.met()).isTrue();
        assertThat(deploy.reading().from()).isEqualTo("2026-01-02T07:00:00Z");
        assertThat(hour.reading().from()).isEqualTo("2026-01-02T07:00:00Z");
        assertThat(hour.reading().to())
                .as("not now, but when it had lasted so long")
                .isEqualTo("2026-01-02T09:00:00Z");
        assertThat(hour.judgements().getFirst().expected()).isEqualTo("> 0 in the 2h after the deploy");
        assertThat(run.met()).as(run.judgements().toString()).isTrue();
        assertThat(run.reading().from()).isEqualTo("2026-01-02T11:00:00Z");
        assertThat(early.flaws()).containsExactly(Kind.TOO_SHORT);
        assertThat(early.diagnosis().rule()).isEqualTo("PG-713");
    }

    @Test
    void everyOneOfSeveralMeasurementsIsJudged() throws Exception {
        MetricTrial trial = trial("{ query: 'max(queue_depth_gauge)', expect: < 25, count: 3, interval: 10s }");

        assertThat(trial.met()).isTrue();
        assertThat(trial.judgements()).hasSize(3);
    }

    private MetricTrial trial(String own) throws Exception {
        return MetricTrial.of(folder, prometheus.url(), own);
    }
}
