package io.prodgate.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects the mistakes of a plan, so that all are told at once. Not safe for use by several threads. */
public final class PlanErrors {
    private final List<PlanError> errors = new ArrayList<>();

    /** Notes a mistake. */
    public void add(Position at, String path, String message) {
        errors.add(new PlanError(at, path, message, Optional.empty()));
    }

    /** Notes a mistake and what to do about it. */
    public void add(Position at, String path, String message, String hint) {
        errors.add(new PlanError(at, path, message, Optional.of(hint)));
    }

    /** All mistakes, by place. */
    public List<PlanError> all() {
        return errors.stream()
                .distinct()
                .sorted(Comparator.comparing((PlanError e) -> e.at().file())
                        .thenComparing(e -> e.at().line())
                        .thenComparing(e -> e.at().column()))
                .toList();
    }

    /** True if nothing is wrong so far. */
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Throws what was found, if anything was. */
    public void throwIfAny() throws PlanException {
        if (!errors.isEmpty()) {
            throw new PlanException(all());
        }
    }
}
