package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.PaceWait;
import io.prodgate.plan.Rate;
import io.prodgate.testing.HeldTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers on virtual threads, by a clock that moves only when somebody sleeps or a test says so. */
@Timeout(30)
class PaceGateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HeldTime time = new HeldTime();
    private final List<Integer> through = new CopyOnWriteArrayList<>();

    private PaceGate gate(Optional<Rate> rate) {
        return new PaceGate("host:443", new Pace(rate, new Random(1)), time);
    }

    private static Rate onePerSecond() {
        return new Rate(1, Duration.ofSeconds(1));
    }

    /** A caller in line; what it completes with is the wait it gave up for. */
    private final class Caller {
        private final CompletableFuture<Optional<PaceWait>> entered = new CompletableFuture<>();
        private final Thread thread;

        Caller(PaceGate gate, int name, Instant deadline) {
            int before = gate.waiting();
            thread = Thread.ofVirtual().start(() -> {
                try {
                    Optional<PaceWait> gaveUp = gate.enter(deadline, wait -> {});
                    if (gaveUp.isEmpty()) {
                        through.add(name);
                    }
                    entered.complete(gaveUp);
                } catch (InterruptedException e) {
                    entered.completeExceptionally(e);
                }
            });
            await(() -> entered.isDone() || gate.waiting() > before);
        }

        Optional<PaceWait> outcome() {
            return entered.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Thread.onSpinWait();
        }
    }

    private Instant in(Duration duration) {
        return time.now().plus(duration);
    }

    @Test
    void callersPassInTheOrderTheyCame() {
        PaceGate gate = gate(Optional.of(onePerSecond()));
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            callers.add(new Caller(gate, i, in(Duration.ofMinutes(5))));
        }
        for (int i = 0; i < 10; i++) {
            int passed = i + 1;
            await(() -> through.size() == passed);
            gate.ended();
            await(() -> passed == 10 || time.sleepers() == 1);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(through).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(callers).allMatch(caller -> caller.outcome().isEmpty());
    }

    @Test
    void anAnswerWakesWhoWaitsForIt() {
        PaceGate gate = gate(Optional.of(onePerSecond()));
        new Caller(gate, 0, in(PATIENCE));
        time.advance(Duration.ofSeconds(5));
        new Caller(gate, 1, in(PATIENCE));
        assertThat(through).containsExactly(0);
        gate.withdrawn();
        await(() -> through.size() == 2);
    }

    @Test
    void whoIsInterruptedLeavesTheLineToTheOthers() {
        PaceGate gate = gate(Optional.of(onePerSecond()));
        new Caller(gate, 0, in(PATIENCE));
        Caller first = new Caller(gate, 1, in(PATIENCE));
        Caller second = new Caller(gate, 2, in(PATIENCE));
        first.thread.interrupt();
        await(first.entered::isCompletedExceptionally);
        gate.ended();
        await(() -> time.sleepers() == 1);
        time.advance(Duration.ofSeconds(1));
        assertThat(second.outcome()).isEmpty();
    }

    @Test
    void oneLimitHoldsAllCallersOfTheHostUntilTheToldInstant() throws Exception {
        PaceGate gate = gate(Optional.empty());
        assertThat(gate.enter(in(PATIENCE), wait -> {})).isEmpty();
        Limit limit = new Limit(Optional.of(Duration.ofSeconds(30)), "429 with Retry-After: 30", true);
        assertThat(gate.limited(limit, time.now(), in(Duration.ofMinutes(5)))).isEmpty();
        for (int i = 0; i < 4; i++) {
            new Caller(gate, i, in(Duration.ofMinutes(5)));
        }
        await(() -> time.sleepers() == 1);
        time.advance(Duration.ofMillis(29_999));
        await(() -> time.sleepers() == 1);
        assertThat(through).isEmpty();
        time.advance(Duration.ofMillis(1));
        for (int i = 1; i <= 4; i++) {
            int passed = i;
            await(() -> through.size() == passed);
            gate.ended();
            await(() -> passed == 4 || time.sleepers() == 1);
            time.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void aLimitSendsThoseAwayAtOnceWhoseTimeEndsBefore() throws Exception {
        PaceGate gate = gate(Optional.of(onePerSecond()));
        assertThat(gate.enter(in(PATIENCE), wait -> {})).isEmpty();
        Caller late = new Caller(gate, 1, in(Duration.ofSeconds(600)));
        Caller early = new Caller(gate, 0, in(Duration.ofSeconds(60)));
        Limit limit = new Limit(Optional.of(Duration.ofSeconds(120)), "429 with Retry-After: 120", true);
        gate.limited(limit, time.now(), in(Duration.ofSeconds(600)));
        PaceWait wait = early.outcome().orElseThrow();
        assertThat(wait.taken()).isFalse();
        assertThat(wait.word()).isEqualTo("429 with Retry-After: 120");
        // One window more than the told wait: somebody stands before it.
        assertThat(wait.delay()).isEqualTo(Duration.ofSeconds(121));
        await(() -> time.sleepers() == 1);
        time.advance(Duration.ofSeconds(120));
        assertThat(late.outcome()).isEmpty();
    }

    @Test
    void whoStandsTooFarBehindForThePlansPaceIsNotKept() throws Exception {
        PaceGate gate = gate(Optional.of(onePerSecond()));
        assertThat(gate.enter(in(PATIENCE), wait -> {})).isEmpty();
        for (int i = 0; i < 5; i++) {
            new Caller(gate, i, in(PATIENCE));
        }
        Optional<PaceWait> tooLong = gate.enter(in(Duration.ofSeconds(5)), wait -> {});
        assertThat(tooLong).hasValueSatisfying(wait -> {
            assertThat(wait.taken()).isFalse();
            assertThat(wait.word()).isEqualTo("plan: 1/s");
        });
    }

    @Test
    void slowAnswersToOthersDoNotKeepAnybodyBeyondTheDeadline() throws Exception {
        PaceGate gate = new PaceGate(
                "host:443", new Pace(Optional.of(onePerSecond()), new Random(1)), io.prodgate.evidence.Time.system());
        assertThat(gate.enter(Instant.now().plus(PATIENCE), wait -> {})).isEmpty();
        // Nobody ends the first request: only the deadline ends the wait.
        assertThat(gate.enter(Instant.now().plusMillis(1100), wait -> {}))
                .hasValueSatisfying(wait -> assertThat(wait.taken()).isFalse());
    }
}
