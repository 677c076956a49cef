package io.prodgate.check.fault;

import io.prodgate.check.Attempt;
import io.prodgate.check.lease.Undoing;
import java.util.List;

/** Something that makes faults: Toxiproxy, an admin API, scripts. */
interface Injector {
    /**
     * Prepares a fault; looks at how production is now if undoing has to know that. Nothing is changed.
     *
     * @throws NotMadeException if it cannot be made as things are
     */
    Injection prepare(Attempt attempt, Undoing hands) throws NotMadeException, InterruptedException;

    /** What it would do, a line each, for previews. */
    List<String> told();

    /** A fault cannot be made. */
    final class NotMadeException extends Exception {
        private static final long serialVersionUID = 1;

        NotMadeException(String message) {
            super(message);
        }
    }
}
