package io.prodgate.process;

import io.prodgate.evidence.Time;

/** Programs whose starter was killed before it could end them. */
public final class Strays {
    private Strays() {}

    /**
     * Ends all programs whose environment names something that belongs to a starter that is gone: asked first, then by force. Works
     * where there is a {@code /proc} (Linux); elsewhere nothing is found.
     *
     * @param named a text that stands nowhere else, such as the path of a folder made for them
     * @return how many there were
     */
    public static int end(String named, Time time) {
        return ProcessTree.naming(named, time).end();
    }

    /** Whether no process has an id, or only one that has ended and waits for its parent to take note. */
    public static boolean gone(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty() || ProcessTree.ended(pid);
    }

    /**
     * Ends all that is left of the programs that a {@link BoundedProcess} of another process started, which is gone; found as above.
     *
     * @param pid the process id that their starter had
     * @return how many there were
     */
    public static int endStartedBy(long pid, Time time) {
        return end(ProcessTree.VARIABLE + "=" + pid + "-", time);
    }
}
