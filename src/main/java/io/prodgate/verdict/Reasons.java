package io.prodgate.verdict;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.journal.CheckHead.Quarantine;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a verdict is not a plain approval: one sentence for each matter, with what would turn it. */
final class Reasons {
    private final RunResult run;

    private Reasons(RunResult run) {
        this.run = run;
    }

    /** All reasons, worst first: by effect on the gate, then by severity, then in the order of the plan. */
    static List<Reason> of(RunResult run) {
        Reasons reasons = new Reasons(run);
        List<Reason> all = new ArrayList<>();
        reasons.checks(Effect.CLOSES).forEach(all::add);
        reasons.wholeRun()
                .map(text -> new Reason(text, Effect.UNPROVEN, List.of()))
                .forEach(all::add);
        reasons.checks(Effect.UNPROVEN).forEach(all::add);
        reasons.checks(Effect.CONDITION).forEach(all::add);
        Stream.concat(reasons.criteria(), reasons.selection().stream())
                .map(text -> new Reason(text, Effect.CONDITION, List.of()))
                .forEach(all::add);
        return all;
    }

    private Stream<String> wholeRun() {
        List<String> all = new ArrayList<>();
        run.interrupted()
                .ifPresent(signal -> all.add(
                        "The run was interrupted by %s before it came to its end; this turns when it is run again to the end."
                                .formatted(signal)));
        run.pausedUntil()
                .ifPresent(until ->
                        all.add(("The run paused, as not everything can be judged before %s; this turns when it is"
                                        + " resumed after that.")
                                .formatted(until)));
        run.merged()
                .ifPresent(merged -> merged.problems().stream()
                        .map(problem -> "The shards do not make a whole run: " + problem
                                + "; this turns when exactly all shards of one run are merged.")
                        .forEach(all::add));
        run.head()
                .shard()
                .ifPresent(shard -> all.add(
                        "This is shard %s, and a part opens no gate; this turns when 'prodgate merge' puts all shards together."
                                .formatted(shard.told())));
        if (!run.finished()
                && run.interrupted().isEmpty()
                && run.pausedUntil().isEmpty()
                && run.merged().isEmpty()) {
            all.add("The journal stops before the end of the run; this turns when the run is done again to the end.");
        }
        if (run.checks().isEmpty()) {
            all.add("No check was run, so nothing is proven; this turns when the plan, or the selection, has a"
                    + " required check.");
        } else if (!Judge.proves(run)) {
            all.add("No required check outside quarantine passed, so nothing is proven; this turns when at least one"
                    + " does.");
        }
        return all.stream();
    }

