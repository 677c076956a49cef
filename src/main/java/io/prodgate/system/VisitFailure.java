package io.prodgate.system;

import io.prodgate.evidence.SystemTrouble;
import java.util.Optional;
import java.util.OptionalInt;

/** Carries what went wrong through the frames of a client that knows nothing of it. */
final class VisitFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<SystemTrouble> trouble;
    private final transient OptionalInt status;

    VisitFailure(String message, Optional<SystemTrouble> trouble, OptionalInt status) {
        super(message, null, false, false);
        this.trouble = trouble;
        this.status = status;
    }

    Optional<SystemTrouble> trouble() {
        return trouble;
    }

    /** The status of the answer, if there was one. */
    OptionalInt status() {
        return status;
    }
}
