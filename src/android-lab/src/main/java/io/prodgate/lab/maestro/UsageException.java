package io.prodgate.lab.maestro;

/** The command line cannot be read: exit code 2. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
