package io.prodgate.demo;

import java.time.Duration;

/**
 * A limit on one client's calls.
 *
 * @param name as in the RateLimit fields
 * @param quota how many calls
 * @param window in any span of this length, whole seconds
 * @param used how many of them the client had before the platform was started, all at the same moment
 * @param usedBefore how long before
 */
record Policy(String name, int quota, Duration window, int used, Duration usedBefore) {
    /** A limit of calls a second, of which nothing is used. */
    static Policy perSecond(String name, int quota) {
        return new Policy(name, quota, Duration.ofSeconds(1), 0, Duration.ZERO);
    }

    /** A limit of calls a day, of which so many are left until the used ones come back twelve hours after the start. */
    static Policy perDay(String name, int quota, int left) {
        return new Policy(name, quota, Duration.ofDays(1), quota - left, Duration.ofHours(12));
    }
}
