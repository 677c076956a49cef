package io.prodgate.cli;

import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import sun.misc.Signal;

/**
 * Ending a run on a signal without losing what it has done. The first signal asks the run to stop and lets it finish in its
 * own time; the same signal once more, or a run that does not stop within the grace period, ends the process at once.
 *
 * <p>The handlers take the place of those of the Java virtual machine, which would begin its shutdown while the run is
 * still at work. {@code sun.misc.Signal} is the only way to them; JEP 260 keeps it open for this use.
 */
public final class Signals {
    /** How long a run may take to stop. Kubernetes grants 30 s before it kills. */
    public static final Duration GRACE = Duration.ofSeconds(25);

    // A launcher in between may pass on the signal that the terminal has sent to both: that is still the first.
    private static final Duration SAME_KEY_PRESS = Duration.ofMillis(300);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final Time time;
    private final Duration grace;
    private final IntConsumer halt;

    /** Signals of the process. */
    public Signals(Time time) {
        this(time, GRACE, code -> Runtime.getRuntime().halt(code));
    }

    /**
     * Signals with an end of one's own.
     *
     * @param grace how long a run may take to stop
     * @param halt ends the process at once with an exit code
     */
    Signals(Time time, Duration grace, IntConsumer halt) {
        this.time = time;
        this.grace = grace;
        this.halt = halt;
    }

    /** A signal that ends a run. */
    public enum Kind {
        /** The terminal was closed. */
        HUP(1),
        /** Ctrl-C. */
        INT(2),
        /** Asked to end by another process. */
        TERM(15);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** As it is usually written: {@code SIGINT}. */
        public String signalName() {
            return "SIG" + name();
        }

        /** By convention of the shells 128 and the signal's number: 129, 130, 143. */
        public int exitCode() {
            return 128 + number;
        }
    }

    /**
     * How a run ended.
     *
     * @param value what it returned
     * @param signal the signal that asked it to stop, if one did
     */
    public record Ended<T>(T value, Optional<Kind> signal) {}

    /**
     * Runs the body on the calling thread. A signal calls {@code stop} once, on another thread; the body is expected to
     * return soon after.
     *
     * @param stop asks the body to stop
     * @param lastWords what must be done even when the process ends at once, such as giving back the terminal's cursor
     * @param body the run
     */
    public <T> Ended<T> whileRunning(Consumer<Kind> stop, Runnable lastWords, Callable<T> body) throws Exception {
        Watch watch = new Watch(stop, lastWords);
        List<Runnable> restore = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            restore.add(handle(kind, () -> watch.received(kind)));
        }
        try {
            return new Ended<>(body.call(), watch.first());
        } finally {
            watch.over();
            restore.forEach(Runnable::run);
        }
    }

    /** Takes over a signal; what comes back gives it back to who had it before. */
    private static Runnable handle(Kind kind, Runnable action) {
        var signal = new Signal(kind.name());
        var before = Signal.handle(signal, ignored -> action.run());
        return () -> Signal.handle(signal, before);
    }

    private final class Watch {
        private final Consumer<Kind> stop;
        private final Runnable lastWords;
        private final CountDownLatch over = new CountDownLatch(1);
        private Optional<Kind> first = Optional.empty();
        private Instant firstAt = Instant.EPOCH;

        Watch(Consumer<Kind> stop, Runnable lastWords) {
            this.stop = stop;
            this.lastWords = lastWords;
        }

        synchronized Optional<Kind> first() {
            return first;
        }

        void over() {
            over.countDown();
        }

        void received(Kind kind) {
            if (takeAsFirst(kind)) {
                Thread.ofVirtual().name("grace").start(() -> endAfterGrace(kind));
                stop.accept(kind);
            } else if (again(kind)) {
                endAtOnce(kind);
            }
        }

        private synchronized boolean takeAsFirst(Kind kind) {
            if (first.isPresent()) {
                return false;
            }
            first = Optional.of(kind);
            firstAt = time.now();
            return true;
        }

        // Build systems send INT, then TERM, while they still wait for the end: only a person repeats the same one.
        private synchronized boolean again(Kind kind) {
            return first.filter(kind::equals).isPresent() && time.now().isAfter(firstAt.plus(SAME_KEY_PRESS));
        }

        private void endAfterGrace(Kind kind) {
            try {
                if (!over.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                    endAtOnce(kind);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void endAtOnce(Kind kind) {
            try {
                // On a thread of its own: whoever writes to a stopped terminal holds it up for ever.
                Thread.ofVirtual().start(lastWords).join(LAST_WORDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            halt.accept(kind.exitCode());
        }
    }
}
