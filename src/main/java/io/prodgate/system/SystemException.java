package io.prodgate.system;

import io.prodgate.evidence.SystemTrouble;
import java.util.Optional;

/** A system gave no answer that can be used. The log of the visit says why already. */
public final class SystemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<SystemTrouble> trouble;

    SystemException(String message, Optional<SystemTrouble> trouble) {
        super(message);
        this.trouble = trouble;
    }

    /** What was wrong; empty if it was not asked since the wait for its rate limit is too long. */
    public Optional<SystemTrouble> trouble() {
        return trouble;
    }
}
