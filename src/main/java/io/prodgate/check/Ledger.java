package io.prodgate.check;

import io.prodgate.evidence.Write;
import java.util.Optional;

/**
 * What a check wrote to production so far, in this attempt, in earlier ones, and before the run was interrupted and resumed. A
 * check that writes asks here first, and notes every write before it is done: only so nothing is done twice.
 */
public interface Ledger {
    /** What was noted last of a write. */
    Optional<Write> find(String key);

    /** Notes a write; it is on the disk when this returns. */
    void note(Write write);
}
