package io.prodgate.check.metric;

import io.prodgate.check.metric.Goal.Held;
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
}
