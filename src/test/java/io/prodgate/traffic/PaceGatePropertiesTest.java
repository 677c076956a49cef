package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Rate;
import io.prodgate.testing.SteppingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Many callers on virtual threads at one gate, by a clock that jumps whenever one of them sleeps. */
class PaceGatePropertiesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private record Interval(Instant started, Instant ended) {}

    @Property(tries = 60)
    void manyCallersAreAllServedWithinThePlansPace(
            @ForAll @IntRange(min = 1, max = 6) int count,
            @ForAll @IntRange(min = 1, max = 10) int seconds,
            @ForAll @IntRange(min = 1, max = 24) int callers,
            @ForAll @IntRange(max = 30) int limitPercent,
            @ForAll long seed)
            throws InterruptedException {
        Duration per = Duration.ofSeconds(seconds);
        SteppingTime stepping = SteppingTime.atNoon();
        PaceGate gate =
                new PaceGate("host:443", new Pace(Optional.of(new Rate(count, per)), new Random(seed)), stepping);
        ConcurrentLinkedQueue<Interval> sent = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Random random = new Random(seed + i);
            threads.add(Thread.ofVirtual().start(() -> call(gate, stepping, random, limitPercent, sent)));
        }
        for (Thread thread : threads) {
            assertThat(thread.join(PATIENCE)).as("no wake-up was lost").isTrue();
        }
        assertThat(sent).hasSizeGreaterThanOrEqualTo(callers);
        for (Interval last : sent) {
            long seen = sent.stream()
                    .filter(one -> !one.started().isAfter(last.started())
                            && one.ended().isAfter(last.started().minus(per)))
                    .count();
            assertThat(seen).isLessThanOrEqualTo(count);
        }
    }

    /** Repeats its request until no limit is the answer. */
    private static void call(
            PaceGate gate, SteppingTime time, Random random, int limitPercent, ConcurrentLinkedQueue<Interval> sent) {
        Instant deadline = time.now().plus(Duration.ofDays(300));
        try {
            boolean limited;
            boolean again = false;
            do {
                if (!(gate.enter(again, deadline, wait -> {}) instanceof PaceGate.Entry.Turn(Sent turn))) {
                    return;
                }
                Instant started = turn.start();
                time.sleepUntil(started);
                time.sleep(Duration.ofMillis(random.nextInt(500)));
                limited = random.nextInt(100) < limitPercent;
                sent.add(new Interval(started, time.now()));
                if (limited) {
                    gate.limited(new Limit(Optional.of(Duration.ofSeconds(2)), "429", true), turn, List.of(), deadline);
                } else {
                    gate.answered(turn, List.of());
                }
                again = true;
            } while (limited);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
