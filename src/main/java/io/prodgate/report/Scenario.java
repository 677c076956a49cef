package io.prodgate.report;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.FaultRun;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fault that was made on purpose, and how production came back.
 *
 * @param check the fault's id
 * @param fault what was made
 * @param recovery how production came back, if that is to be told: not of a fault that was made once more, nor of one that is not undone
 * @param runbook what is linked as its runbook
 * @param exercise how the steps of its runbook ended, if a script carried them out
 */
public record Scenario(
        String check,
        FaultRun fault,
        Optional<Recovery> recovery,
        Optional<String> runbook,
        Optional<Exercise> exercise) {
    private static final String SCRIPT = "script";
    private static final String DISRUPTIVE = "disruptive";

    /**
     * How production came back.
     *
     * @param looked the checks that need the fault, and so run when it is undone
     * @param first the first of them that passed, if one did
     */
    public record Recovery(List<String> looked, Optional<Shown> first) {
        /** In a few words: {@code recovered after 4.2 s, shown by health}. */
        public String told() {
            if (looked.isEmpty()) {
                return "whether production recovered was not looked at";
            }
            return first.map(shown -> "recovered after " + Figures.duration(shown.after()) + ", shown by " + shown.by())
                    .orElseGet(() -> "NOT SHOWN TO HAVE RECOVERED: " + String.join(", ", looked) + " did not pass");
        }
    }

    /**
     * What showed that production is well again.
     *
     * @param by the check's id
     * @param after how long after the fault was undone it had passed: production has recovered by then, perhaps before
     */
    public record Shown(String by, Duration after) {}

    /**
     * A script that carried out the steps of a runbook.
     *
     * @param by its id
     * @param worked whether it passed
     */
    public record Exercise(String by, boolean worked) {}

    /** The faults of a run, in the order of the plan. */
    public static List<Scenario> of(RunResult run) {
        return run.checks().stream().flatMap(check -> of(check, run)).toList();
    }

    private static Stream<Scenario> of(CheckResult check, RunResult run) {
        List<FaultRun> faults = new ArrayList<>();
        for (AttemptRecord attempt : check.attempts()) {
            attempt.evidence().stream()
                    .filter(FaultRun.class::isInstance)
                    .map(FaultRun.class::cast)
                    .forEach(faults::add);
        }
        return faults.stream()
                .map(fault -> new Scenario(
                        check.head().id(),
                        fault,
                        fault == faults.getLast() && fault.from().isPresent()
                                ? fault.to().flatMap(undone -> recovery(check, run, undone))
                                : Optional.empty(),
                        check.head().runbook(),
                        exercise(check, run)));
    }

    /** Journals of earlier versions do not say what a check needs. */
    private static Optional<Recovery> recovery(CheckResult check, RunResult run, Instant undone) {
        if (check.head().needs().isEmpty()) {
            return Optional.empty();
        }
        List<CheckResult> looked = run.checks().stream()
                .filter(other -> needs(other, check) && calm(other))
                .toList();
        return Optional.of(new Recovery(
                looked.stream().map(other -> other.head().id()).toList(),
                looked.stream().flatMap(other -> shown(other, undone)).min(Comparator.comparing(Shown::after))));
    }

    /** What disturbs production itself, or looks at it while it is disturbed, shows no recovery. */
    private static boolean calm(CheckResult check) {
        return check.head().under().isEmpty()
                && check.head().safety().filter(DISRUPTIVE::equals).isEmpty();
    }

    private static boolean needs(CheckResult other, CheckResult check) {
        return other.head()
                .needs()
                .filter(needs -> needs.contains(check.head().id()))
                .isPresent();
    }

    private static Stream<Shown> shown(CheckResult check, Instant undone) {
        if (!good(check)) {
            return Stream.empty();
        }
        return check.attempts().stream()
                .filter(attempt -> !Finding.isMissed(attempt))
                .map(attempt -> attempt.started().plus(attempt.duration()))
                .filter(end -> !end.isBefore(undone))
                .map(end -> new Shown(check.head().id(), Duration.between(undone, end)));
    }

    private static boolean good(CheckResult check) {
        return check.outcome() == Outcome.PASSED || check.outcome() == Outcome.FLAKY;
    }

    /** A script with the fault's own runbook that runs under it or needs it; one that was not run exercised nothing. */
    private static Optional<Exercise> exercise(CheckResult check, RunResult run) {
        return run.checks().stream()
                .filter(other -> other.head().kind().equals(SCRIPT)
                        && (needs(other, check)
                                || other.head()
                                        .under()
                                        .filter(check.head().id()::equals)
                                        .isPresent())
                        && check.head().runbook().isPresent()
                        && other.head().runbook().equals(check.head().runbook())
                        && other.outcome() != Outcome.SKIPPED
                        && other.outcome() != Outcome.INCONCLUSIVE)
                .findFirst()
                .map(other -> new Exercise(other.head().id(), good(other)));
    }

    /** True if production is still disturbed, as far as anybody knows. */
    public boolean left() {
        return fault.trouble().filter(FaultRun.Trouble.NOT_UNDONE::equals).isPresent();
    }

    /** What became of it: {@code undone}. */
    public String end() {
        if (left()) {
            return "NOT UNDONE";
        }
        if (fault.from().isPresent()) {
            return "undone";
        }
        return fault.made().isEmpty() ? "not made" : "not made, and undone";
    }

    /** How long it was in place, if it was and is not any more. */
    public Optional<Duration> lasted() {
        return fault.from().flatMap(from -> fault.to().map(to -> Duration.between(from, to)));
    }

    /** How production came back, in a few words; may be empty. */
    public String recovered() {
        return recovery.map(Recovery::told).orElse("");
    }

    /** Whether the linked runbook worked, in a few words; empty without one. */
    public String runbookTold() {
        if (runbook.isEmpty()) {
            return "";
        }
        return exercise.map(done -> (done.worked() ? "worked, shown by " : "DID NOT WORK: ") + done.by())
                .orElse("not exercised");
    }

    /** True if somebody has to look. */
    public boolean open() {
        return fault.trouble().isPresent()
                || recovery.filter(back -> back.first().isEmpty()).isPresent()
                || exercise.filter(done -> !done.worked()).isPresent();
    }
}
