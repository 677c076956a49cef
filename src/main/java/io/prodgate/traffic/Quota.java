package io.prodgate.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * At most so many requests in any span of time, wherever a server's windows begin. Nobody knows when between sending and answering
 * the server counts a request: it counts for the whole time, or, if all answers are alike, from its start and as much longer as they
 * differ.
 */
final class Quota {
    private final int count;
    private final Duration window;
    private final Deque<Sent> counted = new ArrayDeque<>();

    Quota(int count, Duration window) {
        this.count = count;
        this.window = window;
    }

    void add(Sent sent) {
        counted.addLast(sent);
    }

    void remove(Sent sent) {
        counted.remove(sent);
    }

    /** When one more may go out, if the quota is used up: empty inside if not before an answer. */
    Optional<Optional<Instant>> usedUp(Instant now, Optional<Latencies.Alike> alike) {
        counted.removeIf(sent -> sent.forgotten(window, alike)
                .filter(instant -> !instant.isAfter(now))
                .isPresent());
        int over = counted.size() - count;
        if (over < 0) {
            return Optional.empty();
        }
        List<Instant> free = counted.stream()
                .map(sent -> sent.forgotten(window, alike))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        return Optional.of(over < free.size() ? Optional.of(free.get(over)) : Optional.empty());
    }
}
