package io.prodgate.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;

/** A value as it was seen, with what is known of its type, to be held against an {@link Expectation}. */
public sealed interface Actual {
    /** The longest text that {@link #shown()} gives, in characters, the note about the rest not counted. */
    int EXCERPT = 500;

    /** There was nothing. */
    record Absent() implements Actual {}

    /** JSON's {@code null}. */
    record Null() implements Actual {}

    /** JSON's {@code true} or {@code false}. */
    record Truth(boolean value) implements Actual {}

    /** A number of something. */
    record Amount(BigDecimal value, Unit unit) implements Actual {}

    /** A text that is known to be text, such as a JSON string. */
    record Text(String text) implements Actual {}

    /** Characters whose source knows no types, such as a header or a body: compared as what the expectation is. */
    record Raw(String text) implements Actual {}

    /** A JSON array or object. */
    record Tree(JsonNode json) implements Actual {}

    /** Nothing was seen. */
    static Actual absent() {
        return new Absent();
    }

    /** A plain number. */
    static Actual number(long value) {
        return new Amount(BigDecimal.valueOf(value), Unit.NONE);
    }

    /** How long something took. */
    static Actual duration(Duration value) {
        return new Amount(Unit.seconds(value), Unit.SECONDS);
    }

    /** How large something is. */
    static Actual size(long bytes) {
        return new Amount(BigDecimal.valueOf(bytes), Unit.BYTES);
    }

    /** A part of a JSON document; a missing node is {@link Absent}. */
    static Actual json(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING -> new Absent();
            case NULL -> new Null();
            case BOOLEAN -> new Truth(node.booleanValue());
            case NUMBER -> number(node);
            case STRING -> new Text(node.textValue());
            case ARRAY, OBJECT -> new Tree(node);
            case BINARY, POJO -> new Raw(node.asText());
        };
    }

    private static Actual number(JsonNode node) {
        // NaN and the infinities are no JSON, but a tree that was not read from text may hold them.
        boolean binary = node.isDouble() || node.isFloat();
        return !binary || Double.isFinite(node.doubleValue())
                ? new Amount(node.decimalValue(), Unit.NONE)
                : new Raw(node.asText());
    }

    /** The value as people read it, cut to an excerpt: texts of JSON in quotes, {@code (absent)} where there was nothing. */
    default String shown() {
        return switch (this) {
            case Absent() -> "(absent)";
            case Null() -> "null";
            case Truth(boolean value) -> Boolean.toString(value);
            case Amount(BigDecimal value, Unit unit) -> excerpt(unit.show(value));
            case Text(String text) -> '"' + excerpt(text) + '"';
            case Raw(String text) -> text.isEmpty() ? "(empty)" : excerpt(text);
            case Tree(JsonNode json) -> excerpt(json.toString());
        };
    }

    /** The beginning of a text, and how long it was if something was cut off. */
    static String excerpt(String text) {
        if (text.length() <= EXCERPT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(EXCERPT - 1)) ? EXCERPT - 1 : EXCERPT;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }
}
