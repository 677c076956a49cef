package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.START;
import static io.prodgate.report.chart.Made.check;
import static io.prodgate.report.chart.Made.met;
import static io.prodgate.report.chart.Made.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GaugesTest {
    @Test
    void allBoundsAreInOneLineAndWhatIsMissedComesFirst() {
        Chart chart = chart(
                        reading("30.0", "seconds", "< 60s in the last 24h", true, ""),
                        reading("90.0", "percent", ">= 95%", false, ""),
                        reading("240.0", "", "< 25", false, Judgement.UNDECIDED + "too few"))
                .orElseThrow();

        assertThat(chart.drawing().boxes())
                .extracting(Drawing.Box::look, Drawing.Box::x, Drawing.Box::width)
                .containsExactly(
                        tuple("allowed", 60.0, 40.0),
                        tuple("missed", 0.0, 56.84),
                        tuple("allowed", 0.0, 60.0),
                        tuple("unknown", 0.0, 100.0),
                        tuple("allowed", 0.0, 60.0),
                        tuple("met", 0.0, 30.0));
        assertThat(chart.drawing().marks()).extracting(Drawing.Mark::shape).containsExactly("cross", "arrow", "disc");
        assertThat(chart.table().rows()).first().isEqualTo(Chart.Row.of("numbers", "90 %", ">= 95%", "12", "missed"));
    }

    @Test
    void whatHasNoNumberOrNoBoundIsNotDrawn() {
        assertThat(chart(
                        reading("NaN", "seconds", "< 60s", false, ""),
                        reading("-1", "seconds", "< 60s", true, ""),
                        reading("3", "", "0 in this run", false, ""),
                        reading("3", "", "< 0", false, "")))
                .isEmpty();
    }

    @Test
    void ofManyFortyAreDrawn() {
        Chart chart = drawn(IntStream.range(0, 100).mapToObj(i -> i).flatMap(i -> reading("1", "", "< 2", true, "")))
                .orElseThrow();

        assertThat(chart.table().rows()).hasSize(40);
        assertThat(chart.table().note()).isEqualTo("60 more numbers in report.json.");
    }

    @SafeVarargs
    private static Optional<Chart> chart(Stream<Evidence>... readings) {
        return drawn(Stream.of(readings).flatMap(facts -> facts));
    }

    private static Optional<Chart> drawn(Stream<Evidence> evidence) {
        Optional<Chart> chart =
                Gauges.of(Made.run(check("numbers", met(millis(0), millis(9), evidence.toArray(Evidence[]::new)))));
        chart.ifPresent(Frames::assertFits);
        return chart;
    }

    private static Stream<Evidence> reading(String value, String unit, String expected, boolean met, String remark) {
        return Stream.of(
                new MetricReading(
                        "prometheus",
                        "query",
                        "",
                        START.minusSeconds(60),
                        START,
                        Optional.empty(),
                        1,
                        1,
                        Optional.of(value),
                        Optional.of(12L),
                        unit,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                new Judgement("number", expected, value, met, 12, remark));
    }
}
