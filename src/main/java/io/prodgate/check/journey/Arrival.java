package io.prodgate.check.journey;

import java.time.Duration;

/**
 * How long it took until a state was there: it is seen only when it is looked for.
 *
 * @param least when it was looked for the last time and was not there; zero if it was there at the first look
 * @param most when it was seen
 */
record Arrival(Duration least, Duration most) {}
