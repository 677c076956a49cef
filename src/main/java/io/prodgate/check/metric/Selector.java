package io.prodgate.check.metric;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A selector of series within a query.
 *
 * @param text as it is written, without range and modifiers: {@code x_total{status="ok"}}
 * @param name the metric's name; empty if only matchers are written
 * @param range how far it looks back, if it does
 * @param functions what it stands in, the outermost first; empty text for plain parentheses
 */
record Selector(String text, String name, Optional<Duration> range, List<String> functions) {
    private static final Set<String> RATES = Set.of("rate", "irate", "increase", "resets");
    private static final Set<String> GROWTH = Set.of("rate", "irate", "increase");

    Selector {
        functions = List.copyOf(functions);
    }

    /** True if what it selects only grows: by the function around it, else by its name. */
    boolean isCounter() {
        return isRated() || isBucket() || name.endsWith("_total") || name.endsWith("_count") || name.endsWith("_sum");
    }

    /** True if a function that knows of counters that begin anew is around it. */
    boolean isRated() {
        return functions.stream().anyMatch(RATES::contains);
    }

    /** True if it is asked how much it grew, directly or after something else was made of it. */
    boolean grows() {
        return functions.stream().anyMatch(GROWTH::contains);
    }

    /** True for the buckets of a histogram. */
    boolean isBucket() {
        return name.endsWith("_bucket");
    }

    /** True if the query is about this not being there. */
    boolean mayBeAbsent() {
        return functions.contains("absent") || functions.contains("absent_over_time");
    }

    /** True if down is what it tells, and not a flaw of it. */
    boolean tellsDown() {
        return name.equals("up");
    }

    /** The same with one more matcher. */
    String with(String matcher) {
        if (!text.endsWith("}")) {
            return text + "{" + matcher + "}";
        }
        String inner = text.substring(text.indexOf('{') + 1, text.length() - 1).strip();
        String before = text.substring(0, text.indexOf('{'));
        String separator = inner.isEmpty() || inner.endsWith(",") ? "" : ",";
        return before + "{" + inner + separator + matcher + "}";
    }
}
