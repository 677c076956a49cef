package io.prodgate.evidence;

import java.time.Duration;
import java.time.Instant;

/**
 * A wait for a rate limit, or several short ones for the plan's own pace added up.
 *
 * @param host whose limit
 * @param from when the wait began; of several, when it would have begun if they were one that ended with the last
 * @param delay how long; of several, their sum
 * @param word by whose word: {@code plan: 5/s}, {@code 429 with Retry-After: 30}
 * @param taken true if it was waited; false if the wait is longer than what is left of the budget, so that the
 *     request was given up instead
 */
public record PaceWait(String host, Instant from, Duration delay, String word, boolean taken) implements Evidence {}
