package io.prodgate.check.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.PrometheusServer;
import io.prodgate.testing.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets of a real Prometheus. */
class RealTargetsTest {
    @TempDir
    Path folder;

    @Test
    void oneThatIsScrapedIsProvenAndOneThatRefusesIsNamed() throws Exception {
        Path data = Files.createDirectories(folder.resolve("prometheus"));
        try (RawServer production = RawServer.alwaysSaying("up 1\n");
                PrometheusServer prometheus = PrometheusServer.start(data, """
                    scrape_configs:
                      - job_name: api
                        static_configs: [{ targets: ['127.0.0.1:%d'] }]
                      - job_name: gone
                        static_configs: [{ targets: ['127.0.0.1:9'] }]
                    """.formatted(production.port()))) {
            ProductionRun run = ProductionRun.of(folder, """
                version: 1
                production: { name: tickets, url: '%s', settle: 0s }
                systems:
                  prometheus: { url: '%s' }
                stages:
                  - name: health
                    checks:
                      - targets: { id: scraped, jobs: [api] }
                      - targets: { id: all }
                """.formatted(production.url(), prometheus.url()));

            assertThat(run.check("scraped").outcome()).as(run.terminal()).isIn(Outcome.PASSED, Outcome.FLAKY);
            CheckResult all = run.check("all");
            assertThat(all.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(run.terminal()).contains("down: gone", "connection refused");
        }
    }
}
