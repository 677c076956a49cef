package io.prodgate.check.results;

/** A file of results cannot be read; the message says which, where in it and why, in one sentence, and quotes nothing of it. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
        super(message);
    }
}
