package io.prodgate.testing;

import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still until a test moves it; who sleeps by it is woken when it has been moved far enough. */
public final class HeldTime implements Time {
    private final List<Instant> sleepers = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T12:00:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (!duration.isPositive()) {
            return;
        }
        Instant until = now.plus(duration);
        sleepers.add(until);
        try {
            while (now.isBefore(until)) {
                wait();
            }
        } finally {
            sleepers.remove(until);
        }
    }

    /** How many are sleeping that the clock has not woken. */
    public synchronized int sleepers() {
        return (int) sleepers.stream().filter(now::isBefore).count();
    }

    /** Moves the clock ahead and wakes whose time has come. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        notifyAll();
    }
}
