package io.prodgate.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What the attempts of a check amount to: a pure function of them.
 *
 * @param outcome how the check ended
 * @param cause who is to blame, or who was for a disturbance that passed
 * @param rule which rule says so
 * @param explanation in words; empty for a plain pass
 */
public record Conclusion(Outcome outcome, Optional<Cause> cause, Optional<String> rule, String explanation) {
    /** A check that was not run, and why. */
    public static Conclusion skipped(String reason) {
        return new Conclusion(Outcome.SKIPPED, Optional.empty(), Optional.empty(), reason);
    }

    /**
     * A check that a mistake inside prodgate ended: nothing is known of production.
     *
     * @param mistake what went wrong, redacted
     */
    public static Conclusion mistake(String mistake) {
        return new Conclusion(
                Outcome.INCONCLUSIVE,
                Optional.of(Cause.INFRASTRUCTURE),
                Optional.empty(),
                "a mistake inside prodgate, please report it: " + mistake);
    }

    /**
     * Concludes from all attempts of a check.
     *
     * @param attempts at least one, first to last
     */
    public static Conclusion of(List<AttemptRecord> attempts) {
        AttemptRecord last = attempts.getLast();
        return last.diagnosis().isPresent() ? missed(last.diagnosis().get()) : met(attempts);
    }

    private static Conclusion met(List<AttemptRecord> attempts) {
        List<Diagnosis> misses = attempts.stream()
                .flatMap(attempt -> attempt.diagnosis().stream())
                .toList();
        Optional<Diagnosis> wrong = misses.stream()
                .filter(miss -> miss.cause() == Cause.PRODUCTION)
                .findFirst()
                .or(() -> attempts.stream()
                        .filter(Conclusion::somethingWrong)
                        .flatMap(attempt -> attempt.diagnosis().stream())
                        .findFirst());
        if (wrong.isPresent()) {
            return from(Outcome.FLAKY, wrong.get(), "; met on attempt " + attempts.size());
        }
        int flaky = TestSigns.flaky(attempts.getLast().evidence());
        if (flaky > 0) {
            return new Conclusion(
                    Outcome.FLAKY,
                    Optional.of(Cause.PRODUCTION),
                    Optional.empty(),
                    flaky + (flaky == 1 ? " test" : " tests") + " passed only on a further try");
        }
        return misses.stream()
                .findFirst()
                .map(miss -> from(Outcome.PASSED, miss, "; gone on attempt " + attempts.size()))
                .orElse(new Conclusion(Outcome.PASSED, Optional.empty(), Optional.empty(), ""));
    }

    /**
     * Who asks for a confirmation has seen something wrong, whoever is to blame, and so has who waits for an answer to become
     * another one after a deploy; that it is right now does not take that back.
     */
    private static boolean somethingWrong(AttemptRecord attempt) {
        Optional<Next> next = attempt.diagnosis().map(Diagnosis::next);
        return next.filter(Next.CONFIRM::equals).isPresent()
                || next.filter(Next.UNTIL_SETTLED::equals).isPresent() && Signs.answeredWrongly(attempt.evidence());
    }

    private static Conclusion missed(Diagnosis diagnosis) {
        return switch (diagnosis.cause()) {
            case PRODUCTION ->
                diagnosis.next() == Next.STOP
                        ? from(Outcome.FAILED, diagnosis, "")
                        : from(Outcome.INCONCLUSIVE, diagnosis, "; there was no time left to confirm it");
            case INFRASTRUCTURE, RATE_LIMIT, CONFIGURATION -> from(Outcome.INCONCLUSIVE, diagnosis, "");
        };
    }

    private static Conclusion from(Outcome outcome, Diagnosis diagnosis, String addition) {
        return new Conclusion(
                outcome,
                Optional.of(diagnosis.cause()),
                Optional.of(diagnosis.rule()),
                diagnosis.explanation() + addition);
    }
}
