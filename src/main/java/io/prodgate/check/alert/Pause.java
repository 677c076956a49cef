package io.prodgate.check.alert;

import java.time.Duration;

/** How long to wait between looks: often enough for what is waited for, and no more. */
final class Pause {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int LOOKS = 60;

    private Pause() {}

    static Duration within(Duration time) {
        Duration even = time.dividedBy(LOOKS);
        if (even.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return even.compareTo(LONGEST) > 0 ? LONGEST : even;
    }
}
