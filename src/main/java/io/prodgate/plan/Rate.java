package io.prodgate.plan;

import java.time.Duration;

/**
 * So many requests in any span of time: {@code 5/s}, {@code 100/min}.
 *
 * @param count at least 1
 * @param per the span, positive
 */
public record Rate(int count, Duration per) {
    public Rate {
        if (count < 1 || per.isZero() || per.isNegative()) {
            throw new IllegalArgumentException("a rate is at least one in a positive span of time");
        }
    }
}
