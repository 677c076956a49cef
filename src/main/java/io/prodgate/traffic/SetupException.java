package io.prodgate.traffic;

import io.prodgate.evidence.Misconfiguration;

/** The door to production cannot be opened with these settings: a file, key or proxy address is not usable. */
public final class SetupException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Misconfiguration misconfiguration;

    SetupException(String what, String where, String todo) {
        super(what + " (" + where + "): " + todo);
        this.misconfiguration = new Misconfiguration(what, where, todo);
    }

    SetupException(String what, String where, String todo, Throwable cause) {
        super(what + " (" + where + "): " + todo, cause);
        this.misconfiguration = new Misconfiguration(what, where, todo);
    }

    /** What is wrong, where, and what to do. */
    public Misconfiguration misconfiguration() {
        return misconfiguration;
    }
}
