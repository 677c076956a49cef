package io.prodgate.report;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.evidence.Judgement;
import io.prodgate.journal.CheckHead.Quarantine;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.history.Trend;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Judge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A check as a report tells it.
 *
 * @param check what happened
 * @param effect what it means for the gate
 * @param quarantine its quarantine, if in force
 * @param missed the last attempt that was missed, if one was
 * @param age for how many runs it has not passed already, if earlier runs are known
 */
public record Finding(
        CheckResult check,
        Effect effect,
        Optional<Quarantine> quarantine,
        Optional<AttemptRecord> missed,
        Optional<Trend.Standing> age) {

    /** Reads a check of a run. */
    public static Finding of(CheckResult check, Instant runStarted) {
        return new Finding(
                check,
                Judge.effect(check, runStarted),
                Judge.quarantine(check, runStarted),
                check.attempts().reversed().stream().filter(Finding::isMissed).findFirst(),
                Optional.empty());
    }

    /** The same check, of which it is known since when it does not pass. */
    Finding aged(Optional<Trend.Standing> since) {
        return new Finding(check, effect, quarantine, missed, since);
    }

    /** Whether an attempt was missed. */
    public static boolean isMissed(AttemptRecord attempt) {
        return attempt.diagnosis().isPresent();
    }

    public String id() {
        return check.head().id();
    }

    public Outcome outcome() {
        return check.outcome();
    }

    /** True for a check that passed, even if an attempt before was missed, and that needs nobody's attention. */
    public boolean settled() {
        return effect == Effect.NONE;
    }

    /** True for a check that was met in the end, with the attempt that met it to show for it. */
    public boolean proven() {
        return Judge.proven(check);
    }

    /** True for a check that passed after an attempt that was missed through no fault of production. */
    public boolean recovered() {
        return outcome() == Outcome.PASSED && missed.isPresent();
    }

    /** The expectations that the last missed attempt did not meet. */
    public List<Judgement> misses() {
        return missed.stream()
                .flatMap(attempt -> attempt.evidence().stream())
                .<Judgement>mapMulti((fact, sink) -> {
                    if (fact instanceof Judgement judgement && !judgement.met()) {
                        sink.accept(judgement);
                    }
                })
                .toList();
    }

    /** Why the last missed attempt was missed. */
    public Optional<Diagnosis> diagnosis() {
        return missed.flatMap(AttemptRecord::diagnosis);
    }

    /** What was seen and what it means; empty only for a plain pass. */
    public String explanation() {
        return check.explanation().isEmpty()
                ? diagnosis().map(Diagnosis::explanation).orElse("")
                : check.explanation();
    }

    /** What to do next, if anything. */
    public Optional<String> todo() {
        return diagnosis().map(Diagnosis::todo).filter(text -> !text.isBlank());
    }

    /** A command that shows the same without prodgate. */
    public Optional<String> reproduce() {
        return missed.flatMap(ReproduceLine::of);
    }

    /** How long all attempts took together. */
    public Duration duration() {
        return check.attempts().stream().map(AttemptRecord::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** The cause on the wire, if there is one. */
    public Optional<String> cause() {
        return check.cause().map(Cause::wireName);
    }

    /** The rule that decided; one of the plan's own is called so, since it is the plan's owner who stands for it. */
    public Optional<String> rule() {
        return check.rule().map(rule -> Rules.reserved(rule) ? rule : rule + " (a rule of the plan)");
    }

    /** The title, or else the id. */
    public String name() {
        return check.head().title().orElse(id());
    }
}
