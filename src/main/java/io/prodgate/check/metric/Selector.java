package io.prodgate.check.metric;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
    private static final Pattern COUNT_OF_UNITS =
            Pattern.compile(".*_(seconds|milliseconds|millis|ms|bytes|duration|latency|time|size|length|ratio)_count");
    private static final Set<String> GROWTH = Set.of("rate", "irate", "increase");
    private static final Set<String> DIFFERENCES = Set.of("delta", "idelta", "deriv", "changes");

    Selector {
        functions = List.copyOf(functions);
    }

    /**
     * True if what it selects only grows: by the function around it, else by its name. Gauges are called {@code _count} too, such as
     * {@code pg_stat_activity_count}: without a unit before it that name tells nothing.
     *
     * @see <a href="https://prometheus.io/docs/practices/naming/">metric and label naming</a>
     */
    boolean isCounter() {
        return isRated()
                || isBucket()
                || name.endsWith("_total")
                || name.endsWith("_sum")
                || COUNT_OF_UNITS.matcher(name).matches();
    }

    /** True if a function that knows of counters that begin anew is around it. */
    boolean isRated() {
        return functions.stream().anyMatch(RATES::contains);
    }

    /** True if it is asked how much it grew, directly or after something else was made of it. */
    boolean grows() {
        return functions.stream().anyMatch(GROWTH::contains)
                || (isCounter() && functions.stream().anyMatch(DIFFERENCES::contains));
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
