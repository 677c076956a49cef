package io.prodgate.report;

import io.prodgate.evidence.ItemResult;
import io.prodgate.journal.RunResult;
import java.util.List;

/**
 * An item of a journey with what proves how far it came.
 *
 * @param check the check's id
 */
public record Proof(String check, ItemResult item) {
    /** The items of the last attempts that have something to show. */
    public static List<Proof> of(RunResult run) {
        return run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .flatMap(check -> check.attempts().getLast().evidence().stream()
                        .filter(ItemResult.class::isInstance)
                        .map(ItemResult.class::cast)
                        .filter(item -> !item.steps().isEmpty())
                        .map(item -> new Proof(check.head().id(), item)))
                .toList();
    }

    /** How it ended, for people: {@code arrived after 6 s, simulated}. */
    public String end() {
        return item.end().wireName()
                + item.took().map(took -> " after " + Figures.duration(took)).orElse("")
                + (item.simulated() ? ", simulated" : "");
    }
}
