package io.prodgate.plan;

import io.prodgate.plan.Findings.Finding;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a value should be, as people write it: {@code 200}, {@code ">= 10"}, {@code "< 60s"}, {@code "~ ^ok"}, {@code exists}, or
 * a list of which any may hold. Read once from the plan, then held against as many values as needed.
 *
 * <p>It fails closed: a value that is missing, or that cannot be compared with what is expected, never meets it.
 */
public final class Expectation {
    private final List<Condition> anyOf;
    private final List<Template> written;

    Expectation(List<Condition> anyOf, List<Template> written) {
        this.anyOf = List.copyOf(anyOf);
        this.written = List.copyOf(written);
    }

    /** What an expectation is about, so that a mistake in it is found before anything runs. */
    public enum Subject {
        /** Anything; the types are compared when the value is there. */
        ANY(Optional.empty()),
        /** A plain number. */
        NUMBER(Optional.of(Unit.NONE)),
        /** An HTTP status: also {@code 2xx} and the like. */
        STATUS(Optional.of(Unit.NONE)),
        /** How long something took. */
        DURATION(Optional.of(Unit.SECONDS)),
        /** How large something is. */
        SIZE(Optional.of(Unit.BYTES)),
        /** A share in percent. */
        PERCENTAGE(Optional.of(Unit.PERCENT));

        private final Optional<Unit> unit;

        Subject(Optional<Unit> unit) {
            this.unit = unit;
        }

        Optional<Unit> unit() {
            return unit;
        }
    }

    /**
     * How a value compared.
     *
     * @param met whether the value is as expected
     * @param expected the expectation as the plan writes it, references filled in except those to secrets
     * @param actual the value as {@link Actual#shown()} gives it
     * @param remark why it was missed where the two alone do not tell, else empty
     */
    public record Result(boolean met, String expected, String actual, String remark) {}

    /**
     * Reads an expectation; mistakes are noted with their places, and then nothing is returned.
     *
     * @param namespaces of references that may be filled in at run time: {@code secret}, {@code run}, {@code capture}
     */
    public static Optional<Expectation> read(
            PlanNode node, Subject subject, Collection<String> namespaces, PlanErrors errors) {
        return new ExpectationReader(subject, namespaces, errors).read(node);
    }

    /**
     * An expectation that the program itself has, such as a default.
     *
     * @throws IllegalArgumentException if the text is not a valid expectation
     */
    public static Expectation of(String text, Subject subject) {
        PlanErrors errors = new PlanErrors();
        PlanNode node = new PlanNode.Scalar(new Position("", 1, 1), "", Template.literal(text), false);
        return read(node, subject, List.of(), errors)
                .orElseThrow(() -> new IllegalArgumentException(errors.all().toString()));
    }

    /** The references that have to be filled in while a check runs. */
    public List<Template.Reference> references() {
        return written.stream()
                .flatMap(template -> template.references().stream())
                .toList();
    }

    /**
     * Holds a value against the expectation.
     *
     * @throws Values.MissingValueException if a reference has neither a value nor a fallback
     */
    public Result judge(Actual actual, Values values) {
        Set<String> remarks = new LinkedHashSet<>();
        String expected = expected(values);
        for (Condition condition : anyOf) {
            Finding finding = Findings.of(condition, actual, values);
            if (finding.met()) {
                return new Result(true, expected, actual.shown(), "");
            }
            remarks.add(finding.remark());
        }
        remarks.remove("");
        return new Result(false, expected, actual.shown(), Actual.excerpt(String.join("; ", remarks)));
    }

    private String expected(Values values) {
        Values shown = reference ->
                "secret".equals(reference.namespace()) ? Optional.of(reference.toString()) : values.find(reference);
        return written(written.stream().map(template -> template.fill(shown)).toList());
    }

    private static String written(List<String> texts) {
        return Actual.excerpt(texts.size() == 1 ? texts.getFirst() : "any of " + String.join(", ", texts));
    }

    /** As the plan writes it. */
    @Override
    public String toString() {
        return written(written.stream().map(Template::toString).toList());
    }
}
