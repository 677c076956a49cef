package io.prodgate.verdict;

import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.journal.Acceptance;
import io.prodgate.journal.CheckHead.Quarantine;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From outcomes to the verdict: a pure function.
 *
 * <ol>
 *   <li>a required check failed: {@code not-approved};
 *   <li>else a required check could not be judged, the run did not come to its end, or no required check was proven:
 *       {@code inconclusive};
 *   <li>else anything flaky or in quarantine, an optional check not passed, an acceptance criterion that no check shows, or only a
 *       part of the plan chosen: {@code approved-with-conditions};
 *   <li>else {@code approved}.
 * </ol>
 *
 * A check in quarantine neither closes the gate nor helps to open it, unless somebody saw another tenant's data. A pass without a met attempt in the journal
 * proves nothing and counts as not judged.
 */
public final class Judge {
    private Judge() {}

    /** Judges a run by what its journal holds. */
    public static Judged judge(RunResult run) {
        Verdict verdict = verdict(run);
        // A part opens nothing.
        Gate gate = run.head().shard().isPresent() ? Gate.CLOSED : gate(verdict);
        return new Judged(
                run, verdict, gate, reasons(run).stream().map(Reason::text).toList());
    }

    /** What stands between a run and a plain approval, worst first: by effect on the gate, then by severity, then in the plan's order. */
    public static List<Reason> reasons(RunResult run) {
        return Reasons.of(run);
    }

    /** The acceptance criteria that no check of a run shows. A part of a divided run does not have all checks. */
    public static List<Acceptance.Criterion> unshown(RunResult run) {
        Set<String> shown = run.checks().stream()
                .flatMap(check -> check.head().shows().stream())
                .collect(Collectors.toSet());
        return run.head().shard().isPresent()
                ? List.of()
                : run.head().accepted().criteria().stream()
                        .filter(criterion -> !criterion.byReport() && !shown.contains(criterion.id()))
                        .toList();
    }

    /** What the outcome of one check of a run means for the gate. */
    public static Effect effect(CheckResult check, Instant runStarted) {
        boolean counts =
                check.head().required() && quarantine(check, runStarted).isEmpty();
        return switch (check.outcome()) {
            case FAILED -> counts || leaked(check) ? Effect.CLOSES : Effect.CONDITION;
            case INCONCLUSIVE, SKIPPED -> counts ? Effect.UNPROVEN : Effect.CONDITION;
            case FLAKY -> counts && !proven(check) ? Effect.UNPROVEN : Effect.CONDITION;
            case PASSED -> {
                if (!proven(check)) {
                    yield counts ? Effect.UNPROVEN : Effect.CONDITION;
                }
                boolean conditional = quarantine(check, runStarted).isPresent()
                        || simulated(check) > 0
                        || lacking(check).isPresent();
                yield conditional ? Effect.CONDITION : Effect.NONE;
            }
        };
    }

    /** A check's quarantine, if it has one that is in force when the run begins. */
    public static Optional<Quarantine> quarantine(CheckResult check, Instant runStarted) {
        return check.head().quarantine().filter(entry -> runStarted.isBefore(entry.until()));
    }

    /**
     * Orders severities, worst first.
     *
     * @param severity as in the plan; an unknown one counts as the worst
     * @return 0 for {@code critical} to 3 for {@code low}
     */
    public static int severityRank(String severity) {
        return switch (severity) {
            case "high" -> 1;
            case "medium" -> 2;
            case "low" -> 3;
            default -> 0;
        };
    }

    /** Whether somebody saw another tenant's data: that is nobody's to accept, neither by a quarantine nor as optional. */
    static boolean leaked(CheckResult check) {
        return check.attempts().stream()
                .flatMap(attempt -> attempt.evidence().stream())
                .anyMatch(fact -> fact instanceof IsolationMatrix matrix
                        && matrix.tries().stream().anyMatch(tried -> tried.end() == IsolationMatrix.End.LEAKED));
    }

    /** How many of the items that a check followed in its last attempt are none of production's own. */
    static long simulated(CheckResult check) {
        return check.attempts().isEmpty()
                ? 0
                : check.attempts().getLast().evidence().stream()
                        .filter(fact -> fact instanceof ItemResult item && item.simulated())
                        .count();
    }

    /** What a survey lacks that it would take to approve by it: technicians that were asked, or real ones. */
    static Optional<SurveyReading> lacking(CheckResult check) {
        return check.attempts().isEmpty()
                ? Optional.empty()
                : check.attempts().getLast().evidence().stream()
                        .filter(SurveyReading.class::isInstance)
                        .map(SurveyReading.class::cast)
                        .filter(survey -> survey.missing() > 0 || survey.simulated())
                        .findFirst();
    }

    private static Verdict verdict(RunResult run) {
        if (any(run, Effect.CLOSES)) {
            return Verdict.NOT_APPROVED;
        }
        if (!ended(run) || any(run, Effect.UNPROVEN) || !proves(run)) {
            return Verdict.INCONCLUSIVE;
        }
        if (any(run, Effect.CONDITION)
                || !run.head().selection().isEmpty()
                || !unshown(run).isEmpty()) {
            return Verdict.APPROVED_WITH_CONDITIONS;
        }
        return Verdict.APPROVED;
    }

    private static Gate gate(Verdict verdict) {
        return switch (verdict) {
            case APPROVED, APPROVED_WITH_CONDITIONS -> Gate.OPEN;
            case NOT_APPROVED, INCONCLUSIVE -> Gate.CLOSED;
        };
    }

    /** Whether the run came to its own end. */
    static boolean ended(RunResult run) {
        return run.finished() && run.interrupted().isEmpty();
    }

    /** Whether at least one check that the gate depends on was met. */
    static boolean proves(RunResult run) {
        return run.checks().stream()
                .filter(check -> check.head().required()
                        && quarantine(check, run.started()).isEmpty())
                .anyMatch(Judge::proven);
    }

    /** Whether a check was met in the end, with the attempt that met it to show for it. */
    public static boolean proven(CheckResult check) {
        return switch (check.outcome()) {
            case PASSED, FLAKY ->
                !check.attempts().isEmpty()
                        && check.attempts().getLast().diagnosis().isEmpty();
            case FAILED, INCONCLUSIVE, SKIPPED -> false;
        };
    }

    private static boolean any(RunResult run, Effect effect) {
        return run.checks().stream().anyMatch(check -> effect(check, run.started()) == effect);
    }
}
