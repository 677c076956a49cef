package io.prodgate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.plan.Condition.Comparison;
import io.prodgate.plan.Condition.Match;
import io.prodgate.plan.Condition.Operand;
import io.prodgate.plan.Condition.StatusClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds single conditions against values. */
final class Findings {
    private Findings() {}

    /**
     * Whether a condition holds.
     *
     * @param met true only if it was certain
     * @param remark why not, where that is not plain to see
     */
    record Finding(boolean met, String remark) {
        static Finding of(boolean met) {
            return new Finding(met, "");
        }

        static Finding missed(String remark) {
            return new Finding(false, remark);
        }
    }

    static Finding of(Condition condition, Actual actual, Values values) {
        return switch (condition) {
            case Condition.Exists() -> Finding.of(!(actual instanceof Actual.Absent || actual instanceof Actual.Null));
            case Condition.Absent() -> Finding.of(actual instanceof Actual.Absent);
            case StatusClass(int hundreds) ->
                Finding.of(actual instanceof Actual.Amount(BigDecimal value, Unit unit)
                        && unit == Unit.NONE
                        && value.intValue() / 100 == hundreds);
            case Match match -> match(match, actual, values);
            case Comparison(Operator operator, Operand operand) ->
                actual instanceof Actual.Absent
                        ? Finding.missed("there is nothing to compare")
                        : compare(operator, operand, operand.template().fill(values), actual);
        };
    }

    private static Finding compare(Operator operator, Operand operand, String filled, Actual actual) {
        return switch (operator) {
            case EQUAL -> equal(Equality.State.SAME, operand, filled, actual);
            case DIFFERENT -> equal(Equality.State.OTHER, operand, filled, actual);
            case LESS, AT_MOST, MORE, AT_LEAST -> order(operator, filled, actual);
            case CONTAINS -> contains(filled, actual, true);
            case CONTAINS_NOT -> contains(filled, actual, false);
            case MATCHES, MATCHES_NOT -> throw new IllegalStateException("a pattern is no operand");
        };
    }

    private static Finding equal(Equality.State wanted, Operand operand, String filled, Actual actual) {
        Equality equality = Equality.of(filled, operand.typing(), actual);
        return new Finding(equality.state() == wanted, equality.remark());
    }

    private static Finding order(Operator operator, String operand, Actual actual) {
        Optional<Unit> unit = actual instanceof Actual.Amount amount
                        && amount.unit().parse(operand).isPresent()
                ? Optional.of(amount.unit())
                : Unit.of(operand);
        if (unit.isEmpty()) {
            return Finding.missed("the expected '" + Actual.excerpt(operand) + "' is no number");
        }
        Optional<BigDecimal> seen = amount(actual, unit.get());
        return seen.map(value -> Finding.of(
                        operator.holds(value.compareTo(unit.get().parse(operand).orElseThrow()))))
                .orElseGet(() ->
                        Finding.missed("expected " + unit.get().forms() + ", found " + Equality.described(actual)));
    }

    private static Optional<BigDecimal> amount(Actual actual, Unit unit) {
        return switch (actual) {
            case Actual.Amount(BigDecimal value, Unit own) -> own == unit ? Optional.of(value) : Optional.empty();
            case Actual.Raw(String text) -> unit.parse(text);
            // JSON has numbers, so a text of digits is no number; but it has no durations, sizes or percentages.
            case Actual.Text(String text) -> Unit.NONE.parse(text).isPresent() ? Optional.empty() : unit.parse(text);
            case Actual.Absent _, Actual.Null _, Actual.Truth _, Actual.Tree _ -> Optional.empty();
        };
    }

    private static Finding contains(String operand, Actual actual, boolean wanted) {
        return switch (actual) {
            case Actual.Text(String text) -> Finding.of(text.contains(operand) == wanted);
            case Actual.Raw(String text) -> Finding.of(text.contains(operand) == wanted);
            case Actual.Tree(JsonNode tree) when tree.isArray() -> Finding.of(Equality.holds(tree, operand) == wanted);
            case Actual.Absent _, Actual.Null _, Actual.Truth _, Actual.Amount _, Actual.Tree _ ->
                Finding.missed("only a text or a list can contain something, found " + Equality.described(actual));
        };
    }

    private static Finding match(Match match, Actual actual, Values values) {
        Optional<String> text = switch (actual) {
            case Actual.Text(String value) -> Optional.of(value);
            case Actual.Raw(String value) -> Optional.of(value);
            case Actual.Amount(BigDecimal value, Unit unit) ->
                unit == Unit.NONE ? Optional.of(value.toString()) : Optional.empty();
            case Actual.Truth(boolean value) -> Optional.of(Boolean.toString(value));
            case Actual.Absent _, Actual.Null _, Actual.Tree _ -> Optional.empty();
        };
        if (text.isEmpty()) {
            return Finding.missed("a regular expression needs a text, found " + Equality.described(actual));
        }
        try {
            RegularExpression expression = match.compiled().isPresent()
                    ? match.compiled().get()
                    : RegularExpression.compile(pattern(match.pattern(), values));
            return expression
                    .find(text.get())
                    .map(found -> Finding.of(found == match.wanted()))
                    .orElseGet(() -> Finding.missed("the text is too long for this regular expression"));
        } catch (RegularExpression.InvalidException e) {
            return Finding.missed("with the values filled in, the regular expression is not valid: " + e.getMessage());
        }
    }

    /** A pattern with its references filled in by values that stand for themselves. */
    static String pattern(Template template, Values values) {
        return template.parts().stream()
                .map(part -> switch (part) {
                    case Template.Literal(String text) -> text;
                    case Template.Reference reference ->
                        RegularExpression.quote(new Template(List.of(reference)).fill(values));
                })
                .collect(Collectors.joining());
    }
}
