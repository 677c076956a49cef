package io.prodgate.lab.maestro;

/** Something that is said in a sentence, without a stack trace, before any flow runs: exit code 1. */
final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusalException(String message) {
        super(message);
    }
}
