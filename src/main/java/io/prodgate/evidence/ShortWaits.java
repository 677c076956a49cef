package io.prodgate.evidence;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Adds up the short waits of one attempt, so that long chains of them are told. Safe for use by several threads. */
final class ShortWaits {
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final Map<String, Duration> byHost = new HashMap<>();

    /**
     * Counts a wait.
     *
     * @return all waits for the host that were not told yet, as one that ends with this one, if they come to a second
     */
    synchronized Optional<PaceWait> add(PaceWait wait) {
        Duration total = byHost.getOrDefault(wait.host(), Duration.ZERO).plus(wait.delay());
        if (total.compareTo(WORTH_TELLING) < 0) {
            byHost.put(wait.host(), total);
            return Optional.empty();
        }
        byHost.remove(wait.host());
        return Optional.of(new PaceWait(
                wait.host(), wait.from().plus(wait.delay()).minus(total), total, wait.word(), wait.taken()));
    }
}
