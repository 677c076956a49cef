package io.prodgate.plan;

import java.util.Optional;

/** Where the values of references come from while a check runs. */
@FunctionalInterface
public interface Values {
    /** The value a reference stands for, if there is one. */
    Optional<String> find(Template.Reference reference);

    /** These values first, then others. */
    default Values orElse(Values others) {
        return reference -> find(reference).or(() -> others.find(reference));
    }

    /** A reference had no value when it was needed. */
    final class MissingValueException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public MissingValueException(Template.Reference reference) {
            super("no value for " + reference);
        }
    }
}
