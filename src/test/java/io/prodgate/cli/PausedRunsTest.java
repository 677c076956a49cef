package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.http.HttpKind;
import io.prodgate.check.metric.MetricKind;
import io.prodgate.evidence.Time;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prodgate run} today and {@code prodgate resume} tomorrow, for numbers of a day that has only begun. */
class PausedRunsTest {
    private static final String NO_SAMPLES = """
        {"status": "success", "data": {"resultType": "vector", "result": []}}\
        """;

    private final RawServer production = RawServer.alwaysSaying("hello");
    private final RawServer prometheus = RawServer.alwaysSaying(NO_SAMPLES);
    private final Instant deployed =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        production.close();
        prometheus.close();
    }

    @Test
    void aRunPausesUntilADayIsOverAndGoesOnThen() throws Exception {
        Path run = folder.resolve("run");
        Path plan = plan();
        Shell.Result today =
                shell(Duration.ZERO).run("run", plan.toString(), "--phase", "collect", "--out", run.toString());

        assertThat(today.exitCode()).as(today.out() + today.err()).isEqualTo(ExitCode.INCONCLUSIVE);
        Instant ripe = deployed.plus(Duration.ofHours(24));
        assertThat(today.out())
                .contains("paused until " + ripe, "to go on after " + ripe + ": prodgate resume " + run)
                .contains("The run paused, as not everything can be judged before " + ripe);
        assertThat(prometheus.heads())
                .as("nothing was asked of a day that is not over")
                .isEmpty();
        assertThat(Files.readString(run.resolve("report.json"))).contains("\"pausedUntil\": \"" + ripe);

        Shell.Result tooEarly = shell(Duration.ofHours(22)).run("resume", run.toString());
        assertThat(tooEarly.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(tooEarly.out()).contains("to go on after " + ripe);
        int asked = production.heads().size();
        assertThat(asked).as("the finished check is not repeated").isEqualTo(1);

        Shell.Result tomorrow = shell(Duration.ofHours(24)).run("resume", run.toString());
        assertThat(tomorrow.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(tomorrow.out()).contains("PG-71").doesNotContain("to go on");
        assertThat(prometheus.heads()).as("now it was asked, and knew nothing").isNotEmpty();
        assertThat(production.heads()).hasSize(asked);
    }

    private static Shell shell(Duration later) {
        return new Shell(new Later(later), new HttpKind(), new MetricKind(new PlainSystems()));
    }

    /** The machine's clock, some time later. */
    private record Later(Duration later) implements Time {
        @Override
        public Instant now() {
            return Time.system().now().plus(later);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Time.system().sleep(duration);
        }
    }

    private Path plan() throws Exception {
        return Files.writeString(
                folder.resolve("plan.yaml"), """
                    version: 1
                    production: { name: tickets, url: '%s', deployed-at: %s }
                    systems: { prometheus: { url: '%s' } }
                    stages:
                      - name: reachable
                        checks:
                          - http: { id: greeting, get: /, expect: { body: hello } }
                      - name: numbers
                        checks:
                          - metric: { id: a-day, preset: tickets, window: since-deploy, lasts: 24h, expect: '> 0' }
                    """.formatted(production.url(), deployed, prometheus.url()));
    }
}
