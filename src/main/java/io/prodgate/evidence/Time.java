package io.prodgate.evidence;

import java.time.Duration;
import java.time.Instant;

/** The clock, and waiting by it. Comes in through constructors, so that tests need no sleeping. */
public interface Time {
    /** Now. */
    Instant now();

    /** Waits that long; returns at once for zero or less. */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's own clock. */
    static Time system() {
        return new Time() {
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
        };
    }
}
