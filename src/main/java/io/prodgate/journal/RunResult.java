package io.prodgate.journal;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as its journal tells it.
 *
 * @param head what it was about
 * @param started when
 * @param duration how long it was at work: from the first to the last event, without the gaps before it was resumed
 * @param finished true if the journal ends with the run's end
 * @param interrupted the signal that ended it early, if one did
 * @param checks every planned check, in order; those that never ended are {@code skipped} with the reason
 * @param sessions the stretches it was at work, first to last: more than one if it was resumed
 * @param decisions what people decided about it, first to last
 * @param messages what was told to whom, as it was noted last
 * @param merged the shards it was put together from, if it was
 * @param kept what was kept of an earlier run, if something was
 * @param signatures who signed it, or refused to, first to last
 * @param past what is known of the runs before it, the oldest first
 */
public record RunResult(
        RunHead head,
        Instant started,
        Duration duration,
        boolean finished,
        Optional<String> interrupted,
        List<CheckResult> checks,
        List<Session> sessions,
        List<Decided> decisions,
        List<Told> messages,
        Optional<Event.ShardsMerged> merged,
        Optional<Event.ProofsKept> kept,
        List<Signed> signatures,
        List<PastRun> past) {
    public RunResult {
        checks = List.copyOf(checks);
        sessions = List.copyOf(sessions);
        decisions = List.copyOf(decisions);
        messages = List.copyOf(messages);
        signatures = List.copyOf(signatures);
        past = List.copyOf(past);
    }

    /** The same run with its checks otherwise. */
    public RunResult with(List<CheckResult> other) {
        return new RunResult(
                head,
                started,
                duration,
                finished,
                interrupted,
                other,
                sessions,
                decisions,
                messages,
                merged,
                kept,
                signatures,
                past);
    }

    /** When it came to its end, or to the last that is known of its work. */
    public Instant ended() {
        return sessions.isEmpty() ? started.plus(duration) : sessions.getLast().ended();
    }

    /** When the run can go on, if it paused: it stopped since some checks could not be judged before. */
    public Optional<Instant> pausedUntil() {
        return sessions.isEmpty() ? Optional.empty() : sessions.getLast().pausedUntil();
    }

    /** When an approval of it ends to count: by the oldest proof. */
    public Instant approvalEnd() {
        return kept.map(Event.ProofsKept::ended)
                .orElseGet(this::ended)
                .plus(head.gate().approvalLasts());
    }

    /**
     * A message as it was noted last.
     *
     * @param at when
     * @param message whom, of what, and how far it came
     */
    public record Told(Instant at, Event.MessageNoted message) {}

    /**
     * A decision that was taken down.
     *
     * @param at when
     * @param decision what was decided
     * @param current false if the run went on after it: then it was about another result
     */
    public record Decided(Instant at, Decision decision, boolean current) {}

    /**
     * A signature that was taken down.
     *
     * @param at when
     * @param signature who signed what
     * @param current false if the run went on after it: then it was about another result
     */
    public record Signed(Instant at, Signature signature, boolean current) {}

    /**
     * A stretch of time in which a run was at work.
     *
     * @param started when it began or went on
     * @param ended the time of its last event
     * @param version of prodgate
     * @param finished true if it came to the run's end
     * @param interrupted the signal that ended it
     * @param pausedUntil when all that was left could be judged, if it stopped for that; without it, a signal or the run's end it ended
     *     without a word
     */
    public record Session(
            Instant started,
            Instant ended,
            String version,
            boolean finished,
            Optional<String> interrupted,
            Optional<Instant> pausedUntil) {
        /** How long it was at work; zero if the clock was set back meanwhile: nobody knows how long it was. */
        public Duration duration() {
            return clockWentBack() ? Duration.ZERO : Duration.between(started, ended);
        }

        /** Whether it ended before it began, by the machine's clock. */
        public boolean clockWentBack() {
            return ended.isBefore(started);
        }
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
     * @param writes what it noted to have written to production, each as it was noted last, in the order they began
     */
    public record CheckResult(
            CheckHead head,
            Outcome outcome,
            Optional<Cause> cause,
            Optional<String> rule,
            String explanation,
            List<AttemptRecord> attempts,
            List<Write> writes) {
        public CheckResult {
            attempts = List.copyOf(attempts);
            writes = List.copyOf(writes);
        }

        /** A check that wrote nothing. */
        public CheckResult(
                CheckHead head,
                Outcome outcome,
                Optional<Cause> cause,
                Optional<String> rule,
                String explanation,
                List<AttemptRecord> attempts) {
            this(head, outcome, cause, rule, explanation, attempts, List.of());
        }
    }
}
