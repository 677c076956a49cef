package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimeScaleTest {
    @Test
    void timeGoesEvenly() {
        TimeScale scale = TimeScale.of(List.of(span(0, 4), span(4, 10)));

        assertThat(scale.at(START)).isZero();
        assertThat(scale.at(START.plusSeconds(5))).isEqualTo(50);
        assertThat(scale.at(START.plusSeconds(10))).isEqualTo(100);
        assertThat(scale.folds()).isEmpty();
        assertThat(scale.ticks(8, 1))
                .extracting(TimeScale.Tick::label)
                .containsExactly("03:04:06", "03:04:08", "03:04:10", "03:04:12", "03:04:14");
    }

    @Test
    void aGapOfTwoDaysIsFolded() {
        long later = Duration.ofDays(2).toSeconds();
        TimeScale scale = TimeScale.of(List.of(span(0, 10), span(later + 10, later + 20)));

        assertThat(scale.folds()).containsExactly(new TimeScale.Fold(48.5, 51.5, Duration.ofDays(2)));
        assertThat(scale.at(START.plusSeconds(later / 2))).isEqualTo(48.5);
        assertThat(scale.at(START.plusSeconds(later + 15))).isEqualTo(75.75);
        assertThat(scale.ticks(4, 1))
                .extracting(TimeScale.Tick::label)
                .containsExactly("03:04:05", "03:04:10", "03:04:15", "03:04:15", "03:04:20", "03:04:25");
    }

    @Test
    void aShortPauseIsNone() {
        assertThat(TimeScale.of(List.of(span(0, 30), span(39, 60))).folds()).isEmpty();
    }

    @Test
    void aMomentIsAnAxisToo() {
        TimeScale scale = TimeScale.of(List.of(span(0, 0)));

        assertThat(scale.at(START)).isZero();
        assertThat(scale.ticks(8, 3)).containsExactly(new TimeScale.Tick(0, "03:04:05.000", 0));
    }

    @Test
    void whatIsOutsideIsAtTheEnds() {
        TimeScale scale = TimeScale.of(List.of(span(0, 10)));

        assertThat(scale.at(Instant.MIN)).isZero();
        assertThat(scale.at(START.plusSeconds(11))).isEqualTo(100);
    }

    @Test
    void nothingIsRoundedOverTheEnd() {
        List<Span> moments = Stream.of(0, 2, 10_003, 10_380, 20_381)
                .map(begin -> Span.of(START.plusMillis(begin), Duration.ZERO))
                .toList();

        assertThat(TimeScale.of(moments).at(START.plusMillis(20_381))).isEqualTo(100);
    }

    @Property(tries = 1000)
    void earlierIsFurtherLeftAndNothingIsOutside(
            @ForAll @Size(min = 2, max = 30) List<@LongRange(min = 0, max = 300_000_000L) Long> begins,
            @ForAll @LongRange(min = 0, max = 100_000) long length) {
        List<Span> spans = begins.stream()
                .map(begin -> Span.of(START.plusMillis(begin), Duration.ofMillis(length)))
                .toList();
        TimeScale scale = TimeScale.of(spans);

        double before = 0;
        for (Instant at : begins.stream().sorted().map(START::plusMillis).toList()) {
            assertThat(scale.at(at)).isBetween(before, 100.0);
            before = scale.at(at);
        }
        assertThat(scale.ticks(8, 3)).allMatch(tick -> tick.at() >= 0 && tick.at() <= 100);
        assertThat(scale.ticks(8, 1)).hasSizeLessThan(9 + 30);
    }

    private static Span span(long from, long to) {
        return new Span(START.plusSeconds(from), START.plusSeconds(to));
    }
}
