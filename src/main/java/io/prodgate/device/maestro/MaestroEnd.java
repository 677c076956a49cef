package io.prodgate.device.maestro;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a Maestro process ended.
 *
 * @param exitCode 128 and the signal's number if a signal ended it; empty if we ended it or it never began
 * @param cut why we ended it, or why it never began; empty if it ended by itself
 * @param neverBegan whether it could not be started
 * @param output what it printed on its standard output, the beginning
 * @param errors what it printed on its standard error, the beginning
 * @param begun when each flow that was seen to begin did, by name
 * @param started when the process was started
 * @param ended when it was over
 */
record MaestroEnd(
        Optional<Integer> exitCode,
        Optional<String> cut,
        boolean neverBegan,
        String output,
        String errors,
        Map<String, Instant> begun,
        Instant started,
        Instant ended) {
    MaestroEnd {
        begun = Map.copyOf(begun);
    }

    /** True if a signal that was not ours ended it. */
    boolean killed() {
        return exitCode.filter(code -> code > 128).isPresent();
    }
}
