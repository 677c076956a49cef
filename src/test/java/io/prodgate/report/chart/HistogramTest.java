package io.prodgate.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prodgate.report.chart.Histogram.Bin;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void binsOfTheSameWidthBeginAtZero() {
        assertThat(of(0.05, 0.1, 0.149, 0.19))
                .isEqualTo(new Histogram(
                        IntStream.range(0, 20)
                                .mapToObj(i -> new Bin(
                                        i * 0.01,
                                        (i + 1) * 0.01,
                                        List.of(5, 10, 14, 19).contains(i) ? 1 : 0))
                                .toList(),
                        false));
    }

    @Test
    void whereTheLongestIsManyTimesTheShortestABinIsSoManyTimesAsLongAsTheOneBefore() {
        Histogram histogram = of(0.01, 0.012, 1);

        assertThat(histogram.logarithmic()).isTrue();
        assertThat(histogram.bins()).hasSize(11);
        assertThat(histogram.bins().getFirst().count()).isEqualTo(2);
        assertThat(histogram.bins().getFirst().from()).isEqualTo(0.01, within(1e-9));
        assertThat(histogram.ticks(1.5)).hasSize(3).last().isEqualTo(1.0);
        assertThat(histogram.at(0.1, 1)).isEqualTo(50, within(1e-9));
    }

    @Test
    void allEqualAndZeroAreABinToo() {
        assertThat(of(0, 0, 0).bins()).containsExactly(new Bin(0, 0.001, 3));
        assertThat(of(2, 2).bins()).last().returns(2, Bin::count);
        assertThat(of(7).bins()).last().returns(1, Bin::count);
    }

    @Property(tries = 200)
    void everyOneIsCountedOnceAndIsWithinTheFrame(
            @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = 0, max = 1e6) Double> seconds) {
        Histogram histogram = Histogram.of(timing(seconds));
        double end = histogram.bins().getLast().to();

        assertThat(histogram.bins().stream().mapToInt(Bin::count).sum()).isEqualTo(seconds.size());
        assertThat(histogram.bins()).hasSizeLessThanOrEqualTo(60);
        assertThat(seconds).allSatisfy(one -> {
            assertThat(histogram.at(one, end)).isBetween(0.0, 100.0);
            assertThat(histogram.bins().stream().filter(bin -> histogram.holds(bin, one)))
                    .as("bins of %s", one)
                    .hasSize(1);
        });
    }

    private static Histogram of(double... seconds) {
        return Histogram.of(timing(
                IntStream.range(0, seconds.length).mapToObj(i -> seconds[i]).toList()));
    }

    private static Timing timing(List<Double> seconds) {
        return new Timing("items of tickets", seconds, 0, List.of());
    }
}
