package io.prodgate.check.metric;

import io.prodgate.check.metric.Goal.Held;
import io.prodgate.evidence.MetricReading.Kind;
import java.util.List;
import java.util.Optional;

/**
 * How a series compares with the goal.
 *
 * @param held whether it meets it; {@code BETWEEN} also where too little is known
 * @param expected in words
 * @param actual in words
 * @param value what was judged, or the worst of what was judged
 * @param traps what is wrong with the values themselves
 */
record Finding(Held held, String expected, String actual, Optional<Double> value, List<Trap> traps) {
    Finding {
        traps = List.copyOf(traps);
    }

    /** What is wrong if it does not hold of the same number with the first values of new counters: met or missed only by a way of counting. */
    Optional<Trap> contradicted(Finding withFirstValues) {
        boolean says = held == Held.MET || held == Held.MISSED;
        return says && withFirstValues.held() != held
                ? Optional.of(Trap.fatal(
                        Kind.BORN,
                        "counters appeared with a value in the window, and rate() and increase() leave out what they"
                                + " were first seen with: with that it would be " + withFirstValues.actual()))
                : Optional.empty();
    }
}
