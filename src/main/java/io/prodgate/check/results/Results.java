package io.prodgate.check.results;

import io.prodgate.evidence.TestResults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What tests said, as it was read.
 *
 * @param format {@code junit}, {@code ctrf}, {@code tap}, {@code counts}, {@code regex}
 * @param passed how many
 * @param failed how many missed an expectation
 * @param broken how many ended with an error of their own
 * @param skipped how many were not run
 * @param flaky how many of those that passed did so only on a further try
 * @param misses the first of those that did not pass, redacted
 * @param doubts why these numbers prove nothing even if they look good, a sentence each: they contradict one another
 * @param at when the tests ran, if that was said
 * @param revision what they ran against, if that was said
 */
public record Results(
        String format,
        int passed,
        int failed,
        int broken,
        int skipped,
        int flaky,
        List<TestResults.Miss> misses,
        List<String> doubts,
        Optional<Instant> at,
        Optional<String> revision) {
    public Results {
        misses = List.copyOf(misses);
        doubts = List.copyOf(doubts);
    }

    /** How many were run: those skipped are not among them. */
    public int tests() {
        return passed + notPassed();
    }

    /** How many were run and did not pass. */
    public int notPassed() {
        return failed + broken;
    }

    /**
     * The same as evidence.
     *
     * @param source the file, or the command whose output it was read from
     */
    public TestResults evidence(String source) {
        return new TestResults(source, format, passed, failed, broken, skipped, flaky, misses, at);
    }
}
