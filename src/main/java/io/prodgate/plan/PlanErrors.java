package io.prodgate.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the mistakes of a plan, so that all are told at once. Not safe for use by several threads. */
public final class PlanErrors {
    // Shorter ones would blot out ordinary words.
    private static final int SHORTEST_HIDDEN = 4;

    private final List<PlanError> errors = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();

    /** Keeps a secret's value out of what is told, in mistakes noted before and after. */
    public void hide(Secret secret) {
        if (secret.reveal().length() >= SHORTEST_HIDDEN) {
            hidden.add(secret.reveal());
        }
    }

    /** Notes a mistake. */
    public void add(PlanError error) {
        errors.add(error);
    }

    /** Notes a mistake. */
    public void add(Position at, String path, String message) {
        errors.add(new PlanError(at, path, message, Optional.empty()));
    }

    /** Notes a mistake and, if known, what to do about it. */
    void add(Position at, String path, String message, Optional<String> hint) {
        errors.add(new PlanError(at, path, message, hint));
    }

    /** Notes a mistake and what to do about it. */
    public void add(Position at, String path, String message, String hint) {
        errors.add(new PlanError(at, path, message, Optional.of(hint)));
    }

    /** All mistakes, by place. */
    public List<PlanError> all() {
        return errors.stream()
                .map(this::masked)
                .distinct()
                .sorted(Comparator.comparing((PlanError e) -> e.at().file())
                        .thenComparing(e -> e.at().line())
                        .thenComparing(e -> e.at().column()))
                .toList();
    }

    private PlanError masked(PlanError error) {
        return new PlanError(
                error.at(), error.path(), masked(error.message()), error.hint().map(this::masked));
    }

    private String masked(String text) {
        String clean = text;
        for (String secret : hidden) {
            clean = clean.replace(secret, "***");
        }
        return clean;
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
