package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.START;
import static io.prodgate.report.chart.Made.check;
import static io.prodgate.report.chart.Made.met;
import static io.prodgate.report.chart.Made.millis;
import static io.prodgate.report.chart.Made.missed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.FaultRun;
import io.prodgate.evidence.PaceWait;
import io.prodgate.report.SampleRuns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void attemptsAreWhereTheyWereInTime() {
        Chart chart = Timeline.of(Made.run(check(
                        "health",
                        missed(Cause.PRODUCTION, millis(1_000), millis(2_000)),
                        missed(Cause.INFRASTRUCTURE, millis(4_000), millis(500)),
                        met(millis(5_000), millis(5_000)))))
                .orElseThrow();

        assertThat(chart.drawing().boxes())
                .extracting(Drawing.Box::look, Drawing.Box::x, Drawing.Box::width)
                .containsExactly(
                        tuple("stage", 10.0, 90.0),
                        tuple("missed", 10.0, 20.0),
                        tuple("unknown", 40.0, 5.0),
                        tuple("met", 50.0, 50.0));
        assertThat(chart.drawing().marks()).extracting(Drawing.Mark::shape).containsExactly("cross", "ring");
        assertThat(chart.table().rows())
                .containsExactly(
                        Chart.Row.of("stage stage of health", "2026-01-02 03:04:06.000", "9 s", "1 check"),
                        Chart.Row.of(
                                "health, attempt 1", "2026-01-02 03:04:06.000", "2 s", "missed: production, PG-101"),
                        Chart.Row.of(
                                "health, attempt 1",
                                "2026-01-02 03:04:09.000",
                                "500 ms",
                                "missed: infrastructure, PG-101"),
                        Chart.Row.of("health, attempt 1", "2026-01-02 03:04:10.000", "5 s", "met"));
    }

    @Test
    void whatHappenedBesideTheChecksHasLanesToo() {
        Chart chart = Timeline.of(Made.run(
                        check(
                                "fault",
                                met(
                                        millis(0),
                                        millis(4_000),
                                        new FaultRun(
                                                "the worker stands still",
                                                List.of(),
                                                List.of(),
                                                Optional.of(START.plusSeconds(1)),
                                                Optional.of(START.plusSeconds(3)),
                                                Optional.empty(),
                                                ""))),
                        check(
                                "alarm",
                                met(
                                        millis(0),
                                        millis(4_000),
                                        new AlertWatch(
                                                "QueueTooDeep",
                                                Optional.of(START),
                                                Duration.ofSeconds(5),
                                                List.of(),
                                                List.of(new AlertWatch.Step("firing", START.plusSeconds(2), ""))))),
                        check(
                                "paced",
                                met(
                                        millis(0),
                                        millis(9_000),
                                        wait(0, 2_000, true),
                                        wait(1_000, 3_000, true),
                                        wait(6_000, 60_000, false)))))
                .orElseThrow();

        assertThat(chart.drawing().words())
                .extracting(Drawing.Word::text)
                .contains("fault: the worker stands still", "alert: QueueTooDeep", "waits: api.example.com");
        assertThat(chart.table().rows())
                .contains(
                        Chart.Row.of("fault fault", "2026-01-02 03:04:06.000", "2 s", "undone"),
                        Chart.Row.of("alert QueueTooDeep", "2026-01-02 03:04:05.000", "2 s", "firing"),
                        Chart.Row.of("waits for api.example.com", "2026-01-02 03:04:05.000", "4 s", "waited"));
        assertThat(chart.keys()).extracting(Chart.Key::look).containsExactly("met", "fault", "drill", "wait");
    }

    @Test
    void aFaultThatIsNotUndoneGoesOnToTheEnd() {
        FaultRun fault = new FaultRun(
                "the database is gone",
                List.of(),
                List.of(),
                Optional.of(START.plusSeconds(2)),
                Optional.empty(),
                Optional.of(FaultRun.Trouble.NOT_UNDONE),
                "");
        Chart chart = Timeline.of(Made.run(check("fault", met(millis(0), millis(20_000), fault))))
                .orElseThrow();

        assertThat(chart.drawing().boxes())
                .last()
                .returns("left", Drawing.Box::look)
                .returns(10.0, Drawing.Box::x)
                .returns(90.0, Drawing.Box::width);
        assertThat(chart.drawing().marks()).extracting(Drawing.Mark::shape).containsExactly("arrow");
    }

    @Test
    void ofManyChecksTheWorstAndTheLongestHaveLanes() {
        Chart chart = Timeline.of(SampleRuns.large(10_000)).orElseThrow();

        assertThat(chart.drawing().boxes()).hasSize(Lanes.CHECKS + 7);
        assertThat(chart.drawing().boxes())
                .filteredOn(box -> box.look().equals("met"))
                .isEmpty();
        assertThat(chart.table().note()).contains("9,940 more checks are part of their stages");
        Frames.assertFits(chart);
    }

    @Test
    void whereNothingWasTriedThereIsNoTimeline() {
        assertThat(Timeline.of(Made.run(check("skipped")))).isEmpty();
        assertThat(Timeline.of(Made.run())).isEmpty();
    }

    private static PaceWait wait(long after, long delay, boolean taken) {
        return new PaceWait("api.example.com", START.plusMillis(after), millis(delay), "plan: 5/s", taken);
    }
}
