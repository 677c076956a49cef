package io.prodgate.journal;

/** The journal cannot be written or read: the message says which file, what happened and what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
