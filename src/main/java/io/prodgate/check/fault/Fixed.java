package io.prodgate.check.fault;

import io.prodgate.check.Attempt;
import io.prodgate.check.lease.Step;
import io.prodgate.check.lease.Undoing;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a fault by steps that the plan writes out: an admin API, or scripts.
 *
 * @param injection all of them
 */
record Fixed(Injection injection) implements Injector {
    @Override
    public Injection prepare(Attempt attempt, Undoing hands) {
        return injection;
    }

    @Override
    public List<String> told() {
        return Stream.of(injection.make(), injection.there(), injection.undo(), injection.gone())
                .flatMap(List::stream)
                .map(Step::told)
                .toList();
    }
}
