package io.prodgate.demo.promql;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A query taken apart. */
sealed interface Expression {
    /** A number as it is written. */
    record Literal(double value) implements Expression {}

    /** A text as it is written. */
    record Text(String text) implements Expression {}

    /**
     * Series.
     *
     * @param range how far back, in milliseconds; empty: the latest sample
     * @param offset how long before the instant that is asked for, in milliseconds
     */
    record Selector(List<Matcher> matchers, Optional<Long> range, long offset) implements Expression {
        public Selector {
            matchers = List.copyOf(matchers);
        }

        boolean matches(Map<String, String> labels) {
            return matchers.stream().allMatch(matcher -> matcher.matches(labels));
        }

        Selector reaching(long millis) {
            return new Selector(matchers, Optional.of(millis), offset);
        }

        Selector before(long millis) {
            return new Selector(matchers, range, millis);
        }
    }

    /** A function with its arguments. */
    record Call(String function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Several series made one by group. */
    record Aggregation(String operator, Grouping grouping, Expression of) implements Expression {}

    /** The opposite of a number. */
    record Negation(Expression of) implements Expression {}

    /**
     * Two sides.
     *
     * @param bool whether a comparison gives 0 or 1
     * @param matching by which labels series of both sides belong together
     */
    record Binary(String operator, boolean bool, Grouping matching, Expression left, Expression right)
            implements Expression {}

    /**
     * Some labels.
     *
     * @param these true: these, false: all but these and the name
     */
    record Grouping(boolean these, Set<String> labels) {
        public Grouping {
            labels = Set.copyOf(labels);
        }

        boolean keeps(String label) {
            return these ? labels.contains(label) : !labels.contains(label) && !label.equals(Labels.NAME);
        }
    }

    /** What a label has to be. */
    record Matcher(String label, String operator, String value, Pattern pattern) {
        boolean matches(Map<String, String> labels) {
            String actual = labels.getOrDefault(label, "");
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                case "=~" -> pattern.matches(actual);
                default -> !pattern.matches(actual);
            };
        }

        boolean matchesNothing() {
            return matches(Map.of());
        }
    }
}
