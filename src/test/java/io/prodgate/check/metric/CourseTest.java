package io.prodgate.check.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.MetricReading.Point;
import io.prodgate.system.prometheus.Series;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CourseTest {
    @Test
    void whatIsNoNumberIsNoPoint() {
        Series series = new Series(
                Map.of(), new double[] {1.5, 2, 3, 4}, new double[] {7, Double.NaN, Double.POSITIVE_INFINITY, -1});

        assertThat(Course.of(series, false))
                .containsExactly(new Point(Instant.ofEpochMilli(1_500), 7), new Point(Instant.ofEpochSecond(4), -1));
        assertThat(Course.of(new Series(Map.of(), new double[0], new double[0]), false))
                .isEmpty();
    }

    @Property(tries = 100)
    void ofManyPointsNeitherThePeakNorTheEndsAreLost(
            @ForAll @IntRange(min = 1, max = 11_000) int size, @ForAll @IntRange(min = 0, max = 10_999) int where) {
        int peak = where % size;
        double[] times = IntStream.range(0, size).mapToDouble(i -> 60.0 * i).toArray();
        double[] values = IntStream.range(0, size)
                .mapToDouble(i -> i == peak ? 1_000 : i % 7)
                .toArray();

        for (boolean oneOfMany : List.of(true, false)) {
            List<Point> course = Course.of(new Series(Map.of(), times, values), oneOfMany);

            assertThat(course).hasSizeLessThanOrEqualTo(oneOfMany ? 60 : MetricReading.MOST_POINTS);
            assertThat(course).extracting(Point::value).contains(1_000.0);
            assertThat(course).extracting(Point::at).isSorted().doesNotHaveDuplicates();
            assertThat(course.getFirst().at()).isEqualTo(Instant.EPOCH);
            assertThat(course.getLast().at()).isEqualTo(Instant.ofEpochSecond(60L * (size - 1)));
        }
    }
}
