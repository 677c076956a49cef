package io.prodgate.check.journey;

import java.time.Duration;
import java.time.Instant;

/**
 * When an item was sent. The two differ only where the answer to the sending was lost.
 *
 * @param earliest not before that
 * @param latest not after that
 */
record Sent(Instant earliest, Instant latest) {
    static Sent at(Instant instant) {
        return new Sent(instant, instant);
    }

    /** When at the latest the time has passed that the plan grants. */
    Instant deadline(Duration within) {
        return latest.plus(within);
    }

    /** How long it had certainly been under way at an instant. */
    Duration least(Instant at) {
        Duration least = Duration.between(latest, at);
        return least.isNegative() ? Duration.ZERO : least;
    }

    /** How long it had been under way at most at an instant. */
    Duration most(Instant at) {
        return Duration.between(earliest, at);
    }
}
