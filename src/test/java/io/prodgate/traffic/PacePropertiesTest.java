package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Plays callers that always want more against a pace, by a clock of its own, and looks back at what the server saw. */
class PacePropertiesTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    /** When a request went out, when it ended, and whether a limit was its answer. */
    private record Request(Sent sent, Instant started, Instant ended, Optional<Limit> limit) {}

    /** What a server does: how long each answer takes, and which are limits. */
    private record Server(Random random, int slowestMillis, int limitPercent, int longestPauseSeconds) {
        static Server quick(Random random) {
            return new Server(random, 1, 0, 1);
        }

        Duration latency() {
            return Duration.ofMillis(random.nextInt(slowestMillis));
        }

        Optional<Limit> limit() {
            if (random.nextInt(100) >= limitPercent) {
                return Optional.empty();
            }
            Optional<Duration> pause = random.nextBoolean()
                    ? Optional.of(Duration.ofSeconds(random.nextInt(longestPauseSeconds)))
                    : Optional.empty();
            return Optional.of(new Limit(pause, "429", true));
        }
    }

    /** Callers that ask as soon as they may. */
    private static final class Play {
        private final Pace pace;
        private final List<Request> all = new ArrayList<>();
        private final PriorityQueue<Request> underWay = new PriorityQueue<>(Comparator.comparing(Request::ended));
        private Instant now = NOON;
        private Instant told = Instant.MIN;

        Play(Pace pace) {
            this.pace = pace;
        }

        /** Sends so many requests to a server. Fails if the pace names no later time or never lets anybody through. */
        void send(int requests, Server server) {
            for (int left = requests; left > 0; ) {
                switch (pace.turn(now)) {
                    case Pace.Turn.Now() -> {
                        start(server);
                        left--;
                    }
                    case Pace.Turn.At(Instant instant) -> {
                        assertThat(instant).isAfter(now);
                        if (underWay.isEmpty() || underWay.peek().ended().isAfter(instant)) {
                            now = instant;
                        } else {
                            end();
                        }
                    }
                    case Pace.Turn.AfterAnAnswer(Instant atLatest) -> {
                        assertThat(underWay)
                                .as("somebody whose answer can be waited for")
                                .isNotEmpty();
                        if (underWay.peek().ended().isAfter(atLatest)) {
                            now = atLatest;
                        } else {
                            end();
                        }
                    }
                }
            }
        }

        private void start(Server server) {
            assertThat(now).as("nobody before the told instant").isAfterOrEqualTo(told);
            Request sent = new Request(pace.started(now), now, now.plus(server.latency()), server.limit());
            all.add(sent);
            underWay.add(sent);
        }

        private void end() {
            Request sent = underWay.remove();
            now = sent.ended().isAfter(now) ? sent.ended() : now;
            if (sent.limit().isEmpty()) {
                pace.answered(sent.sent(), now);
                return;
            }
            pace.limited(sent.limit().get(), sent.sent(), now);
            Instant until = now.plus(sent.limit().get().pause().orElse(Duration.ZERO));
            told = until.isAfter(told) ? until : told;
        }

        /** The most requests that any window of a server can have counted, whenever it counts a request while it is under way. */
        long mostIn(Duration window) {
            return all.stream()
                    .mapToLong(last -> all.stream()
                                    .filter(sent -> !sent.started().isAfter(last.started())
                                            && sent.ended()
                                                    .isAfter(last.started().minus(window)))
                                    .count()
                            // One that ended in the instant it was sent is counted then.
                            + all.stream()
                                    .filter(sent -> sent.equals(last)
                                            && !sent.ended()
                                                    .isAfter(last.started().minus(window)))
                                    .count())
                    .max()
                    .orElse(0);
        }

        /** How many requests went out within a time that ends now. */
        long startedWithin(Duration span) {
            return all.stream()
                    .filter(sent -> sent.started().isAfter(now.minus(span)))
                    .count();
        }
    }

    @Property(tries = 300)
    void noWindowEverSeesMoreThanThePlanGrants(
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @IntRange(min = 1, max = 20) int seconds,
            @ForAll @IntRange(min = 1, max = 30_000) int slowestMillis,
            @ForAll @IntRange(max = 40) int limitPercent,
            @ForAll long seed) {
        Duration per = Duration.ofSeconds(seconds);
        Play play = new Play(new Pace(Optional.of(new Rate(count, per)), new Random(seed)));
        play.send(120, new Server(new Random(seed), slowestMillis, limitPercent, 60));
        assertThat(play.mostIn(per)).isLessThanOrEqualTo(count);
    }

    @Property(tries = 200)
    void withoutAKnownLimitEverybodyIsServedAndNobodyBeforeTheToldInstant(
            @ForAll @IntRange(min = 1, max = 5_000) int slowestMillis,
            @ForAll @IntRange(min = 1, max = 60) int limitPercent,
            @ForAll long seed) {
        Play play = new Play(new Pace(Optional.empty(), new Random(seed)));
        play.send(120, new Server(new Random(seed), slowestMillis, limitPercent, 60));
        assertThat(play.all).hasSize(120);
    }

    @Property(tries = 100)
    void afterLimitsThePaceIsFoundAgainAndNotExceeded(
            @ForAll @IntRange(min = 1, max = 20) int count,
            @ForAll @IntRange(min = 1, max = 10) int seconds,
            @ForAll @IntRange(min = 1, max = 8) int limits,
            @ForAll long seed) {
        Duration per = Duration.ofSeconds(seconds);
        Play play = new Play(new Pace(Optional.of(new Rate(count, per)), new Random(seed)));
        play.send(limits, new Server(new Random(seed), 1, 100, 5));
        play.send(60 * count + 100, Server.quick(new Random(seed)));
        assertThat(play.startedWithin(per.multipliedBy(4)))
                .as("the plan's pace, but for the rounding of the spread")
                .isBetween(4L * count - 1, 4L * count);
    }
}
