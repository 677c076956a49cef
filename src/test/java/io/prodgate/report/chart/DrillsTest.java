package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.START;
import static io.prodgate.report.chart.Made.check;
import static io.prodgate.report.chart.Made.met;
import static io.prodgate.report.chart.Made.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.AlertWatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrillsTest {
    @Test
    void stepsAreWhereTheyWereAfterTheCauseAndCloseOnesHaveTheirNamesTogether() {
        Chart chart = chart(
                        watch(20, step("pending", 2), step("firing", 10), step("routed", 10), step("delivered", 18)))
                .orElseThrow();

        assertThat(chart.drawing().marks())
                .extracting(mark -> mark.shape() + " " + mark.x())
                .containsExactly("ring 10.0", "triangle 50.0", "square 50.0", "disc 90.0");
        assertThat(chart.drawing().words())
                .extracting(Drawing.Word::text)
                .contains("pending 2 s", "firing, routed 10 s", "delivered 18 s", "allowed 20 s");
        assertThat(chart.drawing().boxes()).extracting(Drawing.Box::look).containsExactly("allowed", "way");
        assertThat(chart.table().rows())
                .hasSize(4)
                .first()
                .isEqualTo(Chart.Row.of("drill: QueueTooDeep", "pending", "2026-01-02 03:04:07.000", "2 s", "20 s"));
    }

    @Test
    void namesThatWouldStandOnEachOtherAreOne() {
        Chart chart = chart(
                        watch(20, step("pending", 11), step("firing", 11), step("routed", 11), step("delivered", 16)))
                .orElseThrow();

        assertThat(chart.drawing().words())
                .extracting(Drawing.Word::text)
                .contains("pending, firing, routed, delivered 16 s");
    }

    @Test
    void whatIsLateLooksSo() {
        Chart chart = chart(watch(5, step("firing", 8))).orElseThrow();

        assertThat(chart.drawing().boxes()).last().returns("missed", Drawing.Box::look);
        assertThat(chart.summary()).isEqualTo("1 alert watched, 1 with a step after the allowed time.");
    }

    @Test
    void allowedTimeThatIsFarAwayIsOnlyNamed() {
        Chart chart = chart(watch(600, step("firing", 8))).orElseThrow();

        assertThat(chart.drawing().curves()).isEmpty();
        assertThat(chart.drawing().words())
                .filteredOn(word -> word.look().equals("bound"))
                .extracting(Drawing.Word::text)
                .containsExactly("allowed 10 min");
    }

    @Test
    void anAlertOfWhichNothingWasSeenIsSaidSo() {
        Chart chart = chart(watch(5)).orElseThrow();

        assertThat(chart.drawing().words()).extracting(Drawing.Word::text).contains("nothing was seen of it");
        assertThat(chart.table().rows()).hasSize(1);
    }

    @Test
    void whatWasSeenBeforeItsCauseWasAtOnceAndWhatHasNoCauseIsNotDrawn() {
        assertThat(chart(watch(5, step("pending", -3))).orElseThrow().drawing().marks())
                .extracting(Drawing.Mark::x)
                .containsExactly(0.0);
        assertThat(chart(new AlertWatch("Silent", Optional.empty(), Duration.ofSeconds(5), List.of(), List.of())))
                .isEmpty();
    }

    @Test
    void ofManyAlertsTwentyAreDrawn() {
        Chart chart = chart(Stream.generate(() -> watch(5, step("firing", 1)))
                        .limit(300)
                        .toArray(AlertWatch[]::new))
                .orElseThrow();

        assertThat(chart.drawing().marks()).hasSize(20);
        assertThat(chart.table().note()).isEqualTo("280 more alerts in report.json.");
    }

    private static Optional<Chart> chart(AlertWatch... watches) {
        Optional<Chart> chart = Drills.of(Made.run(check("drill", met(millis(0), millis(9_000), watches))));
        chart.ifPresent(Frames::assertFits);
        return chart;
    }

    private static AlertWatch watch(int within, AlertWatch.Step... steps) {
        return new AlertWatch(
                "QueueTooDeep", Optional.of(START), Duration.ofSeconds(within), List.of(), List.of(steps));
    }

    private static AlertWatch.Step step(String what, int second) {
        return new AlertWatch.Step(what, START.plusSeconds(second), "");
    }
}
