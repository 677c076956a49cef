package io.prodgate.baseline;

/** A file that is no baseline, or cannot be read or written: where, what, and what to do. */
public final class BaselineException extends Exception {
    private static final long serialVersionUID = 1;

    BaselineException(String message) {
        super(message);
    }
}
