package io.prodgate.plan;

import java.util.List;

/** What became of looking up a static reference. */
sealed interface Found {
    /** A value; it may hold references to the run. */
    record Value(List<Template.Part> parts) implements Found {
        boolean isEmpty() {
            return parts.stream()
                    .allMatch(part -> part instanceof Template.Literal literal
                            && literal.text().isEmpty());
        }
    }

    /** There is no value, but a fallback would do. */
    record Missing(String message, String hint) implements Found {}

    /** The reference itself is wrong: a fallback does not mend it. */
    record Wrong(String message, String hint) implements Found {}

    /** Wrong, and that was told where it went wrong. */
    record Told() implements Found {}

    /** A plain text. */
    static Found text(String text) {
        return new Value(List.of(new Template.Literal(text)));
    }
}
