package io.prodgate.check.metric;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What counters have counted before they were seen for the first time. {@code rate()} and {@code increase()} know only how a counter
 * grew from its first sample on: one that appears as 1, and stays that, has not grown.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/#increase">increase()</a>
 */
final class FirstValues {
    private static final Pattern RATED = Pattern.compile("\\b(?<function>rate|increase)\\s*+\\(\\s*+"
            + "(?<selector>[a-zA-Z_:][a-zA-Z0-9_:]*+\\s*+(?:" + Lexer.BRACES + ")?+|" + Lexer.BRACES + ")\\s*+"
            + "\\[\\s*+(?<range>[0-9a-z]++)\\s*+]\\s*+\\)");
    /** How long Prometheus takes a series without new samples to be there. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    private FirstValues() {}

    /**
     * The same query with the first values of new counters added to what they grew. What they counted first may lie within its range
     * or before, so the truth is between the values of both queries.
     *
     * @param gap how long a counter may have been without samples before, and is not new
     * @return empty if nothing in the query is a rate or an increase right of a selector
     */
    static Optional<String> added(String query, Duration gap) {
        Matcher matcher = RATED.matcher(query);
        StringBuilder added = new StringBuilder();
        boolean found = false;
        while (matcher.find()) {
            Optional<Duration> range = PromQl.duration(matcher.group("range"));
            found |= range.isPresent();
            matcher.appendReplacement(
                    added,
                    Matcher.quoteReplacement(
                            range.map(length -> added(matcher, length, gap)).orElse(matcher.group())));
        }
        return found ? Optional.of(matcher.appendTail(added).toString()) : Optional.empty();
    }

    private static String added(Matcher matcher, Duration range, Duration gap) {
        String ranged = matcher.group("selector") + "[" + matcher.group("range") + "]";
        String before = matcher.group("selector") + "[" + Scrapes.promql(gap.plus(LOOK_BACK)) + "] offset "
                + matcher.group("range");
        // The least is the first, unless the counter began anew since: then the first is the most at most.
        String first = "((max_over_time(" + ranged + ") and resets(" + ranged + ") > 0 or min_over_time(" + ranged
                + ")) unless last_over_time(" + before + "))";
        String born = matcher.group("function").equals("rate") ? first + " / " + range.toMillis() / 1000.0 : first;
        String grown = matcher.group();
        return "(" + grown + " + " + born + " or " + grown + " or " + born + ")";
    }
}
