package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock on which a second passes at every look, so that no limit of calls a second is ever reached. */
final class HurriedTime implements Time {
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");

    private final AtomicLong looks = new AtomicLong();

    @Override
    public Instant now() {
        return START.plusSeconds(looks.getAndIncrement());
    }

    @Override
    public void sleep(Duration duration) {
        looks.addAndGet(duration.toSeconds());
    }
}
