package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WakeUpsTest {
    private static final Duration WANTED = Duration.ofMillis(20);
    private final WakeUps wakeUps = new WakeUps();

    private void wokeOften(Duration late) {
        for (int i = 0; i < 500; i++) {
            wakeUps.woke(late);
        }
    }

    @Test
    void aClockThatIsExactIsSleptByAsItIs() {
        wokeOften(Duration.ZERO);
        assertThat(wakeUps.sleepFor(WANTED)).isEqualTo(WANTED);
    }

    @Test
    void whoAlwaysWakesLateSleepsThatMuchShorter() {
        wokeOften(Duration.ofNanos(100_000));
        assertThat(wakeUps.sleepFor(WANTED)).isBetween(WANTED.minusNanos(100_000), WANTED.minusNanos(90_000));
    }

    @Test
    void oneWhoWokeInTimeIsBelievedAtOnce() {
        wokeOften(Duration.ofNanos(100_000));
        wakeUps.woke(Duration.ZERO);
        assertThat(wakeUps.sleepFor(WANTED)).isEqualTo(WANTED);
    }

    @Test
    void aBusyMachineDoesNotMakeAnybodySleepMuchShorterAndNobodyNotAtAll() {
        wokeOften(Duration.ofSeconds(1));
        assertThat(wakeUps.sleepFor(WANTED)).isBetween(WANTED.minusNanos(500_000), WANTED);
        assertThat(wakeUps.sleepFor(Duration.ofNanos(1_000))).isPositive();
    }
}
