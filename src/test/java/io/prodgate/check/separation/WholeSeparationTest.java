package io.prodgate.check.separation;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.PrometheusServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run with the real clock, through journal and reports. */
class WholeSeparationTest {
    @TempDir
    Path folder;

    @Test
    void theReportSaysWhatIsApartAndHowTestTrafficIsLeftOut() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        OpenMetrics past = OpenMetrics.until(now, Duration.ofHours(1), Duration.ofMinutes(1))
                .series("requests_total{job=\"apart\",synthetic=\"true\"}", at -> at)
                .series("requests_total{job=\"apart\",synthetic=\"false\"}", at -> at)
                .series("requests_total{job=\"together\",synthetic=\"false\"}", at -> at);
        try (PrometheusServer prometheus = PrometheusServer.with(folder.resolve("prometheus"), past)) {
            ProductionRun run = ProductionRun.of(folder.resolve("run"), """
                version: 1
                production: { name: tickets, url: 'http://127.0.0.1:9' }
                controls: off
                name-servers: off
                systems: { prometheus: { url: '%s' } }
                stages:
                  - name: separation
                    checks:
                      - separation: { id: apart, window: 30m, within: 1s, logs: '{app="api"}',
                          metric: { series: 'requests_total{job="apart"}', ours: 'synthetic="true"' } }
                      - separation: { id: together, window: 30m, within: 1s,
                          metric: { series: 'requests_total{job="together"}', ours: 'synthetic="true"' } }
                      - separation: { id: nobody, window: 30m, within: 1s,
                          metric: { series: 'requests_total{job="nobody"}', ours: 'synthetic="true"' } }
                """.formatted(prometheus.url()));

            assertThat(run.check("apart").outcome()).as(run.terminal()).isEqualTo(Outcome.PASSED);
            assertThat(run.check("together").outcome()).as(run.terminal()).isEqualTo(Outcome.FAILED);
            assertThat(run.check("nobody").outcome()).as(run.terminal()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(run.terminal()).contains("PG-777", "this run cannot be told from real users");
            assertThat(Files.readString(run.folder().resolve("report.html")))
                    .contains(
                            "metrics of real users: requests_total{job=&quot;apart&quot;,synthetic!=&quot;true&quot;}",
                            "logs of real users: {app=&quot;api&quot;} != &quot;prodgate/&quot;");
        }
    }
}
