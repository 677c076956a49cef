package io.prodgate.journal;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as its journal tells it.
 *
 * @param head what it was about
 * @param started when
 * @param duration from the first to the last event
 * @param finished true if the journal ends with the run's end
 * @param interrupted the signal that ended it early, if one did
 * @param checks every planned check, in order; those that never ended are {@code skipped} with the reason
 */
public record RunResult(
        RunHead head,
        Instant started,
        Duration duration,
        boolean finished,
        Optional<String> interrupted,
        List<CheckResult> checks) {
    public RunResult {
        checks = List.copyOf(checks);
    }

    /**
     * A check as the journal tells it.
     *
     * @param head the check as planned
     * @param outcome how it ended
     * @param cause who is to blame, if it is not simply passed
     * @param rule the rule that decided, if one did
     * @param explanation in words; empty for a plain pass, the reason for a skipped one
     * @param attempts all of them, first to last
     */
    public record CheckResult(
            CheckHead head,
            Outcome outcome,
            Optional<Cause> cause,
            Optional<String> rule,
            String explanation,
            List<AttemptRecord> attempts) {
        public CheckResult {
            attempts = List.copyOf(attempts);
        }
    }
}
