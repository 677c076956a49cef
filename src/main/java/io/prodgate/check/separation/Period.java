package io.prodgate.check.separation;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that is looked at.
 *
 * @param from since when test traffic counts
 * @param to now
 */
record Period(Instant from, Instant to) {
    private static final Duration LEAST = Duration.ofMinutes(5);

    /** How far back real users are looked for: a run that has just begun may have seen none, nor any scrape. */
    Duration ofUsers() {
        Duration length = Duration.between(from, to);
        return length.compareTo(LEAST) < 0 ? LEAST : length;
    }
}
