package io.prodgate.check.fault;

import io.prodgate.check.lease.Step;
import java.util.List;

/**
 * How a fault is made and undone.
 *
 * @param make what makes it, in order
 * @param there what proves that it is there
 * @param undo what undoes it, in order; doing it twice, or without the fault, does no harm
 * @param gone what proves that it is undone
 */
record Injection(List<Step> make, List<Step> there, List<Step> undo, List<Step> gone) {
    Injection {
        make = List.copyOf(make);
        there = List.copyOf(there);
        undo = List.copyOf(undo);
        gone = List.copyOf(gone);
    }
}
