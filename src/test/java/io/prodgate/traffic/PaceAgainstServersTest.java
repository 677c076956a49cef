package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Rate;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 64 callers get 500 requests through servers that limit, with one and the same pace; no threads, no clock but the test's. */
class PaceAgainstServersTest {
    private static final int REQUESTS = 500;
    private static final int CALLERS = 64;
    private static final int WORLDS = 8;

    /** Other worlds than those the pace's constants were chosen in. */
    private static final int FRESH = 90_000;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration QUICK = Duration.ofNanos(300_000);

    private static PacedCallers.World world(Duration latency) {
        return new PacedCallers.World(
                latency, Duration.ofNanos(500_000), Duration.ofNanos(500_000), Duration.ofMillis(60));
    }

    private static int[] worlds() {
        return IntStream.concat(IntStream.range(0, WORLDS), IntStream.range(FRESH, FRESH + WORLDS))
                .toArray();
    }

    private static Arguments server(String name, int rate, Duration latency, Supplier<PacedServer> server) {
        return Arguments.of(name, rate, latency, server);
    }

    static Stream<Arguments> servers() {
        return IntStream.of(10, 50, 300)
                .boxed()
                .flatMap(rate -> Stream.of(
                        server(rate + "/s, no burst", rate, QUICK, () -> new PacedServer.LeakyBucket(rate, 0)),
                        server(rate + "/s, burst of 10", rate, QUICK, () -> new PacedServer.LeakyBucket(rate, 10)),
                        server(
                                rate + " in any second",
                                rate,
                                QUICK,
                                () -> new PacedServer.SlidingWindow(rate, SECOND, true)),
                        server(
                                rate + " in any second, 30 ms away",
                                rate,
                                Duration.ofMillis(30),
                                () -> new PacedServer.SlidingWindow(rate, SECOND, true)),
                        server(
                                rate + " in each second",
                                rate,
                                QUICK,
                                () -> new PacedServer.FixedWindow(rate, SECOND, true)),
                        server(
                                rate + " in any second, silent",
                                rate,
                                QUICK,
                                () -> new PacedServer.SlidingWindow(rate, SECOND, false))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void aKnownLimitIsUsedAndHardlyEverHit(String name, int rate, Duration latency, Supplier<PacedServer> servers) {
        for (int seed : worlds()) {
            PacedServer server = servers.get();
            Pace pace = new Pace(Optional.of(new Rate(rate, SECOND)), new Random(seed));
            PacedCallers callers = new PacedCallers(pace, server, world(latency), seed);
            double ideal = REQUESTS / server.bestRate();
            PacedCallers.Outcome cold = callers.send(REQUESTS, CALLERS);
            assertThat(cold.refused()).isLessThanOrEqualTo(5);
            // The first answer is waited for, and 300/s leave little time to make up for it.
            assertThat(ideal / (cold.seconds() - 0.1)).isGreaterThan(rate == 300 ? 0.93 : 0.98);
            callers.rest(Duration.ofSeconds(3));
            PacedCallers.Outcome warm = callers.send(REQUESTS, CALLERS);
            assertThat(warm.refused()).isLessThanOrEqualTo(5);
            assertThat(ideal / warm.seconds()).isGreaterThan(rate == 300 ? 0.92 : 0.98);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void anUnknownLimitIsFoundWithinFiveSecondsAndWithFewRefusals(
            String name, int rate, Duration latency, Supplier<PacedServer> servers) {
        for (int seed : worlds()) {
            PacedServer server = servers.get();
            Pace pace = new Pace(Optional.empty(), new Random(seed));
            PacedCallers callers = new PacedCallers(pace, server, world(latency), seed);
            PacedCallers.Outcome cold = callers.send(REQUESTS, CALLERS);
            assertThat(cold.refused()).isLessThanOrEqualTo(12);
            if (cold.seconds() > 6) {
                assertThat(cold.rateAfter(5) / server.bestRate()).isGreaterThan(0.86);
            }
            callers.rest(Duration.ofSeconds(3));
            PacedCallers.Outcome warm = callers.send(REQUESTS, CALLERS);
            assertThat(warm.refused()).isLessThanOrEqualTo(5);
            assertThat(REQUESTS / server.bestRate() / warm.seconds()).isGreaterThan(0.9);
        }
    }

    @Test
    void aLimitThatWasLowForAWhileIsLookedForAgain() {
        Pace pace = new Pace(Optional.empty(), new Random(1));
        PacedServer[] present = {new PacedServer.LeakyBucket(10, 0)};
        PacedServer server = new PacedServer() {
            @Override
            public Optional<Limit> arrives(long nanos) {
                return present[0].arrives(nanos);
            }

            @Override
            public double bestRate() {
                return present[0].bestRate();
            }
        };
        PacedCallers callers = new PacedCallers(pace, server, world(QUICK), 1);
        callers.send(100, CALLERS);
        present[0] = new PacedServer.LeakyBucket(20, 0);
        callers.send(1_500, CALLERS);
        assertThat(REQUESTS / callers.send(REQUESTS, CALLERS).seconds()).isGreaterThan(11);
    }

    @Test
    void whereWakingUpAndTheWayAreSlowNobodyIsRefusedOftenEither() {
        PacedCallers.World slow =
                new PacedCallers.World(QUICK, Duration.ofMillis(3), Duration.ofMillis(1), Duration.ofMillis(60));
        for (int seed : worlds()) {
            Pace pace = new Pace(Optional.of(new Rate(50, SECOND)), new Random(seed));
            PacedCallers.Outcome outcome =
                    new PacedCallers(pace, new PacedServer.LeakyBucket(50, 0), slow, seed).send(REQUESTS, CALLERS);
            assertThat(outcome.refused()).isLessThanOrEqualTo(10);
            assertThat(outcome.seconds()).isLessThan(12);
        }
    }

    @Test
    void aHostThatTakesLessThanThePlanSaysIsAskedLess() {
        for (int seed : worlds()) {
            Pace pace = new Pace(Optional.of(new Rate(50, SECOND)), new Random(seed));
            PacedCallers.Outcome outcome = new PacedCallers(
                            pace, new PacedServer.LeakyBucket(20, 0), world(QUICK), seed)
                    .send(REQUESTS, CALLERS);
            assertThat(outcome.refused()).isLessThanOrEqualTo(45);
            assertThat(outcome.rateAfter(5)).isGreaterThan(17);
        }
    }

    @Test
    void whereNoLimitIsNobodyIsHeldBackForLong() {
        Pace pace = new Pace(Optional.empty(), new Random(1));
        PacedServer endless = new PacedServer.SlidingWindow(1_000_000, SECOND, false);
        PacedCallers.Outcome outcome =
                new PacedCallers(pace, endless, world(Duration.ofMillis(100)), 1).send(1_000, 64);
        assertThat(outcome.refused()).isZero();
        assertThat(outcome.seconds()).isLessThan(6);
    }
}
