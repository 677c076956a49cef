package io.prodgate.traffic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How long the latest answers took, and whether they all took about the same. */
final class Latencies {
    private static final int LEAST = 10;
    private static final int REMEMBERED = 50;

    /** Answers that differ by more of the slowest one are not alike: nothing can be said about when a server counts. */
    private static final int ALIKE_PERCENT = 20;

    /** One answer in so many is quicker than what counts as quick: the very quickest are rare. */
    private static final int QUICK_SHARE = 4;

    /** Clocks and rounding. */
    private static final Duration MARGIN = Duration.ofMillis(1);

    /**
     * What answers that are all alike take.
     *
     * @param least the quickest
     * @param spread how much longer the slowest took
     */
    record Alike(Duration least, Duration spread) {}

    private final Deque<Duration> latest = new ArrayDeque<>();
    private boolean first = true;
    private int trusted;

    /** An answer took so long. The first one of all opens a connection and is not like the others. */
    void add(Duration latency) {
        if (first) {
            first = false;
            return;
        }
        trusted++;
        latest.addLast(latency);
        if (latest.size() > REMEMBERED) {
            latest.removeFirst();
        }
    }

    /** Something was misjudged: nothing follows from the latencies before the next few are known. */
    void distrust() {
        trusted = 0;
    }

    /** How much longer one took than a quick one of the latest answers, as one in four is; zero while none is known, or if it was quicker. */
    Duration above(Duration latency) {
        return latest.stream()
                .sorted()
                .skip(latest.size() / QUICK_SHARE)
                .findFirst()
                .map(latency::minus)
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    /** What the latest answers took if they are alike; empty if not, or while too few are known. */
    Optional<Alike> alike() {
        if (trusted < LEAST) {
            return Optional.empty();
        }
        Duration slowest = latest.stream().max(Duration::compareTo).orElseThrow();
        Duration least = latest.stream().min(Duration::compareTo).orElseThrow();
        Duration spread = slowest.minus(least);
        return spread.multipliedBy(100).compareTo(slowest.multipliedBy(ALIKE_PERCENT)) > 0
                ? Optional.empty()
                : Optional.of(new Alike(least, spread.plus(MARGIN)));
    }
}
