package io.prodgate.plan;

import java.util.Optional;

/** One condition of an {@link Expectation}. */
sealed interface Condition {
    /** There is something, and it is not {@code null}. */
    record Exists() implements Condition {}

    /** There is nothing. */
    record Absent() implements Condition {}

    /** A status of a class: 2 for {@code 2xx}. */
    record StatusClass(int hundreds) implements Condition {}

    /** A comparison with an operand. */
    record Comparison(Operator operator, Operand operand) implements Condition {}

    /**
     * A match with a regular expression.
     *
     * @param wanted true for {@code ~}, false for {@code !~}
     * @param pattern what the plan writes; values filled in stand for themselves
     * @param compiled the pattern, if nothing in it has to be filled in
     */
    record Match(boolean wanted, Template pattern, Optional<RegularExpression> compiled) implements Condition {}

    /** The expected side of a comparison. */
    record Operand(Template template, Typing typing) {}

    /** What the plan says about the type of an operand. */
    enum Typing {
        /** In quotes: text. */
        TEXT,
        /** Plain YAML: a number, {@code true}, {@code false} or {@code null} if it looks like one, else text. */
        PLAIN,
        /** Not told: what was seen decides. */
        OPEN
    }
}
