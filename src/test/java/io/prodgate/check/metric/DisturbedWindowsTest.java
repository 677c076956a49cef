package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Disturbance;
import io.prodgate.evidence.MetricReading.Kind;
import io.prodgate.run.DisturbanceLog;
import io.prodgate.testing.OpenMetrics;
import io.prodgate.testing.PrometheusServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of a day in which a drill held the worker from midnight to two, against a real Prometheus. */
class DisturbedWindowsTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-02T00:00:00Z");
    private static final URI PRODUCTION = URI.create("https://api.example.com");
    private static final String DEEPEST =
            "{ query: 'max(max_over_time(queue_depth_gauge[$window]))', window: 18h, expect: < 25 }";

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() {
        OpenMetrics past = OpenMetrics.until(MetricTrial.END, Duration.ofHours(30), Duration.ofMinutes(1));
        long begins = Duration.ofHours(18).toSeconds();
        past.series("up{job=\"worker\",instance=\"w\"}", at -> at >= begins && at < begins + 3_600 ? 0 : 1);
        past.series(
                "queue_depth_gauge{job=\"worker\",instance=\"w\"}",
                at -> at >= begins && at < begins + 7_000 ? 40 : 10);
        prometheus = PrometheusServer.with(data, past);
    }

    @AfterAll
    static void stop() {
        prometheus.close();
    }

    @Test
    void withoutTheDrillsTimeItIsTakenForProductions() throws Exception {
        assertThat(trial(DEEPEST).judgement().actual()).isEqualTo("40");
        assertThat(trial(DEEPEST).diagnosis().rule()).isEqualTo("PG-710");
    }

    @Test
    void aQueryOfTheWholeWindowIsAskedOfItsLongestPartThatWasUndisturbed() throws Exception {
        drill(MIDNIGHT, MIDNIGHT.plusSeconds(7_200));

        MetricTrial trial = trial(DEEPEST);

        assertThat(trial.met()).as(trial.judgements().toString()).isTrue();
        assertThat(trial.reading().from()).isEqualTo(MIDNIGHT.plusSeconds(7_201));
        assertThat(trial.reading().to()).isEqualTo(MetricTrial.END);
        assertThat(trial.judgement().remark())
                .isEqualTo("left out is what we disturbed ourselves: the worker is held (2026-01-02T00:00:00Z, 2h, run"
                        + " r1)");
    }

    @Test
    void pointsOfADrillAreLeftOutWithTheGapsOfItsScrapes() throws Exception {
        String own = "{ query: 'max(queue_depth_gauge)', window: 20h, step: 10m, expect: < 25 }";
        assertThat(trial(own).judgement().actual()).startsWith("met at 108, missed at 12");
        drill(MIDNIGHT, MIDNIGHT.plusSeconds(7_200));

        MetricTrial trial = trial(own);

        assertThat(trial.met()).as(trial.judgements().toString()).isTrue();
        assertThat(trial.judgement().actual()).startsWith("met at 107, missed at 0, not known at 0");
        assertThat(trial.flaws()).as("the target was down in the drill only").isEmpty();
    }

    @Test
    void aRangeThatIsWrittenOutCannotLeaveADrillOut() throws Exception {
        drill(MIDNIGHT, MIDNIGHT.plusSeconds(7_200));

        MetricTrial trial = trial(DEEPEST.replace("$window", "18h"));

        assertThat(trial.flaws()).containsExactly(Kind.DISTURBED);
        assertThat(trial.diagnosis().rule()).isEqualTo("PG-713");
        assertThat(trial.judgement().remark()).contains("write [$window]", "the worker is held");
    }

    @Test
    void aWindowThatWasMostlyDisturbedIsUndecided() throws Exception {
        drill(MIDNIGHT, MIDNIGHT.plusSeconds(7_200));
        drill(MIDNIGHT.plusSeconds(20_000), MIDNIGHT.plusSeconds(30_000));

        MetricTrial trial = trial(DEEPEST);

        assertThat(trial.met()).isFalse();
        assertThat(trial.flaws()).containsExactly(Kind.DISTURBED);
        assertThat(trial.judgement().remark())
                .contains("of the last 18h no more than 5h59m59s in a row were undisturbed");
    }

    @Test
    void aDrillOfAnotherProductionOrOfAnotherTimeChangesNothing() throws Exception {
        new DisturbanceLog(folder, URI.create("https://other.example.com"))
                .begin(disturbance(MIDNIGHT, MIDNIGHT.plusSeconds(7_200)));
        drill(MIDNIGHT.minusSeconds(90_000), MIDNIGHT.minusSeconds(80_000));

        assertThat(trial(DEEPEST).judgement().actual()).isEqualTo("40");
    }

    private void drill(Instant from, Instant to) {
        DisturbanceLog log = new DisturbanceLog(folder, PRODUCTION);
        log.begin(disturbance(from, to.plusSeconds(600)));
        log.end("r1", "hold", to);
    }

    private static Disturbance disturbance(Instant from, Instant to) {
        return new Disturbance("the worker is held", "r1", "hold", from, to);
    }

    private MetricTrial trial(String own) throws Exception {
        return MetricTrial.of(
                folder, prometheus.url(), own, Duration.ofSeconds(60), new DisturbanceLog(folder, PRODUCTION));
    }
}
