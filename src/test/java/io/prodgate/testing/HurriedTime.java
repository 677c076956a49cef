package io.prodgate.testing;

import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that goes ten times as fast as the machine's, for whole runs that wait for long. What others do seems slow by it. */
public final class HurriedTime implements Time {
    private static final int AS_FAST = 10;

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant now() {
        return start.plusNanos((System.nanoTime() - startNanos) * AS_FAST);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Time.system().sleep(duration.dividedBy(AS_FAST));
    }
}
