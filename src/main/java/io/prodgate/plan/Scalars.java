package io.prodgate.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads single texts of the plan's tree; what is wrong with them goes into the errors. */
final class Scalars {
    private final PlanErrors errors;

    Scalars(PlanErrors errors) {
        this.errors = errors;
    }

    /** The scalar that has to stand there. */
    Optional<PlanNode.Scalar> scalar(PlanNode node, String expected) {
        if (node instanceof PlanNode.Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar);
        }
        wrongType(node, expected);
        return Optional.empty();
    }

    /** The text that has to stand there and to be known before the run. */
    Optional<String> text(PlanNode node, String expected) {
        return scalar(node, expected).flatMap(this::known);
    }

    /** The text of a scalar, which has to be known before the run. */
    Optional<String> known(PlanNode.Scalar scalar) {
        checkReferences(scalar, List.of());
        return scalar.template().text();
    }

    /** Notes every reference to the run whose namespace is not one of these. */
    void checkReferences(PlanNode.Scalar scalar, Collection<String> namespaces) {
        if (Unresolved.in(scalar.template())) {
            return;
        }
        for (Template.Reference reference : scalar.template().references()) {
            if (!namespaces.contains(reference.namespace())) {
                String message = namespaces.isEmpty()
                        ? reference + " is known only during the run, and this has to be known before"
                        : reference + " has no value here";
                errors.add(scalar.at(), scalar.path(), message, allowed(reference, namespaces));
            }
        }
    }

    private static String allowed(Template.Reference reference, Collection<String> namespaces) {
        if (reference.name().startsWith(Namespace.TERRAFORM.word() + ".")) {
            return "terraform marks this output as sensitive, so it can stand only where a secret can";
        }
        List<String> usable = new ArrayList<>();
        for (Namespace namespace : Namespace.values()) {
            if (namespace.isStatic() || namespaces.contains(namespace.word())) {
                usable.add(namespace.word());
            }
        }
        return "usable here: " + String.join(", ", usable);
    }

    /** Notes that something else stands where {@code expected} should. */
    void wrongType(PlanNode node, String expected) {
        switch (node) {
            case PlanNode.Scalar scalar when Unresolved.in(scalar.template()) -> {
                // Told where it could not be filled in.
            }
            case PlanNode.Scalar scalar -> wrongType(node, expected, found(scalar));
            case PlanNode.Mapping _ -> wrongType(node, expected, "a mapping");
            case PlanNode.Sequence _ -> wrongType(node, expected, "a list");
        }
    }

    private void wrongType(PlanNode node, String expected, String found) {
        errors.add(node.at(), node.path(), "expected " + expected + ", found " + found);
    }

    private static String found(PlanNode.Scalar scalar) {
        return scalar.isNull() ? "nothing" : "'" + Excerpt.of(scalar.template().toString()) + "'";
    }
}
