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
        private final CompletableFuture<PaceGate.Entry> entered = new CompletableFuture<>();
        private final Thread thread;

        Caller(PaceGate gate, int name, Instant deadline) {
            int before = gate.waiting();
            thread = Thread.ofVirtual().start(() -> {
                try {
                    PaceGate.Entry entry = gate.enter(false, deadline, wait -> {});
                    if (entry instanceof PaceGate.Entry.Turn) {
                        through.add(name);
                    }
                    entered.complete(entry);
                } catch (InterruptedException e) {
                    entered.completeExceptionally(e);
                }
            });
            await(() -> entered.isDone() || gate.waiting() > before);
        }

        PaceGate.Entry outcome() {
            return entered.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }

        Sent sent() {
            return turn(outcome());
        }

        boolean passed() {
            return outcome() instanceof PaceGate.Entry.Turn;
        }
    }

    private static Sent turn(PaceGate.Entry entry) {
        return switch (entry) {
            case PaceGate.Entry.Turn(Sent sent) -> sent;
            case PaceGate.Entry.TooLong(PaceWait pause) -> throw new AssertionError("sent away: " + pause);
        };
    }

    private static PaceWait tooLong(PaceGate.Entry entry) {
        return switch (entry) {
            case PaceGate.Entry.Turn turn -> throw new AssertionError("let through: " + turn);
            case PaceGate.Entry.TooLong(PaceWait pause) -> pause;
        };
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
            gate.answered(callers.get(i).sent(), List.of());
            await(() -> passed == 10 || time.sleepers() == 1);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(through).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(callers).allMatch(Caller::passed);
    }

    @Test
    void aCallerIsLetThroughALittleBeforeItMaySendAndToldWhenThatIs() {
        PaceGate gate = gate(Optional.of(new Rate(10, Duration.ofSeconds(1))));
        Caller first = new Caller(gate, 0, in(PATIENCE));
        gate.answered(first.sent(), List.of());
        Caller second = new Caller(gate, 1, in(PATIENCE));
        await(() -> time.sleepers() == 1);
        assertThat(second.entered).isNotDone();
        Duration distance = Duration.ofNanos(101_250_000);
        time.advance(distance.minus(Pace.LONGEST_LEAD));
        assertThat(second.sent().start())
                .isEqualTo(first.sent().start().plus(distance))
                .isEqualTo(time.now().plus(Pace.LONGEST_LEAD));
    }

    @Test
    void anAnswerWakesWhoWaitsForIt() {
        PaceGate gate = gate(Optional.of(onePerSecond()));
        Caller first = new Caller(gate, 0, in(PATIENCE));
        time.advance(Duration.ofSeconds(5));
        new Caller(gate, 1, in(PATIENCE));
        assertThat(through).containsExactly(0);
        gate.withdrawn(first.sent());
        await(() -> through.size() == 2);
    }

    @Test
    void whoIsInterruptedLeavesTheLineToTheOthers() {
        PaceGate gate = gate(Optional.of(onePerSecond()));
        Caller served = new Caller(gate, 0, in(PATIENCE));
        Caller first = new Caller(gate, 1, in(PATIENCE));
        Caller second = new Caller(gate, 2, in(PATIENCE));
        first.thread.interrupt();
        await(first.entered::isCompletedExceptionally);
        gate.answered(served.sent(), List.of());
        await(() -> time.sleepers() == 1);
        time.advance(Duration.ofSeconds(1));
        assertThat(second.passed()).isTrue();
    }

    @Test
    void oneLimitHoldsAllCallersOfTheHostUntilTheToldInstant() throws Exception {
        PaceGate gate = gate(Optional.empty());
        Sent sent = turn(gate.enter(false, in(PATIENCE), wait -> {}));
        Limit limit = new Limit(Optional.of(Duration.ofSeconds(30)), "429 with Retry-After: 30", true);
        assertThat(gate.limited(limit, sent, List.of(), in(Duration.ofMinutes(5))))
                .isEmpty();
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(new Caller(gate, i, in(Duration.ofMinutes(5))));
        }
        await(() -> time.sleepers() == 1);
        Duration last = Pace.LONGEST_LEAD.plusMillis(1);
        time.advance(Duration.ofSeconds(30).minus(last));
        await(() -> time.sleepers() == 1);
        assertThat(through).isEmpty();
        time.advance(last);
        for (int i = 1; i <= 4; i++) {
            int passed = i;
            await(() -> through.size() == passed);
            gate.answered(callers.get(through.getLast()).sent(), List.of());
            await(() -> passed == 4 || time.sleepers() == 1);
            time.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void aLimitSendsThoseAwayAtOnceWhoseTimeEndsBefore() throws Exception {
        PaceGate gate = gate(Optional.of(onePerSecond()));
        Sent sent = turn(gate.enter(false, in(PATIENCE), wait -> {}));
        Caller late = new Caller(gate, 1, in(Duration.ofSeconds(600)));
        Caller early = new Caller(gate, 0, in(Duration.ofSeconds(60)));
        Limit limit = new Limit(Optional.of(Duration.ofSeconds(120)), "429 with Retry-After: 120", true);
        gate.limited(limit, sent, List.of(), in(Duration.ofSeconds(600)));
        PaceWait wait = tooLong(early.outcome());
        assertThat(wait.taken()).isFalse();
        assertThat(wait.word()).isEqualTo("429 with Retry-After: 120");
        // One window more than the told wait: somebody stands before it.
        assertThat(wait.delay()).isEqualTo(Duration.ofSeconds(121));
        await(() -> time.sleepers() == 1);
        time.advance(Duration.ofSeconds(120));
        assertThat(late.passed()).isTrue();
    }

    @Test
    void whoStandsTooFarBehindForThePlansPaceIsNotKept() throws Exception {
        PaceGate gate = gate(Optional.of(onePerSecond()));
        turn(gate.enter(false, in(PATIENCE), wait -> {}));
        for (int i = 0; i < 5; i++) {
            new Caller(gate, i, in(PATIENCE));
        }
        PaceWait wait = tooLong(gate.enter(false, in(Duration.ofSeconds(5)), told -> {}));
        assertThat(wait.taken()).isFalse();
        assertThat(wait.word()).isEqualTo("plan: 1/s");
    }

    @Test
    void slowAnswersToOthersDoNotKeepAnybodyBeyondTheDeadline() throws Exception {
        PaceGate gate = new PaceGate(
                "host:443", new Pace(Optional.of(onePerSecond()), new Random(1)), io.prodgate.evidence.Time.system());
        turn(gate.enter(false, Instant.now().plus(PATIENCE), wait -> {}));
        // Nobody ends the first request: only the deadline ends the wait.
        assertThat(tooLong(gate.enter(false, Instant.now().plusMillis(1100), wait -> {}))
                        .taken())
                .isFalse();
    }
}
