package io.prodgate.check.metric;

import io.prodgate.evidence.MetricReading.Flaw;
import io.prodgate.evidence.MetricReading.Kind;

/**
 * Something wrong with the data.
 *
 * @param flaw what it is
 * @param spoilsMisses whether a miss cannot be believed either: what was not seen may hide trouble, but makes none
 */
record Trap(Flaw flaw, boolean spoilsMisses) {
    /** A flaw with which nothing can be said. */
    static Trap fatal(Kind kind, String detail) {
        return new Trap(new Flaw(kind, detail), true);
    }

    /** A flaw with which a success cannot be believed, but a miss can. */
    static Trap hiding(Kind kind, String detail) {
        return new Trap(new Flaw(kind, detail), false);
    }
}
