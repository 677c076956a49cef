package io.prodgate.traffic;

import java.time.Duration;
import java.util.Optional;

/**
 * What an answer says about a rate limit that was hit.
 *
 * @param pause how long to stay away, if it says so
 * @param word what it said: {@code 429 with Retry-After: 30}
 * @param certain false if the status alone would be an ordinary answer and only the headers speak of a limit
 */
record Limit(Optional<Duration> pause, String word, boolean certain) {}
