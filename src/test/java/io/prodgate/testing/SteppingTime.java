package io.prodgate.testing;

import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until somebody waits: then it jumps ahead by as much. */
public class SteppingTime implements Time {
    private Instant now;

    public SteppingTime(Instant start) {
        now = start;
    }

    /** A clock at an arbitrary round instant. */
    public static SteppingTime atNoon() {
        return new SteppingTime(Instant.parse("2026-01-02T12:00:00Z"));
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        advance(duration);
    }

    /** Moves the clock ahead. */
    public synchronized void advance(Duration duration) {
        if (duration.isPositive()) {
            now = now.plus(duration);
        }
    }
}
