package io.prodgate.check.fault;

import io.prodgate.check.Attempt;
import io.prodgate.check.NeededProgram;
import io.prodgate.check.lease.Undoing;
import java.util.List;
import java.util.Optional;

/** Something that makes faults: Toxiproxy, an admin API, scripts, Kubernetes. */
interface Injector {
    /**
     * Prepares a fault; looks at how production is now if undoing has to know that. Nothing is changed.
     *
     * @throws NotMadeException if it cannot be made as things are
     */
    Injection prepare(Attempt attempt, Undoing hands) throws NotMadeException, InterruptedException;

    /** What it would do, a line each, for previews. */
    List<String> told();

    /** What it starts on this machine; commands that the plan writes out are not among it. */
    default List<NeededProgram> programs() {
        return List.of();
    }

    /** A fault cannot be made. */
    final class NotMadeException extends Exception {
        private static final long serialVersionUID = 1;

        private final String todo;

        NotMadeException(String message) {
            this(message, "");
        }

        /** One that whoever runs us can mend: says what to do. */
        NotMadeException(String message, String todo) {
            super(message);
            this.todo = todo;
        }

        /** What whoever runs us can do about it; empty if nothing is known. */
        Optional<String> todo() {
            return Optional.of(todo).filter(text -> !text.isEmpty());
        }
    }
}
