package io.prodgate.check.metric;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What counters have counted before they were seen for the first time. {@code rate()} and {@code increase()} know only how a counter
 * grew from its first sample on: one that appears as 1, and stays that, has not grown.
 *
 * @param query the same query with the first values of new counters added to what they grew; what they counted first may lie within
 *     its range or before, so the truth is between the values of both queries. Empty if there is nothing in it to add to
 * @param unseen selectors of counters whose growth is computed in another way, to which no first value can be added
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/#increase">increase()</a>
 */
record FirstValues(Optional<String> query, List<Selector> unseen) {
    private static final String OFFSET = "offset\\s++(?<away>-?[0-9a-z]++)";
    private static final String AT = "@\\s*+(?:[0-9.]++|(?:start|end)\\s*+\\(\\s*+\\))";
    private static final Pattern RATED = Pattern.compile("(?<skipped>" + Lexer.OPAQUE + ")"
            + "|\\b(?<function>rate|increase)\\s*+\\(\\s*+"
            + "(?<selector>[a-zA-Z_:][a-zA-Z0-9_:]*+\\s*+(?:" + Lexer.BRACES + ")?+|" + Lexer.BRACES + ")\\s*+"
            + "\\[\\s*+(?<range>[0-9a-z]++)\\s*+]\\s*+"
            + "(?:(?<at>" + AT + ")\\s*+)?(?:" + OFFSET + "\\s*+)?(?<late>" + AT + "\\s*+)?\\)");
    /** How long Prometheus takes a series without new samples to be there. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    FirstValues {
        unseen = List.copyOf(unseen);
    }

    /**
     * Looks at how a query computes growth.
     *
     * @param gap how long a counter may have been without samples before, and is not new
     */
    static FirstValues of(String query, Duration gap) {
        String added = replaced(query, matcher -> added(matcher, gap));
        String rest = replaced(query, matcher -> added(matcher, gap).map(with -> "0"));
        boolean subtracts = subtractsThePast(rest);
        List<Selector> unseen = PromQl.of(rest).selectors().stream()
                .filter(selector -> selector.grows() || (subtracts && selector.isCounter()))
                .toList();
        return new FirstValues(added.equals(query) ? Optional.empty() : Optional.of(added), unseen);
    }

    /** True for {@code x_total - x_total offset 1h}: series without a past are left out of it. */
    private static boolean subtractsThePast(String query) {
        List<Lexer.Token> tokens = Lexer.tokens(query);
        return tokens.stream().anyMatch(token -> token.is("-"))
                && tokens.stream().anyMatch(token -> token.is("offset") || token.is("@"));
    }

    private static String replaced(String query, Function<MatchResult, Optional<String>> replacement) {
        return RATED.matcher(query)
                .replaceAll(match -> Matcher.quoteReplacement(
                        (match.group("skipped") == null ? replacement.apply(match) : Optional.<String>empty())
                                .orElse(match.group())));
    }

    private static Optional<String> added(MatchResult matcher, Duration gap) {
        Optional<Duration> range = PromQl.duration(matcher.group("range"));
        Optional<Duration> away =
                matcher.group("away") == null ? Optional.of(Duration.ZERO) : offset(matcher.group("away"));
        if (range.isEmpty() || away.isEmpty() || (matcher.group("at") != null && matcher.group("late") != null)) {
            return Optional.empty();
        }
        String at = Optional.ofNullable(matcher.group("at"))
                .or(() -> Optional.ofNullable(matcher.group("late")))
                .map(found -> " " + found.strip())
                .orElse("");
        String offset = away.get().isZero() ? "" : " offset " + matcher.group("away");
        String ranged = matcher.group("selector") + "[" + matcher.group("range") + "]" + at + offset;
        String before = matcher.group("selector") + "[" + Scrapes.promql(gap.plus(LOOK_BACK)) + "]" + at + " offset "
                + Scrapes.promql(range.get().plus(away.get()));
        // The least is the first, unless the counter began anew since: then the first is the most at most.
        String first = "((max_over_time(" + ranged + ") and resets(" + ranged + ") > 0 or min_over_time(" + ranged
                + ")) unless last_over_time(" + before + "))";
        String born = matcher.group("function").equals("rate")
                ? first + " / " + range.get().toMillis() / 1000.0
                : first;
        String grown = matcher.group();
        return Optional.of("(" + grown + " + " + born + " or " + grown + " or " + born + ")");
    }

    private static Optional<Duration> offset(String written) {
        return written.startsWith("-")
                ? PromQl.duration(written.substring(1)).map(Duration::negated)
                : PromQl.duration(written);
    }

    /** A look for counters that appeared with a value within a range before an instant. */
    static String born(Selector selector, Duration range, Duration gap) {
        String ranged = selector.text() + "[" + Scrapes.promql(range) + "]";
        return "count((min_over_time(" + ranged + ") > 0 or resets(" + ranged + ") > 0) unless last_over_time("
                + selector.text() + "[" + Scrapes.promql(gap.plus(LOOK_BACK)) + "] offset " + Scrapes.promql(range)
                + "))";
    }
}
