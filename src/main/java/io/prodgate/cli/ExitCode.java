package io.prodgate.cli;

/** The exit codes that do not come from a verdict. */
public final class ExitCode {
    /** Done, and nothing to object to. */
    public static final int OK = 0;
    /** The gate stays closed. */
    public static final int CLOSED = 1;
    /** The command line or the plan is wrong; nothing was run. */
    public static final int USAGE = 2;
    /** Could not be judged, or something has to be mended first. */
    public static final int INCONCLUSIVE = 3;

    private ExitCode() {}
}
