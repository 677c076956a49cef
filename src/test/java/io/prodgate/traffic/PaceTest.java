package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** Sends one request that is answered at once. */
    private static void passAt(Pace pace, Instant now) {
        assertThat(pace.turn(now)).isInstanceOf(Pace.Turn.Now.class);
        pace.answered(pace.started(now), now);
    }

    /** Sends one request that is answered at once with a limit. */
    private static void limitedAt(Pace pace, Instant now, Duration told) {
        pace.limited(pause(told), pace.started(now), now);
    }

    private static Instant at(Pace.Turn turn) {
        assertThat(turn).isInstanceOf(Pace.Turn.At.class);
        return ((Pace.Turn.At) turn).instant();
    }

    @Test
    void saysWhereItComesFrom() {
        Pace pace = pace(50, Duration.ofSeconds(1));
        assertThat(pace.inWords()).isEqualTo("plan: 50/s");

        limitedAt(pace, NOON, Duration.ofSeconds(1));

        assertThat(pace.inWords()).isEqualTo("the pace found after 429");

        pace.told(List.of(new RateLimitFields.Policy("burst", 10, Duration.ofSeconds(1))));

        assertThat(pace.inWords()).isEqualTo("RateLimit-Policy \"burst\" 10/s");
    }

    @Test
    void aWaitIsByTheWordOfTheLimitWhileItLastsAndOfAToldPolicyAfterwards() {
        Pace pace = new Pace(Optional.empty(), new Random(1));
        passAt(pace, NOON);
        pace.told(List.of(
                new RateLimitFields.Policy("", 10, Duration.ofSeconds(1)),
                new RateLimitFields.Policy("minute", 12, Duration.ofMinutes(1))));
        limitedAt(pace, NOON.plusSeconds(1), Duration.ofSeconds(5));
        assertThat(pace.word(NOON.plusSeconds(2))).isEqualTo("429");
        assertThat(pace.word(NOON.plusSeconds(7))).endsWith("RateLimit-Policy 10/s, \"minute\" 12/min");
    }

    @Test
    void whatThePlanGrantsIsNamedBesidesWhatTheHostTells() {
        Pace pace = pace(50, Duration.ofSeconds(1));
        pace.told(List.of(new RateLimitFields.Policy("burst", 10, Duration.ofSeconds(1))));
        assertThat(pace.inWords()).isEqualTo("plan: 50/s, and RateLimit-Policy \"burst\" 10/s");
    }

    @Test
    void startsAreAsFarApartAsServersWithoutABurstWantThemAndALittleMore() {
        Pace pace = pace(50, Duration.ofSeconds(1));
        passAt(pace, NOON);
        assertThat(at(pace.turn(NOON))).isBetween(NOON.plusMillis(20), NOON.plusMillis(21));
    }

    @Test
    void whatWakingUpLateCostsIsNotCaughtUpBeforeTheFirstAnswersAreThere() {
        Pace pace = pace(50, Duration.ofSeconds(1));
        passAt(pace, NOON);
        Instant late = NOON.plusMillis(29);
        passAt(pace, late);
        assertThat(at(pace.turn(late))).isAfterOrEqualTo(late.plusMillis(20));
    }

    @Test
    void whatWakingUpLateCostsIsCaughtUpUntilARefusalForbidsIt() {
        Pace pace = pace(50, Duration.ofSeconds(1));
        Instant last = NOON;
        for (int i = 0; i < 10; i++) {
            last = NOON.plusMillis(21L * i);
            passAt(pace, last);
        }
        Instant late = last.plusMillis(29);
        passAt(pace, late);
        assertThat(at(pace.turn(late))).isBetween(late.plusMillis(14), late.plusMillis(15));
        Instant limited = NOON.plusSeconds(1);
        limitedAt(pace, limited, Duration.ofSeconds(1));
        for (int i = 0; i < 50; i++) {
            passAt(pace, limited.plusSeconds(2 + i));
        }
        late = limited.plusSeconds(60);
        passAt(pace, late);
        assertThat(at(pace.turn(late))).isAfterOrEqualTo(late.plusMillis(20));
    }

    @Test
    void whatWasRefusedForAMomentOnlyIsAskedAgainAMomentLater() {
        Pace pace = pace(10, Duration.ofSeconds(1));
        passAt(pace, NOON);
        Instant early = NOON.plusMillis(102);
        Limit silent = new Limit(Optional.empty(), "429", true);
        pace.limited(silent, pace.started(early), early.plusMillis(1));
        assertThat(at(pace.turn(early.plusMillis(1)))).isBetween(early.plusMillis(3), early.plusMillis(13));
        Instant again = early.plusMillis(20);
        pace.limited(silent, pace.started(again), again.plusMillis(1));
        assertThat(at(pace.turn(again.plusMillis(1)))).isAfter(again.plusMillis(100));
    }

    @Test
    void aLongWindowIsNotSpreadBeforeItMustBe() {
        Pace pace = pace(1000, Duration.ofHours(1));
        passAt(pace, NOON);
        assertThat(at(pace.turn(NOON))).isBefore(NOON.plusMillis(260));
    }

    @Test
    void aToldWaitHoldsEverybodyAndTheDistanceIsALittleWiderAfterwards() {
        Pace pace = pace(50, Duration.ofSeconds(1));
        limitedAt(pace, NOON, Duration.ofSeconds(5));
        assertThat(pace.turn(NOON)).isEqualTo(new Pace.Turn.At(NOON.plusSeconds(5)));
        assertThat(pace.turn(NOON.plusMillis(4999))).isEqualTo(new Pace.Turn.At(NOON.plusSeconds(5)));
        Instant open = NOON.plusSeconds(5);
        passAt(pace, open);
        assertThat(at(pace.turn(open))).isBetween(open.plusNanos(20_100_000), open.plusMillis(21));
    }

    @Test
    void severalRefusalsCloseTogetherMakeThePaceSlower() {
        Pace pace = pace(50, Duration.ofSeconds(1));
        Instant open = NOON;
        for (int i = 0; i < 3; i++) {
            passAt(pace, open);
            limitedAt(pace, open.plusMillis(21), Duration.ofSeconds(5));
            open = open.plusSeconds(6);
        }
        passAt(pace, open);
        assertThat(at(pace.turn(open))).isAfter(open.plusMillis(21));
    }

    @Test
    void aLongerWaitGoesBeforeAShorterOne() {
        Pace pace = pace(50, Duration.ofSeconds(1));
        Sent one = pace.started(NOON);
        Sent other = pace.started(NOON);
        pace.limited(pause(Duration.ofSeconds(9)), one, NOON.plusMillis(1));
        pace.limited(pause(Duration.ofSeconds(2)), other, NOON.plusMillis(2));
        assertThat(pace.closedUntil()).isEqualTo(NOON.plusMillis(9001));
    }

    @Test
    void requestsUnderWayWhenTheLimitCameAreTheSameEvent() {
        Pace once = pace(50, Duration.ofSeconds(1));
        Pace often = pace(50, Duration.ofSeconds(1));
        limitedAt(once, NOON, Duration.ofSeconds(1));
        List<Sent> underWay = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            underWay.add(often.started(NOON));
        }
        underWay.forEach(sent -> often.limited(pause(Duration.ofSeconds(1)), sent, NOON));
        Instant open = NOON.plusSeconds(2);
        passAt(once, open);
        passAt(often, open);
        assertThat(often.turn(open)).isEqualTo(once.turn(open));
    }

    @Test
    void withoutATimeTheWaitGrowsAndStaysBounded() {
        Pace pace = new Pace(Optional.empty(), new Random(1));
        Instant now = NOON;
        Duration before = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            pace.limited(new Limit(Optional.empty(), "429", true), pace.started(now), now);
            Duration wait = Duration.between(now, pace.closedUntil());
            assertThat(wait).isBetween(before, Duration.ofSeconds(33));
            before = wait.multipliedBy(9).dividedBy(10);
            now = pace.closedUntil();
        }
        assertThat(before).isGreaterThan(Duration.ofSeconds(20));
    }

    @Test
    void whileNoLimitIsKnownTheFirstAnswerIsWaitedForButNotForLong() {
        Pace pace = new Pace(Optional.empty(), new Random(1));
        Sent first = pace.started(NOON);
        assertThat(pace.turn(NOON)).isEqualTo(new Pace.Turn.AfterAnAnswer(NOON.plusMillis(250)));
        assertThat(pace.turn(NOON.plusMillis(250))).isInstanceOf(Pace.Turn.Now.class);
        pace.answered(first, NOON.plusMillis(10));
        assertThat(pace.turn(NOON.plusMillis(10))).isInstanceOf(Pace.Turn.Now.class);
    }

    @Test
    void whatTheHostGrantsIsKeptToFromThenOn() {
        Pace pace = new Pace(Optional.empty(), new Random(1));
        passAt(pace, NOON);
        pace.told(List.of(
                new RateLimitFields.Policy("burst", 10, Duration.ofSeconds(1)),
                new RateLimitFields.Policy("minute", 12, Duration.ofMinutes(1))));
        Instant now = NOON.plusMillis(102);
        for (int i = 1; i < 12; i++) {
            passAt(pace, now);
            now = now.plusMillis(102);
        }
        // The twelfth of the minute has gone out: the first one's minute must be over.
        assertThat(at(pace.turn(now))).isAfterOrEqualTo(NOON.plusSeconds(60));
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
        passAt(pace, NOON.minusSeconds(60));
        Sent sent = pace.started(NOON);
        assertThat(pace.turn(NOON.plusSeconds(60))).isInstanceOf(Pace.Turn.AfterAnAnswer.class);
        pace.withdrawn(sent);
        assertThat(pace.turn(NOON.plusSeconds(60))).isInstanceOf(Pace.Turn.Now.class);
    }
}
