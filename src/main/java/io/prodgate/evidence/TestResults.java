package io.prodgate.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody else's tests said.
 *
 * @param source the file, or the command whose output it was read from
 * @param format {@code junit}, {@code ctrf}, {@code tap}, {@code counts}
 * @param passed how many
 * @param failed how many missed an expectation
 * @param broken how many ended with an error of their own ({@code <error>} in JUnit, {@code other} in CTRF)
 * @param skipped how many were not run
 * @param flaky how many of those that passed did so only on a further try
 * @param misses the first of those that did not pass
 * @param at when the tests ran, if the file says so
 */
public record TestResults(
        String source,
        String format,
        int passed,
        int failed,
        int broken,
        int skipped,
        int flaky,
        List<Miss> misses,
        Optional<Instant> at)
        implements Evidence {
    public TestResults {
        misses = List.copyOf(misses);
    }

    /**
     * A test that did not pass.
     *
     * @param name as the file has it
     * @param type of the failure, if the file says: an exception's class, {@code infrastructure}
     * @param message cut to an excerpt
     */
    public record Miss(String name, Optional<String> type, String message) {}
}
