package io.prodgate.check.metric;

import io.prodgate.check.metric.Lexer.Token;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in a query, as far as the traps of numbers go: not a parser, Prometheus itself says what is wrong with a query.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Querying</a>
 */
final class PromQl {
    private static final Set<String> WITH_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> AGGREGATIONS = Set.of(
            "sum",
            "avg",
            "min",
            "max",
            "count",
            "group",
            "stddev",
            "stdvar",
            "topk",
            "bottomk",
            "quantile",
            "count_values",
            "limitk",
            "limit_ratio");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan");
    private static final Pattern DURATION_PART = Pattern.compile("([0-9]+)(ms|[smhdwy])");

    private final List<Token> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final List<Double> quantiles = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private Duration longest = Duration.ZERO;

    private PromQl(String query) {
        tokens = Lexer.tokens(query);
        read();
    }

    /** What is in a query. */
    static PromQl of(String query) {
        return new PromQl(query);
    }

    /** The selectors in it, in order. */
    List<Selector> selectors() {
        return List.copyOf(selectors);
    }

    /** How far back it looks at most, by its ranges; zero if it has none. */
    Duration longestRange() {
        return longest;
    }

    /** The quantiles of histograms that it asks for. */
    List<Double> quantiles() {
        return List.copyOf(quantiles);
    }

    /** True if something in it is divided. */
    boolean divides() {
        return tokens.stream().anyMatch(token -> token.is("/"));
    }

    /** True if something in it is multiplied by 100. */
    boolean timesHundred() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("*") && (hundred(i - 1) || hundred(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** True if it is the rate or the increase of a counter, times 100, and thus no percentage whatever it looks like. */
    boolean isRateAsPercentage() {
        return timesHundred() && !divides() && selectors.stream().anyMatch(Selector::isRated);
    }

    private boolean hundred(int index) {
        return at(index)
                .filter(token -> token.kind() == Lexer.Kind.NUMBER)
                .filter(token -> token.text().matches("100(\\.0*)?|1e2"))
                .isPresent();
    }

    private Optional<Token> at(int index) {
        return index >= 0 && index < tokens.size() ? Optional.of(tokens.get(index)) : Optional.empty();
    }

    private void read() {
        String function = "";
        int i = 0;
        while (i < tokens.size()) {
            Token token = tokens.get(i);
            int taken = 1;
            switch (token.kind()) {
                case NAME -> {
                    String word = token.text();
                    boolean called = at(i + 1).filter(next -> next.is("(")).isPresent();
                    if (WITH_LABELS.contains(word)) {
                        taken = called ? labels(i + 1) - i : 1;
                    } else if (called || isAggregation(i)) {
                        function = word;
                    } else if (!WORDS.contains(word)) {
                        taken = selector(i, word, word, i + 1) - i;
                    }
                }
                case BRACES -> taken = selector(i, token.text(), named(token.text()), i + 1) - i;
                case RANGE -> look(range(token.text()));
                case OTHER -> {
                    if (token.is("(")) {
                        open.addLast(function);
                        quantile(function, i + 1);
                        function = "";
                    } else if (token.is(")")) {
                        open.pollLast();
                    }
                }
                case STRING, NUMBER -> {}
            }
            i += taken;
        }
    }

    private boolean isAggregation(int index) {
        return AGGREGATIONS.contains(tokens.get(index).text())
                && at(index + 1)
                        .filter(next -> next.is("by") || next.is("without"))
                        .isPresent();
    }

    private void quantile(String function, int argument) {
        if (function.equals("histogram_quantile")) {
            at(argument)
                    .filter(token -> token.kind() == Lexer.Kind.NUMBER)
                    .flatMap(token -> number(token.text()))
                    .ifPresent(quantiles::add);
        }
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Where a list of labels that begins here ends. */
    private int labels(int from) {
        int end = from;
        while (end < tokens.size() && !tokens.get(end).is(")")) {
            end++;
        }
        return end + 1;
    }

    private int selector(int start, String text, String name, int from) {
        int next = from;
        String written = text;
        if (tokens.get(start).kind() == Lexer.Kind.NAME
                && at(next).filter(token -> token.kind() == Lexer.Kind.BRACES).isPresent()) {
            written = text + tokens.get(next).text();
            next++;
        }
        Optional<Duration> range = Optional.empty();
        if (at(next).filter(token -> token.kind() == Lexer.Kind.RANGE).isPresent()) {
            range = range(tokens.get(next).text());
            look(range);
            next++;
        }
        selectors.add(new Selector(written, name, range, List.copyOf(open)));
        return next;
    }

    private static String named(String braces) {
        Matcher matcher = Pattern.compile("__name__\\s*=\\s*[\"'`]([^\"'`]*)").matcher(braces);
        return matcher.find() ? matcher.group(1) : "";
    }

    private void look(Optional<Duration> range) {
        range.filter(found -> found.compareTo(longest) > 0).ifPresent(found -> longest = found);
    }

    /** {@code [5m]}, {@code [1h:1m]}. */
    static Optional<Duration> range(String written) {
        return duration(
                written.substring(1, written.length() - 1).split(":", 2)[0].strip());
    }

    /** A duration as PromQL writes it: {@code 1h30m}. */
    static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION_PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            long count = Long.parseLong(
                    matcher.group(1).substring(0, Math.min(9, matcher.group(1).length())));
            sum = sum.plus(
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        case "d" -> Duration.ofDays(count);
                        case "w" -> Duration.ofDays(count * 7);
                        default -> Duration.ofDays(count * 365);
                    });
            end = matcher.end();
        }
        return end == text.length() && end > 0 ? Optional.of(sum) : Optional.empty();
    }
}
