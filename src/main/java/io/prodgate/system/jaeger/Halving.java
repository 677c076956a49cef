package io.prodgate.system.jaeger;

import io.prodgate.system.SystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads more traces than Jaeger gives at once: where there may be more for a time it is halved, as often as it takes or is bearable. */
final class Halving {
    /** So many traces are asked for at once. */
    static final int PAGE = 200;

    /** So often one search asks. */
    private static final int MOST_QUESTIONS = 24;

    private static final Duration SHORTEST_PART = Duration.ofMillis(2);

    private final Map<String, String> tags;
    private final int most;

    /**
     * A search.
     *
     * @param tags what is kept has a span with all of them
     * @param most how many are kept at most
     */
    Halving(Map<String, String> tags, int most) {
        this.tags = Map.copyOf(tags);
        this.most = most;
    }

    /** At most {@link #PAGE} traces of a part of the time. */
    @FunctionalInterface
    interface Pages {
        List<Trace> of(Instant from, Instant to) throws SystemException, InterruptedException;
    }

    private record Part(Instant from, Instant to) {
        /** Both halves, the later one first. */
        List<Part> halves() {
            Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
            return List.of(new Part(middle, to), new Part(from, middle));
        }

        boolean divisible() {
            return Duration.between(from, to).compareTo(SHORTEST_PART) > 0;
        }
    }

    Jaeger.Search read(Pages pages, Instant from, Instant to) throws SystemException, InterruptedException {
        Map<String, Trace> found = new LinkedHashMap<>();
        Deque<Part> open = new ArrayDeque<>(List.of(new Part(from, to)));
        boolean whole = true;
        for (int questions = 1; !open.isEmpty(); questions++) {
            Part part = open.removeFirst();
            List<Trace> page = pages.of(part.from(), part.to());
            page.stream().filter(trace -> trace.has(tags)).forEach(trace -> found.putIfAbsent(trace.id(), trace));
            boolean full = page.size() >= PAGE;
            if (found.size() > most || questions >= MOST_QUESTIONS) {
                whole = whole && found.size() <= most && !full && open.isEmpty();
                break;
            }
            if (full && part.divisible()) {
                part.halves().reversed().forEach(open::addFirst);
            } else if (full) {
                whole = false;
            }
        }
        return new Jaeger.Search(found.values().stream().limit(most).toList(), whole);
    }
}
