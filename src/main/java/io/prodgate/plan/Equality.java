package io.prodgate.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.prodgate.plan.Condition.Typing;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether a value equals an operand.
 *
 * @param state the answer
 * @param remark why not, where the two alone do not tell
 */
record Equality(State state, String remark) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Numbers by value, so that 1 and 1.0 are the same; everything else as Jackson does. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    };

    /** How two values stand to each other. */
    enum State {
        SAME,
        OTHER,
        /** Not of the same type: neither equal nor different. */
        INCOMPARABLE
    }

    static Equality of(String operand, Typing typing, Actual actual) {
        return switch (actual) {
            case Actual.Absent() -> incomparable("there is nothing to compare");
            case Actual.Null() -> ofNull(operand, typing, actual);
            case Actual.Truth(boolean value) -> ofTruth(operand, typing, value, actual);
            case Actual.Amount(BigDecimal value, Unit unit) -> ofAmount(operand, typing, value, unit, actual);
            case Actual.Text(String text) -> ofText(operand, typing, text, actual);
            case Actual.Raw(String text) -> ofRaw(operand, typing, text);
            case Actual.Tree(JsonNode tree) -> ofTree(operand, typing, tree, actual);
        };
    }

    private static Equality ofNull(String operand, Typing typing, Actual actual) {
        return typing != Typing.TEXT && isNull(operand) ? state(true) : differentTypes(operand, typing, actual);
    }

    private static Equality ofTruth(String operand, Typing typing, boolean value, Actual actual) {
        if (typing != Typing.TEXT && isNull(operand)) {
            return state(false);
        }
        return typing == Typing.TEXT || !isTruth(operand)
                ? differentTypes(operand, typing, actual)
                : state(Boolean.parseBoolean(operand) == value);
    }

    private static Equality ofAmount(String operand, Typing typing, BigDecimal value, Unit unit, Actual actual) {
        if (typing != Typing.TEXT && isNull(operand)) {
            return state(false);
        }
        Optional<BigDecimal> expected =
                typing == Typing.TEXT && unit == Unit.NONE ? Optional.empty() : unit.parse(operand);
        return expected.map(number -> state(number.compareTo(value) == 0))
                .orElseGet(() -> differentTypes(operand, typing, actual));
    }

    private static Equality ofText(String operand, Typing typing, String text, Actual actual) {
        Optional<String> json = jsonText(operand, typing);
        if (json.isPresent()) {
            return state(json.get().equals(text));
        }
        if (typing == Typing.PLAIN && !typeName(operand).equals("text")) {
            return isNull(operand) ? state(false) : differentTypes(operand, typing, actual);
        }
        // Where the plan does not tell the type, null means null, unless production sends that very word as text.
        return state(operand.equals(text));
    }

    private static Equality ofRaw(String operand, Typing typing, String text) {
        String expected = jsonText(operand, typing).orElse(operand);
        if (expected.equals(text)) {
            return state(true);
        }
        Optional<BigDecimal> number = typing == Typing.TEXT ? Optional.empty() : Unit.NONE.parse(expected);
        return state(number.isPresent()
                && Unit.NONE
                        .parse(text)
                        .filter(seen -> seen.compareTo(number.get()) == 0)
                        .isPresent());
    }

    private static Equality ofTree(String operand, Typing typing, JsonNode tree, Actual actual) {
        if (typing != Typing.TEXT && isNull(operand)) {
            return state(false);
        }
        return container(operand)
                .map(expected -> state(tree.equals(BY_VALUE, expected)))
                .orElseGet(() -> incomparable("expected " + described(operand, typing) + ", found " + described(actual)
                        + (tree.isArray() ? "; write 'contains …' for one of its elements" : "")));
    }

    /** True if an element of a JSON array equals the operand, whose type is not told. */
    static boolean holds(JsonNode array, String operand) {
        for (JsonNode element : array) {
            if (of(operand, Typing.OPEN, Actual.json(element)).state == State.SAME) {
                return true;
            }
        }
        return false;
    }

    private static Equality state(boolean same) {
        return new Equality(same ? State.SAME : State.OTHER, "");
    }

    private static Equality incomparable(String remark) {
        return new Equality(State.INCOMPARABLE, remark);
    }

    private static Equality differentTypes(String operand, Typing typing, Actual actual) {
        return incomparable("expected " + described(operand, typing) + ", found " + described(actual));
    }

    private static String described(String operand, Typing typing) {
        String type = typing == Typing.TEXT ? "text" : typeName(operand);
        return switch (type) {
            case "text" -> "the text \"" + Actual.excerpt(operand) + '"';
            case "number" -> "the number " + Actual.excerpt(operand);
            default -> Actual.excerpt(operand);
        };
    }

    /** The value with its type, for messages. */
    static String described(Actual actual) {
        return switch (actual) {
            case Actual.Absent() -> "nothing";
            case Actual.Null _, Actual.Truth _ -> actual.shown();
            case Actual.Amount amount -> (amount.unit() == Unit.NONE ? "the number " : "") + actual.shown();
            case Actual.Text _ -> "the text " + actual.shown();
            case Actual.Raw _ -> actual.shown();
            case Actual.Tree(JsonNode tree) ->
                (tree.isArray() ? "a list of " : "an object with ") + tree.size() + (tree.isArray() ? "" : " members");
        };
    }

    // The words of YAML 1.2's core schema.
    private static String typeName(String operand) {
        if (isNull(operand) || isTruth(operand)) {
            return "word";
        }
        return Unit.NONE.parse(operand).isPresent() ? "number" : "text";
    }

    private static boolean isNull(String operand) {
        return switch (operand) {
            case "null", "Null", "NULL" -> true;
            default -> false;
        };
    }

    private static boolean isTruth(String operand) {
        return switch (operand) {
            case "true", "True", "TRUE", "false", "False", "FALSE" -> true;
            default -> false;
        };
    }

    /** After an operator, a text in JSON's quotes is text for sure: {@code = "200"}. */
    private static Optional<String> jsonText(String operand, Typing typing) {
        return typing == Typing.OPEN && operand.startsWith("\"")
                ? json(operand).filter(JsonNode::isTextual).map(JsonNode::textValue)
                : Optional.empty();
    }

    private static Optional<JsonNode> container(String operand) {
        return operand.startsWith("[") || operand.startsWith("{")
                ? json(operand).filter(JsonNode::isContainerNode)
                : Optional.empty();
    }

    private static Optional<JsonNode> json(String operand) {
        try {
            return Optional.of(JSON.readTree(operand));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
