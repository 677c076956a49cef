package io.prodgate.evidence;

import java.time.Duration;
import java.time.Instant;

/**
 * What a control host said when production did not answer: is it production, or is it us?
 *
 * @param url the control host's URL
 * @param answered true for any HTTP answer over a verified connection
 * @param detail the status, or why there was none
 * @param at when it was asked
 * @param duration how long it took
 */
public record ControlProbe(String url, boolean answered, String detail, Instant at, Duration duration)
        implements Evidence {}
