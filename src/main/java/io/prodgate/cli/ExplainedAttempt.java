package io.prodgate.cli;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Explanation;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Situation;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.run.Assessment;
import java.util.List;
import java.util.Optional;

/**
 * A check of a run with the attempt that is to be explained.
 *
 * @param run what it was about
 * @param check how it ended
 * @param attempt which; empty if none was missed
 * @param explanation by today's rules; empty if the attempt was met
 */
record ExplainedAttempt(
        RunHead run, CheckResult check, Optional<AttemptRecord> attempt, Optional<Explanation> explanation) {

    static ExplainedAttempt of(RunHead run, CheckResult check, Optional<AttemptRecord> attempt, Rules rules) {
        Optional<Explanation> explanation = attempt.filter(
                        one -> one.diagnosis().isPresent())
                .map(one -> Explanation.of(rules, situation(run, check, one, rules)));
        return new ExplainedAttempt(run, check, attempt, explanation);
    }

    private static Situation situation(RunHead run, CheckResult check, AttemptRecord attempt, Rules rules) {
        List<AttemptRecord> earlier = check.attempts().stream()
                .takeWhile(one -> one.number() < attempt.number())
                .toList();
        return new Assessment(rules, run.settleUntil())
                .situation(check.head().repeatable(), earlier, attempt.evidence(), attempt.started());
    }

    /** What the rules of the run said, where today's say something else. */
    Optional<Diagnosis> formerly() {
        return attempt.flatMap(AttemptRecord::diagnosis)
                .filter(former -> explanation
                        .filter(now -> !now.diagnosis().rule().equals(former.rule()))
                        .isPresent());
    }
}
