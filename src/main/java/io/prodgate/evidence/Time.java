package io.prodgate.evidence;

import java.time.Duration;
import java.time.Instant;

/** The clock, and waiting by it. Comes in through constructors, so that tests need no sleeping. */
public interface Time {
    /** Now. */
    Instant now();

    /** Waits that long; returns at once for zero or less. */
    void sleep(Duration duration) throws InterruptedException;

    /** Waits for an instant, as exactly as this clock can; returns at once if it is over. */
    default void sleepUntil(Instant instant) throws InterruptedException {
        sleep(Duration.between(now(), instant));
    }

    /** The machine's own clock. */
    static Time system() {
        return new Time() {
            // Timers are late by about a tenth of a millisecond, seldom by more: so long before an instant they are not
            // trusted.
            private static final Duration LAST_MOMENT = Duration.ofNanos(300_000);

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                if (duration.isPositive()) {
                    Thread.sleep(duration);
                }
            }

            // The last moment is spent looking at the clock.
            @Override
            public void sleepUntil(Instant instant) throws InterruptedException {
                Duration left = Duration.between(now(), instant);
                if (left.isPositive()) {
                    long end = System.nanoTime() + left.toNanos();
                    sleep(left.minus(LAST_MOMENT));
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                }
            }
        };
    }
}
