package io.prodgate.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void stepsOfTimeAreThoseInWhichPeopleCount() {
        assertThat(Ticks.step(Duration.ZERO, 8)).isEqualTo(Duration.ofMillis(1));
        assertThat(Ticks.step(Duration.ofMillis(450), 8)).isEqualTo(Duration.ofMillis(100));
        assertThat(Ticks.step(Duration.ofSeconds(14), 8)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Ticks.step(Duration.ofMinutes(30), 8)).isEqualTo(Duration.ofMinutes(5));
        assertThat(Ticks.step(Duration.ofHours(49), 8)).isEqualTo(Duration.ofHours(6));
        assertThat(Ticks.step(Duration.ofDays(3650), 8)).isEqualTo(Duration.ofDays(448));
    }

    @Test
    void stepsOfNumbersAreRound() {
        assertThat(Ticks.step(100, 5)).isEqualTo(20);
        assertThat(Ticks.step(31, 5)).isEqualTo(10);
        assertThat(Ticks.step(0.7, 4)).isEqualTo(0.2);
        assertThat(Ticks.end(31, 5)).isEqualTo(40);
        assertThat(Ticks.end(100, 5)).isEqualTo(100);
    }

    @Property(tries = 300)
    void noMoreTicksThanWanted(@ForAll @LongRange(min = 0, max = 1L << 42) long millis) {
        assertThat(Ticks.durations(Duration.ofMillis(millis), 8))
                .hasSizeBetween(1, 9)
                .first()
                .isEqualTo(Duration.ZERO);
    }

    @Property(tries = 300)
    void theEndOfAnAxisIsNotFarAboveTheLargestNumber(@ForAll @DoubleRange(min = 0.01, max = 1e12) double number) {
        assertThat(Ticks.end(number, 5)).isBetween(number * (1 - 1e-6), number * 2);
    }
}
