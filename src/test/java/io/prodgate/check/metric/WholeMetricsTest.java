package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with the real clock, through journal and reports. */
class WholeMetricsTest {
    @TempDir
    Path folder;

    @Test
    void goodNumbersPassBadOnesFailAndThoseThatSayNothingAreInconclusive() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        OpenMetrics past = OpenMetrics.until(now, Duration.ofHours(26), Duration.ofMinutes(1))
                .up("a")
                .series("done_total{job=\"a\",instance=\"a-0\",status=\"success\"}", at -> at)
                .series("done_total{job=\"a\",instance=\"a-0\",status=\"failure\"}", at -> at / 9.0)
                .series("idle_bucket{job=\"a\",instance=\"a-0\",le=\"60\"}", at -> 5)
                .series("idle_bucket{job=\"a\",instance=\"a-0\",le=\"+Inf\"}", at -> 5);
        try (PrometheusServer prometheus = PrometheusServer.with(folder.resolve("prometheus"), past)) {
            String share = "preset: success-share, metric: done_total, window: 24h, min-samples: 1000";
            ProductionRun run = ProductionRun.of(folder.resolve("run"), """
                version: 1
                production: { name: tickets, url: 'http://127.0.0.1:9' }
                controls: off
                name-servers: off
                systems: { prometheus: { url: '%s' } }
                stages:
                  - name: numbers
                    checks:
                      - metric: { id: good, %s, expect: '>= 85%%' }
                      - metric: { id: bad, %s, expect: '>= 95%%' }
                      - metric: { id: idle, window: 24h, expect: < 60s, query: 'histogram_quantile(0.95, sum by (le) (rate(idle_bucket[24h])))' }
                """.formatted(prometheus.url(), share, share));

            assertThat(run.check("good").outcome()).as(run.terminal()).isEqualTo(Outcome.PASSED);
            assertThat(run.check("bad").outcome()).as(run.terminal()).isEqualTo(Outcome.FAILED);
            assertThat(run.check("idle").outcome()).as(run.terminal()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(run.terminal()).contains("PG-710", "there is too little to go by yet");
        }
    }
}
