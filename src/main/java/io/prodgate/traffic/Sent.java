package io.prodgate.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A request that went out, as the pace of its host remembers it. Guarded by whoever guards the pace. */
final class Sent {
    private final Instant start;
    private Optional<Instant> end = Optional.empty();

    Sent(Instant start) {
        this.start = start;
    }

    /** When it may go out: those who are to send it are told a little before. */
    Instant start() {
        return start;
    }

    void end(Instant now) {
        end = Optional.of(now.isBefore(start) ? start : now);
    }

    /**
     * When a window of a server that counted this request has certainly forgotten it; empty if that is not known before its answer.
     *
     * @param alike what answers take if they are alike: then servers count requests about as long after their start as others. If they
     *     are not, it may be counted at any moment from its start to its answer
     */
    Optional<Instant> forgotten(Duration window, Optional<Latencies.Alike> alike) {
        Optional<Instant> atMost = end.map(instant -> instant.plus(window));
        if (alike.isEmpty()) {
            return atMost;
        }
        Duration late = end.map(instant ->
                        Duration.between(start, instant).minus(alike.get().least()))
                .filter(longer -> longer.compareTo(alike.get().spread()) > 0)
                .orElse(alike.get().spread());
        Instant likely = start.plus(window).plus(late);
        return Optional.of(atMost.filter(likely::isAfter).orElse(likely));
    }
}
