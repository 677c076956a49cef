package io.prodgate.evidence;

import java.time.Duration;
import java.time.Instant;

/**
 * What was seen of production from somewhere else, when it did not answer here: is it production, or is it the way from here?
 *
 * @param vantage the name of the place in the plan
 * @param target the URL that was asked
 * @param usable whether the place itself worked; if not, nothing is known
 * @param reached true for an answer of the target itself, over https by a verified connection, with anything but a server error
 * @param detail the status, or why there was none
 * @param at when it was asked
 * @param duration how long it took
 */
public record VantageProbe(
        String vantage, String target, boolean usable, boolean reached, String detail, Instant at, Duration duration)
        implements Evidence {}
