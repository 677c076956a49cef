package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.MetricReading.Kind;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job of many targets: one of them that was down is found without reading about all of them. */
class ManyTargetsTest {
    private static final int TARGETS = 600;
    private static final int MOST_BYTES = 10_000;

    @TempDir
    Path folder;

    @Test
    void oneOfManyThatWasDownIsNamed() throws Exception {
        OpenMetrics past = OpenMetrics.until(MetricTrial.END, Duration.ofHours(2), Duration.ofMinutes(1));
        for (int i = 0; i < TARGETS; i++) {
            int down = i == 417 ? 3_600 : Integer.MAX_VALUE;
            past.series("up{job=\"nodes\",instance=\"n" + i + "\"}", at -> at >= down && at < down + 1_200 ? 0 : 1);
        }
        past.series("load{job=\"nodes\",instance=\"n1\"}", at -> 1);
        try (PrometheusServer prometheus = PrometheusServer.with(folder.resolve("data"), past)) {
            MetricTrial trial = MetricTrial.of(
                    folder, prometheus.url(), "{ query: 'max(max_over_time(load[2h]))', window: 2h, expect: < 2 }");

            assertThat(trial.flaws()).containsExactly(Kind.GAP);
            assertThat(trial.judgement().remark()).contains("target n417 of job \"nodes\" was down");
            assertThat(trial.of(HttpExchange.class))
                    .allSatisfy(exchange -> assertThat(exchange.bodyBytes()).isLessThan(MOST_BYTES));
        }
    }
}
