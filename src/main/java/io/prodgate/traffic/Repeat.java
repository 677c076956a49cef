package io.prodgate.traffic;

import java.time.Duration;

/** Asks {@link Repeats} to send the same call again. Carries no stack trace: it is an order, not an error. */
final class Repeat extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Duration delay;

    private Repeat(String reason, Duration delay) {
        super(reason, null, false, false);
        this.delay = delay;
    }

    static Repeat at(Duration delay, String reason) {
        return new Repeat(reason, delay);
    }

    /** How long to wait before. */
    Duration delay() {
        return delay;
    }
}
