package io.prodgate.plan;

import java.util.List;
import java.util.stream.Collectors;

/** The plan is not usable: nothing was run. Holds every mistake that was found. */
public final class PlanException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<PlanError> errors;

    public PlanException(List<PlanError> errors) {
        super(errors.stream().map(PlanError::toString).collect(Collectors.joining(System.lineSeparator())));
        this.errors = List.copyOf(errors);
    }

    /** The mistakes, by place. */
    public List<PlanError> errors() {
        return errors;
    }
}
