package io.prodgate.plan;

import java.util.ArrayList;
import java.util.List;

/** Joins the parts of a template, and stops when it grows beyond reason: a few variables can double each other many times. */
final class JoinedText {
    /** How long one text may become, in characters. */
    static final int LONGEST = 4 << 20;

    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int length;

    /** Adds parts; false if the text has become too long. */
    boolean add(List<Template.Part> more) {
        for (Template.Part part : more) {
            switch (part) {
                case Template.Literal(String text) -> {
                    length += text.length();
                    if (length <= LONGEST) {
                        literal.append(text);
                    }
                }
                case Template.Reference reference -> {
                    length += reference.toString().length();
                    endLiteral();
                    parts.add(reference);
                }
            }
            if (length > LONGEST) {
                return false;
            }
        }
        return true;
    }

    /** How long it is. */
    int length() {
        return length;
    }

    /** All of it, neighbouring literals joined. */
    Template template() {
        endLiteral();
        return parts.isEmpty() ? Template.literal("") : new Template(parts);
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
