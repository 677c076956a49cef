package io.prodgate.run;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Conclusion;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The evidence of a run put through other rules than those that decided then: a pure function, nothing is sent.
 *
 * @param recorded the run as it was decided
 * @param checks each of its checks, then and now
 */
public record Replay(RunResult recorded, List<Check> checks) {
    public Replay {
        checks = List.copyOf(checks);
    }

    /**
     * A check, then and now.
     *
     * @param recorded as it was decided
     * @param today as it would be decided
     * @param remark what the evidence cannot tell, if there is something
     */
    public record Check(CheckResult recorded, CheckResult today, Optional<String> remark) {
        /** True if an attempt or the outcome would be decided otherwise. */
        public boolean differs() {
            return recorded.outcome() != today.outcome()
                    || !recorded.cause().equals(today.cause())
                    || !recorded.rule().equals(today.rule())
                    || !differences().isEmpty();
        }

        /** The attempts that would be decided otherwise. */
        public List<Attempt> differences() {
            List<Attempt> differences = new ArrayList<>();
            for (int at = 0; at < recorded.attempts().size(); at++) {
                AttemptRecord then = recorded.attempts().get(at);
                Optional<AttemptRecord> now = at < today.attempts().size()
                        ? Optional.of(today.attempts().get(at))
                        : Optional.empty();
                if (now.isEmpty() || !same(then.diagnosis(), now.get().diagnosis())) {
                    differences.add(new Attempt(then, now));
                }
            }
            return differences;
        }

        private static boolean same(Optional<Diagnosis> then, Optional<Diagnosis> now) {
            return then.map(Diagnosis::rule).equals(now.map(Diagnosis::rule))
                    && then.map(Diagnosis::cause).equals(now.map(Diagnosis::cause));
        }
    }

    /**
     * An attempt that would be decided otherwise.
     *
     * @param recorded as it was
     * @param today as it would be; empty if it would not be made
     */
    public record Attempt(AttemptRecord recorded, Optional<AttemptRecord> today) {}

    /** Puts a run through these rules. */
    public static Replay of(RunResult run, Rules rules) {
        Assessment assessment = new Assessment(rules, run.head().settleUntil());
        return new Replay(
                run,
                run.checks().stream().map(check -> replayed(check, assessment)).toList());
    }

    /** The run as it would be decided. */
    public RunResult today() {
        return recorded.with(checks.stream().map(Check::today).toList());
    }

    private static Check replayed(CheckResult check, Assessment assessment) {
        if (check.outcome() == Outcome.SKIPPED || check.attempts().isEmpty()) {
            return new Check(check, check, Optional.empty());
        }
        List<AttemptRecord> then = check.attempts();
        List<AttemptRecord> now = new ArrayList<>();
        while (now.size() < then.size() && (now.isEmpty() || wouldGoOn(now, then))) {
            AttemptRecord attempt = then.get(now.size());
            Optional<Diagnosis> diagnosis = assessment.diagnose(
                    check.head().repeatable(), List.copyOf(now), attempt.evidence(), attempt.started());
            now.add(new AttemptRecord(
                    attempt.number(), attempt.started(), attempt.duration(), attempt.evidence(), diagnosis));
        }
        boolean open = now.size() == then.size() && Assessment.goesOn(now) && !Assessment.goesOn(then);
        return open
                ? new Check(check, open(check, now), Optional.of("one more attempt would be made"))
                : new Check(check, concluded(check, now), remark(then, now));
    }

    /** Where the run itself went on although its rules did not ask for it, it had another reason: it was resumed. */
    private static boolean wouldGoOn(List<AttemptRecord> now, List<AttemptRecord> then) {
        return Assessment.goesOn(now) || !Assessment.goesOn(then.subList(0, now.size()));
    }

    private static Optional<String> remark(List<AttemptRecord> then, List<AttemptRecord> now) {
        if (now.size() < then.size()) {
            return Optional.of("no attempt would be made after number " + now.size());
        }
        return now.getLast().diagnosis().isPresent()
                        && then.getLast().diagnosis().isEmpty()
                ? Optional.of("it was met then, so of its answers only the beginnings were kept")
                : Optional.empty();
    }

    private static CheckResult concluded(CheckResult check, List<AttemptRecord> now) {
        Conclusion conclusion = Conclusion.of(now);
        return new CheckResult(
                check.head(),
                conclusion.outcome(),
                conclusion.cause(),
                conclusion.rule(),
                conclusion.explanation(),
                now,
                check.writes());
    }

    private static CheckResult open(CheckResult check, List<AttemptRecord> now) {
        Optional<Diagnosis> last = now.getLast().diagnosis();
        return new CheckResult(
                check.head(),
                Outcome.INCONCLUSIVE,
                last.map(Diagnosis::cause),
                last.map(Diagnosis::rule),
                "one more attempt would be made, and what it would see is not known",
                now,
                check.writes());
    }
}
