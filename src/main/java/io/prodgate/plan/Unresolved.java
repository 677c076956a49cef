package io.prodgate.plan;

import java.util.Optional;

/** Stands in the tree where a text could not be filled in and that was told: whoever reads it need not complain again. */
final class Unresolved {
    private static final String NAMESPACE = "unresolved";

    private Unresolved() {}

    static Template.Part part(String written) {
        return new Template.Reference(NAMESPACE, written, Optional.empty());
    }

    static boolean in(Template template) {
        return template.references().stream()
                .anyMatch(reference -> reference.namespace().equals(NAMESPACE));
    }
}
