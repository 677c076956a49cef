package io.prodgate.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the references in a text: <code>${namespace.name}</code>, <code>${namespace.name:-fallback}</code>, and
 * <code>$${</code> for a literal <code>${</code>. A lone dollar sign stands for itself.
 */
final class TemplateParser {
    private static final Pattern REFERENCE =
            Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)\\.(.+?)(?::-(.*))?", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.\\[\\]-]*");

    private final String text;
    private final List<Template.Part> parts = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private TemplateParser(String text) {
        this.text = text;
    }

    /** Something wrong in a template. */
    record Mistake(String message, Optional<String> hint) {}

    /**
     * What was found.
     *
     * @param template as far as it could be understood; to be used only without mistakes
     */
    record Parsed(Template template, List<Mistake> mistakes) {}

    static Parsed parse(String text) {
        TemplateParser parser = new TemplateParser(text);
        parser.run();
        return new Parsed(new Template(parser.parts), List.copyOf(parser.mistakes));
    }

    private void run() {
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf("${", from);
            if (open < 0) {
                literal.append(text, from, text.length());
                break;
            }
            if (open > from && text.charAt(open - 1) == '$') {
                literal.append(text, from, open - 1).append("${");
                from = open + 2;
            } else {
                literal.append(text, from, open);
                from = reference(open);
            }
        }
        endLiteral();
    }

    /** Reads the reference that opens here; returns where to go on. */
    private int reference(int open) {
        int close = text.indexOf('}', open);
        if (close < 0) {
            mistake(
                    "'" + Excerpt.of(text.substring(open)) + "' is not closed",
                    "add the missing '}', or write $${ for a plain ${");
            return text.length();
        }
        String inner = text.substring(open + 2, close);
        String written = Excerpt.of(text.substring(open, close + 1));
        if (inner.startsWith("{")) {
            mistake("'" + written + "' has two braces", "write ${env.NAME} with one");
        } else if (inner.contains("${")) {
            int end = afterNested(open);
            mistake(
                    "'" + Excerpt.of(text.substring(open, end)) + "' holds another reference",
                    "a fallback after ':-' is plain text");
            return end;
        } else if (inner.isBlank()) {
            mistake("'" + written + "' is empty", "write ${env.NAME}, ${secret.NAME} or the like; $${ for a plain ${");
        } else {
            understand(inner, written);
        }
        return close + 1;
    }

    private int afterNested(int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private void understand(String inner, String written) {
        Matcher matcher = REFERENCE.matcher(inner);
        if (!matcher.matches()) {
            mistake("'" + written + "' is not understood", withoutNamespace(inner));
            return;
        }
        Optional<Namespace> namespace = Namespace.of(matcher.group(1));
        String name = matcher.group(2);
        Optional<String> fallback = Optional.ofNullable(matcher.group(3));
        if (namespace.isEmpty()) {
            mistake(
                    "'" + written + "' begins with an unknown word '" + matcher.group(1) + "'",
                    Nearest.hint(matcher.group(1), Namespace.words()));
        } else if (namespace.get() != Namespace.FILE && !NAME.matcher(name).matches()) {
            mistake(
                    "'" + written + "' has a name with characters that names do not have",
                    "letters, digits, '_', '-' and '.', without blanks");
        } else if (namespace.get() == Namespace.RUN && !name.equals("id")) {
            mistake("'" + written + "' is not known", "only ${run.id} is known of a run");
        } else if (fallback.isPresent() && !namespace.get().allowsFallback()) {
            mistake(
                    "'" + written + "' has a fallback, and '" + namespace.get().word() + "' takes none",
                    "remove ':-…'");
        } else {
            endLiteral();
            parts.add(new Template.Reference(namespace.get().word(), name, fallback));
        }
    }

    private static String withoutNamespace(String inner) {
        String word = inner.strip();
        if (NAME.matcher(word).matches() && !word.contains(".")) {
            return "did you mean ${env." + word + "}, ${var." + word + "} or ${secret." + word + "}?";
        }
        return "write ${env.NAME}, ${secret.NAME} or the like; $${ for a plain ${";
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private void mistake(String message, String hint) {
        mistakes.add(new Mistake(message, Optional.of(hint)));
    }
}