    private Stream<Reason> checks(Effect effect) {
        return run.checks().stream()
                .filter(check -> Judge.effect(check, run.started()) == effect)
                .sorted(Comparator.comparingInt(
                        check -> Judge.severityRank(check.head().severity())))
                .collect(Collectors.groupingBy(this::matter, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(group -> new Reason(
                        group.size() == 1 ? reason(group.getFirst(), effect) : reason(group, effect),
                        effect,
                        group.stream().map(check -> check.head().id()).toList()));
    }

    /** Checks that one and the same thing kept from being judged are one matter; everything else stands for itself. */
    private List<Object> matter(CheckResult check) {
        boolean unjudged = check.outcome() == Outcome.INCONCLUSIVE || check.outcome() == Outcome.SKIPPED;
        return unjudged && Judge.quarantine(check, run.started()).isEmpty()
                ? List.of(
                        check.outcome(),
                        check.cause(),
                        check.rule(),
                        check.head().required())
                : List.of(check.head().id());
    }

    private Stream<String> criteria() {
        return Judge.unshown(run).stream()
                .map(criterion ->
                        "No check shows the acceptance criterion %s (%s); this turns when one does and passes."
                                .formatted(criterion.id(), criterion.text()));
    }

    private Optional<String> selection() {
        List<String> chosen = run.head().selection();
        return chosen.isEmpty()
                ? Optional.empty()
                : Optional.of("Only a part of the plan was run (%s); this turns when all of it is run."
                        .formatted(String.join(" ", chosen)));
    }

    private String reason(CheckResult check, Effect effect) {
        String what = switch (effect) {
            case CLOSES, UNPROVEN -> "Check %s (%s)";
            case CONDITION -> standing(check);
            case NONE -> throw new IllegalArgumentException("no reason without an effect");
        };
        return what.formatted(check.head().id(), check.head().severity()) + " " + happened(check) + "; " + turns(check);
    }

    private static String reason(List<CheckResult> group, Effect effect) {
        CheckResult first = group.getFirst();
        boolean optional = effect == Effect.CONDITION && !first.head().required();
        String what = first.outcome() == Outcome.SKIPPED
                ? "were not run; this turns when they are run and pass: "
                : happened(first) + "; this turns when " + mended(first.cause()) + " and they pass: ";
        Map<String, String> bySeverity = group.stream()
                .collect(Collectors.groupingBy(
                        check -> check.head().severity(),
                        LinkedHashMap::new,
                        Collectors.mapping(check -> check.head().id(), Collectors.joining(", "))));
        return bySeverity.entrySet().stream()
                .map(entry -> entry.getValue() + " (" + entry.getKey() + ")")
                .collect(Collectors.joining(
                        ", ", group.size() + (optional ? " optional" : "") + " checks " + what, "."));
    }

    private String standing(CheckResult check) {
        if (Judge.quarantine(check, run.started()).isPresent()) {
            return "Quarantined check %s (%s)";
        }
        return check.head().required() ? "Check %s (%s)" : "Optional check %s (%s)";
    }

    private static String happened(CheckResult check) {
        String rule = check.rule().map(id -> " (rule " + id + ")").orElse("");
        return switch (check.outcome()) {
            case FAILED -> "failed: production is at fault" + rule;
            case INCONCLUSIVE -> "could not be judged" + blame(check.cause()) + rule;
            case SKIPPED -> "was not run";
            case FLAKY ->
                Judge.proven(check)
                        ? flaky(check) + rule
                        : "is said to be flaky, but the journal holds no attempt that met it";
            case PASSED ->
                Judge.proven(check)
                        ? passed(check)
                        : "is said to have passed, but the journal holds no attempt that met it";
        };
    }

    private static String passed(CheckResult check) {
        Optional<SurveyReading> survey = Judge.lacking(check);
        if (survey.isPresent()) {
            return People.passed(survey.get());
        }
        long simulated = Judge.simulated(check);
        return simulated == 0
                ? "passed"
                : "passed with items that production has never met itself (%d simulated)".formatted(simulated);
    }

    private static String flaky(CheckResult check) {
        boolean missed = check.attempts().stream()
                .anyMatch(attempt -> attempt.diagnosis().isPresent());
        return missed ? "is flaky: missed once and met when tried again" : "is flaky: " + check.explanation();
    }

    private static String blame(Optional<Cause> cause) {
        return cause.map(found -> switch (found) {
                    case PRODUCTION -> "";
                    case INFRASTRUCTURE -> ": the infrastructure of the validation stood in the way";
                    case RATE_LIMIT -> ": a rate limit stood in the way";
                    case CONFIGURATION -> ": the configuration stood in the way";
                })
                .orElse("");
    }

    private String turns(CheckResult check) {
        Optional<Quarantine> quarantine = Judge.quarantine(check, run.started());
        if (quarantine.isPresent()) {
            return "this turns when %s has mended it and taken it out of quarantine (%s, until %s)."
                    .formatted(
                            quarantine.get().owner(),
                            quarantine.get().reason(),
                            quarantine.get().until());
        }
        return switch (check.outcome()) {
            case FAILED -> "this turns when production meets it.";
            case INCONCLUSIVE -> "this turns when " + mended(check.cause()) + " and it passes.";
            case SKIPPED -> "this turns when it is run and passes.";
            case FLAKY -> "this turns when it passes at the first attempt.";
            case PASSED -> Judge.proven(check) ? turnsPassed(check) : "this turns when it is run again and passes.";
        };
    }

    private static String turnsPassed(CheckResult check) {
        Optional<SurveyReading> survey = Judge.lacking(check);
        if (survey.isPresent()) {
            return People.turns(survey.get());
        }
        return Judge.simulated(check) > 0
                ? "this turns when it passes with real ones."
                : "this turns when it is run again and passes.";
    }

    private static String mended(Optional<Cause> cause) {
        return cause.map(found -> switch (found) {
                    case PRODUCTION -> "there is enough to judge it by";
                    case INFRASTRUCTURE -> "the runner and its network are mended";
                    case RATE_LIMIT -> "the rate limit lets enough requests through";
                    case CONFIGURATION -> "the plan, its credentials or the allow-listing is mended";
                })
                .orElse("what stood in the way is gone");
    }
}
