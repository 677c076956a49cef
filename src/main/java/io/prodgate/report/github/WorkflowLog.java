package io.prodgate.report.github;

/**
 * What may be printed into the log of a job of GitHub Actions, whose runner reads every line for commands. Source: the
 * runner, https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
public final class WorkflowLog {
    private static final String COMMAND = "::";

    private WorkflowLog() {}

    /**
     * The line without a command in it: those of today begin a line, after any white space; those of before are recognised
     * anywhere in it.
     *
     * @param line without line breaks
     */
    public static String harmless(String line) {
        String broken = line.replace("##[", "## [");
        return broken.stripLeading().startsWith(COMMAND) ? "| " + broken : broken;
    }
}
