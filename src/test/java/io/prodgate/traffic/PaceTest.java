package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private static Pace pace(int count, Duration per) {
        return new Pace(Optional.of(new Rate(count, per)), new Random(1));
    }

    private static Limit pause(Duration pause) {
        return new Limit(Optional.of(pause), "429", true);
    }

    /** Sends one request that is answered at once with a limit. */
    private static void limitedAt(Pace pace, Instant now, Duration told) {
        pace.started(now);
        pace.limited(pause(told), now, now);
    }

    @Test
    void aLimitHalvesThePlansPaceHoweverFewWereSent() {
        Pace pace = pace(1000, Duration.ofHours(1));
        limitedAt(pace, NOON, Duration.ofSeconds(5));
        assertThat(pace.closedUntil()).isEqualTo(NOON.plusSeconds(5));
        // 500 an hour, spread evenly.
        assertThat(pace.turn(NOON)).isEqualTo(new Pace.Turn.At(NOON.plusMillis(7200)));
        pace.started(NOON.plusMillis(7200));
        pace.ended(NOON.plusMillis(7200));
        assertThat(pace.turn(NOON.plusMillis(7200))).isEqualTo(new Pace.Turn.At(NOON.plusMillis(14_400)));
    }

    @Test
    void atOneRequestAWindowALimitDoublesTheWindow() {
        Pace pace = pace(1, Duration.ofSeconds(10));
        limitedAt(pace, NOON, Duration.ofSeconds(1));
        assertThat(pace.turn(NOON.plusSeconds(1))).isEqualTo(new Pace.Turn.At(NOON.plusSeconds(20)));
    }

    @Test
    void requestsUnderWayWhenTheLimitCameAreTheSameEvent() {
        Pace pace = pace(8, Duration.ofSeconds(8));
        Instant now = NOON;
        for (int i = 0; i < 4; i++) {
            now = NOON.plusSeconds(i);
            pace.started(now);
        }
        for (int i = 0; i < 4; i++) {
            pace.limited(pause(Duration.ofSeconds(3)), NOON.plusSeconds(i), now);
        }
        // Four in eight seconds, not one in sixteen.
        Instant next = NOON.plusSeconds(11);
        assertThat(pace.turn(next)).isInstanceOf(Pace.Turn.Now.class);
        pace.started(next);
        assertThat(pace.turn(next)).isEqualTo(new Pace.Turn.At(next.plusSeconds(2)));
    }

    @Test
    void withoutATimeTheWaitGrowsAndStaysBounded() {
        Pace pace = new Pace(Optional.empty(), new Random(1));
        Instant now = NOON;
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            pace.started(now);
            pace.limited(new Limit(Optional.empty(), "429", true), now, now);
            Duration wait = Duration.between(now, pace.closedUntil());
            assertThat(wait).isBetween(Duration.ofMillis(250), Duration.ofSeconds(30));
            longest = wait.compareTo(longest) > 0 ? wait : longest;
            now = pace.closedUntil();
        }
        assertThat(longest).isGreaterThan(Duration.ofSeconds(15));
    }

    @Test
    void nobodyIsSentAwayWhoCouldBeServedInTimeOnceThePaceHasRisen() {
        Pace pace = pace(100, Duration.ofMinutes(1));
        limitedAt(pace, NOON, Duration.ofSeconds(1));
        assertThat(pace.soonest(NOON, 99)).isEqualTo(NOON.plusSeconds(1));
        assertThat(pace.soonest(NOON, 100)).isEqualTo(NOON.plusSeconds(61));
    }

    @Test
    void aRequestThatWasNotSentCountsForNothing() {
        Pace pace = pace(1, Duration.ofMinutes(1));
        pace.started(NOON);
        assertThat(pace.turn(NOON.plusSeconds(60))).isInstanceOf(Pace.Turn.AfterAnAnswer.class);
        pace.withdrawn();
        assertThat(pace.turn(NOON.plusSeconds(60))).isInstanceOf(Pace.Turn.Now.class);
    }
}
