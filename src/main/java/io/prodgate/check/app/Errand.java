package io.prodgate.check.app;

import java.util.List;
import java.util.Optional;

/**
 * What a device does next.
 *
 * @param steps flows in the order they run
 * @param sequence whether they are of the execution order: then each has a Maestro process of its own, and one that failed may
 *     keep the later ones from running
 */
record Errand(List<Step> steps, boolean sequence) {
    Errand {
        steps = List.copyOf(steps);
    }

    /**
     * A flow.
     *
     * @param ticket who waits for it; empty for one that is repeated only because a later one of the sequence builds on it
     */
    record Step(NamedFlow flow, Optional<Ticket> ticket) {}

    /** Who waits for something of it. */
    List<Ticket> tickets() {
        return steps.stream().flatMap(step -> step.ticket().stream()).toList();
    }
}
