package io.prodgate.check;

/**
 * A program that a check starts on this machine, so that it has to be there before a run.
 *
 * @param tool which it is
 * @param program its name, to be found on the {@code PATH}, or its absolute path
 */
public record NeededProgram(Tool tool, String program) {
    /** Programs that checks start by themselves; those that a plan writes out, such as scripts, are not among them. */
    public enum Tool {
        /** Talks to Kubernetes. */
        KUBECTL,
        /** Drives apps on devices. */
        MAESTRO
    }

    /** {@code kubectl}, wherever it is on the {@code PATH}. */
    public static NeededProgram kubectl() {
        return new NeededProgram(Tool.KUBECTL, "kubectl");
    }
}
