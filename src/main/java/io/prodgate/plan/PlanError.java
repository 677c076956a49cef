package io.prodgate.plan;

import java.util.Optional;

/**
 * One mistake in a plan.
 *
 * @param at where
 * @param path the key's path: {@code stages[1].checks[0].http.timeout}
 * @param message what is wrong, one sentence
 * @param hint what to do: "did you mean 'timeout'?"
 */
public record PlanError(Position at, String path, String message, Optional<String> hint) {
    @Override
    public String toString() {
        return at + ": " + (path.isEmpty() ? "" : path + ": ") + message
                + hint.map(h -> " (" + h + ")").orElse("");
    }
}
