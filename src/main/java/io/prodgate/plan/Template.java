package io.prodgate.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A text with references: {@code Bearer ${secret.api}}. In a plan, <code>$${</code> stands for a literal <code>${</code>.
 *
 * @param parts in order; neighbouring literals are joined
 */
public record Template(List<Part> parts) {
    public Template {
        parts = List.copyOf(parts);
    }

    /** A piece of a template. */
    public sealed interface Part {}

    /** Text that stands for itself. */
    public record Literal(String text) implements Part {}

    /**
     * {@code ${namespace.name}} or {@code ${namespace.name:-fallback}}.
     *
     * @param namespace {@code env}, {@code secret}, {@code run}, {@code capture}, …
     * @param name what follows the first dot
     * @param fallback used when there is no value
     */
    public record Reference(String namespace, String name, Optional<String> fallback) implements Part {
        @Override
        public String toString() {
            return "${" + namespace + "." + name + fallback.map(f -> ":-" + f).orElse("") + "}";
        }
    }

    /** A template without references. */
    public static Template literal(String text) {
        return new Template(List.of(new Literal(text)));
    }

    /**
     * Reads what {@link #written} wrote.
     *
     * @throws IllegalArgumentException if it is no template
     */
    public static Template parse(String written) {
        TemplateParser.Parsed parsed = TemplateParser.parse(written);
        if (!parsed.mistakes().isEmpty()) {
            throw new IllegalArgumentException(parsed.mistakes().getFirst().message());
        }
        return parsed.template();
    }

    /** As a plan would write it: with references unresolved, and what only looks like one escaped. */
    public String written() {
        return parts.stream()
                .map(part -> switch (part) {
                    case Literal literal -> literal.text().replace("${", "$${");
                    case Reference reference -> reference.toString();
                })
                .collect(Collectors.joining());
    }

    /**
     * The template with every reference filled in but those to secrets: fit to be kept.
     *
     * @throws Values.MissingValueException if a value is missing and the reference has no fallback
     */
    public Template fillAllButSecrets(Values values) {
        return new Template(parts.stream()
                .map(part -> part instanceof Reference reference
                                && !reference.namespace().equals("secret")
                        ? new Literal(new Template(List.of(reference)).fill(values))
                        : part)
                .toList());
    }

    /** The text, if nothing in it has to be filled in any more. */
    public Optional<String> text() {
        return parts.stream().allMatch(Literal.class::isInstance) ? Optional.of(toString()) : Optional.empty();
    }

    /** The references still in it. */
    public List<Reference> references() {
        return parts.stream()
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
    }

    /**
     * The text with every reference filled in.
     *
     * @throws Values.MissingValueException if a value is missing and the reference has no fallback
     */
    public String fill(Values values) {
        return parts.stream()
                .map(part -> switch (part) {
                    case Literal literal -> literal.text();
                    case Reference reference ->
                        values.find(reference)
                                .or(reference::fallback)
                                .orElseThrow(() -> new Values.MissingValueException(reference));
                })
                .collect(Collectors.joining());
    }

    /** As written, with references unresolved: fit to be shown, since it never holds a secret's value. */
    @Override
    public String toString() {
        return parts.stream()
                .map(part -> switch (part) {
                    case Literal literal -> literal.text();
                    case Reference reference -> reference.toString();
                })
                .collect(Collectors.joining());
    }
}
