package io.prodgate.traffic;

import java.time.Duration;

/**
 * How much later than asked for callers wake up at least, by the latest wake-ups: timers and schedulers take their time. Where requests
 * are milliseconds apart, sleeping that much shorter is what keeps the pace. Not safe for use by several threads.
 */
final class WakeUps {
    /** More than this is no timer's but a busy machine's. */
    private static final long MOST_NANOS = 500_000;

    /** A late one counts this little: an early one is believed at once, since who wakes too early only sleeps again. */
    private static final int SELDOM = 16;

    private long leastNanos;

    /** Somebody woke up so much later than asked for. */
    void woke(Duration late) {
        long nanos = Math.clamp(late.toNanos(), 0, MOST_NANOS);
        leastNanos = nanos < leastNanos ? nanos : leastNanos + (nanos - leastNanos) / SELDOM;
    }

    /** How long to sleep so that nobody wakes up later than after so long without need; as long as that if it is very short. */
    Duration sleepFor(Duration wanted) {
        Duration shorter = wanted.minusNanos(leastNanos);
        return shorter.isPositive() ? shorter : wanted;
    }
}
