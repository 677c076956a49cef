package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.START;
import static io.prodgate.report.chart.Made.check;
import static io.prodgate.report.chart.Made.met;
import static io.prodgate.report.chart.Made.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Disturbance;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.MetricReading.Point;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CoursesTest {
    @Test
    void aGapIsAGapAndWhatWeDisturbedIsShaded() {
        List<Point> curve = IntStream.rangeClosed(0, 10)
                .filter(i -> i < 4 || i > 7)
                .mapToObj(i -> point(60 * i, i == 2 ? 10 : 5))
                .toList();
        Chart chart = charts(
                        curve,
                        "< 8",
                        new Disturbance(
                                "the worker is held", "r1", "held", START.plusSeconds(60), START.plusSeconds(180)))
                .getFirst();

        assertThat(chart.drawing().curves())
                .extracting(Drawing.Curve::look)
                .containsExactly("course", "course", "threshold");
        assertThat(chart.drawing().curves().getFirst().points()).isEqualTo("0.0,94.0 10.0,94.0 20.0,34.0 30.0,94.0");
        assertThat(chart.drawing().boxes())
                .singleElement()
                .returns("shade", Drawing.Box::look)
                .returns(10.0, Drawing.Box::x)
                .returns(20.0, Drawing.Box::width);
        assertThat(chart.drawing().words())
                .extracting(Drawing.Word::text)
                .contains("10", "expected < 8", "the worker is held");
        assertThat(chart.summary()).contains("highest 10 at 2026-01-02 03:06:05.000, last 5; expected < 8; met.");
        assertThat(chart.table().rows()).hasSize(8);
    }

    @Test
    void aBoundFarAboveIsOnlyNamed() {
        Chart chart = charts(List.of(point(0, 1), point(60, 2)), "< 1000").getFirst();

        assertThat(chart.drawing().curves()).hasSize(1);
        assertThat(chart.drawing().words()).extracting(Drawing.Word::text).contains("expected < 1000, above");
    }

    @Test
    void ofManyPointsTheTableHasTheHighest() {
        List<Point> curve = IntStream.range(0, 300)
                .mapToObj(i -> point(60 * i, i == 123 ? 99 : 1))
                .toList();
        Chart chart = charts(curve, "< 8").getFirst();

        assertThat(chart.table().rows()).hasSize(24).contains(Chart.Row.of("2026-01-02 05:07:05.000", "99", ""));
        assertThat(chart.table().note()).contains("report.json has 300 points");
    }

    @Test
    void onePointIsNoCourse() {
        assertThat(charts(List.of(point(0, 1)), "< 8")).isEmpty();
        assertThat(charts(List.of(), "< 8")).isEmpty();
    }

    @Property(tries = 100)
    void whateverTheValuesTheyAreInTheFrame(@ForAll @Size(min = 2, max = 20) List<Double> values) {
        List<Point> curve = IntStream.range(0, values.size())
                .mapToObj(i -> point(i, values.get(i)))
                .toList();

        charts(curve, "< 8");
    }

    private static Point point(int seconds, double value) {
        return new Point(START.plusSeconds(seconds), value);
    }

    private static List<Chart> charts(List<Point> curve, String expected, Disturbance... disturbed) {
        List<Chart> charts = Courses.of(Made.run(check(
                "queue",
                met(
                        millis(0),
                        millis(9),
                        new MetricReading(
                                "prometheus",
                                "queue_depth_gauge",
                                "",
                                START,
                                START.plusSeconds(600),
                                Optional.of(Duration.ofMinutes(1)),
                                1,
                                curve.size(),
                                Optional.of("5"),
                                Optional.empty(),
                                "number",
                                List.of(),
                                List.of(),
                                curve,
                                List.of(disturbed)),
                        new Judgement("queue", expected, "5", true, 1, "")))));
        assertThat(charts).allSatisfy(Frames::assertFits);
        return charts;
    }
}
