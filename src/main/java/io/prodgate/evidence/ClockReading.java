package io.prodgate.evidence;

import java.time.Duration;

/**
 * The runner's clock against somebody else's.
 *
 * @param source whose clock: the URL whose {@code Date} header was read
 * @param skew the runner's time minus the source's; positive when the runner is ahead
 * @param precision how exact the reading can be at best ({@code Date} has whole seconds, plus the round trip)
 */
public record ClockReading(String source, Duration skew, Duration precision) implements Evidence {}
