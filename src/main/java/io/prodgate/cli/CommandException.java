package io.prodgate.cli;

/** A command cannot do what was asked, and the reason is known: told in one sentence with what to do, no usage help, no stack trace. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1;
    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked for cannot be done like this; nothing was run. */
    public static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }

    /** The command ends with this code. */
    public int exitCode() {
        return exitCode;
    }
}
