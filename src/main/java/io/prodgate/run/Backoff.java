package io.prodgate.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait between attempts: longer each time, never exactly as long as another check. */
public final class Backoff {
    /** How many attempts infrastructure trouble may use up. */
    static final int INFRASTRUCTURE_ATTEMPTS = 3;

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration CONFIRMATION = Duration.ofSeconds(1);
    private static final double SPREAD = 0.25;

    private final RandomGenerator random;
    private final double scale;

    public Backoff(RandomGenerator random) {
        this(random, 1);
    }

    /**
     * Waits that are longer or shorter than usual.
     *
     * @param scale what every wait is multiplied by
     */
    public Backoff(RandomGenerator random, double scale) {
        this.random = random;
        this.scale = scale;
    }

    /** The wait before production is asked to say the same again. */
    Duration confirm() {
        return spread(CONFIRMATION);
    }

    /**
     * The wait after so many tries.
     *
     * @param tries at least 1
     */
    Duration after(int tries) {
        Duration delay = FIRST;
        for (int i = 1; i < tries && delay.compareTo(LONGEST) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return spread(delay.compareTo(LONGEST) < 0 ? delay : LONGEST);
    }

    private Duration spread(Duration delay) {
        double factor = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
        return Duration.ofMillis(Math.round(delay.toMillis() * factor * scale));
    }
}
