package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Caps;
import io.prodgate.check.Preview;
import io.prodgate.check.SafetyClass;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Rate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a plan would do, told without doing it.
 *
 * @param plan the plan
 * @param stages in the order they run
 * @param warnings of what is valid and will hardly do
 */
record Outline(Plan plan, List<StageOutline> stages, List<String> warnings) {
    Outline {
        stages = List.copyOf(stages);
        warnings = List.copyOf(warnings);
    }

    /** A stage with its checks. */
    record StageOutline(String name, List<CheckOutline> checks) {
        StageOutline {
            checks = List.copyOf(checks);
        }
    }

    /**
     * A check.
     *
     * @param preview what it would do
     * @param safety what it may do to production
     * @param jobs how many jobs it makes while production is disturbed
     */
    record CheckOutline(Plan.CheckEntry entry, Preview preview, SafetyClass safety, int jobs) {}

    /** What these checks of a plan would do. Stages without a check are left out. */
    static Outline of(Plan plan, List<BoundCheck> checks) {
        List<StageOutline> stages = new ArrayList<>();
        for (Plan.Stage stage : plan.stages()) {
            List<CheckOutline> inStage = checks.stream()
                    .filter(check -> check.entry().stage().equals(stage.name()))
                    .map(check -> new CheckOutline(
                            check.entry(), check.check().preview(), check.safety(), Caps.jobs(List.of(check))))
                    .toList();
            if (!inStage.isEmpty()) {
                stages.add(new StageOutline(stage.name(), inStage));
            }
        }
        return new Outline(
                plan,
                stages,
                Stream.concat(impatient(checks).stream(), unproven(checks).stream())
                        .toList());
    }

    /** What runs under a fault that may be undone before it has waited long enough proves nothing. */
    private static List<String> impatient(List<BoundCheck> checks) {
        List<String> warnings = new ArrayList<>();
        for (BoundCheck check : checks) {
            Optional<Duration> waits = check.check().waits();
            Optional<Duration> lasts = checks.stream()
                    .filter(other ->
                            check.entry().under().filter(other.origin()::equals).isPresent())
                    .findFirst()
                    .flatMap(fault -> fault.check().lasts());
            if (waits.isPresent() && lasts.isPresent() && waits.get().compareTo(lasts.get()) > 0) {
                warnings.add(
                        "'%s' may wait for %s, and '%s', under which it runs, is undone after %s: give it more 'at-most'"
                                .formatted(
                                        check.entry().id(),
                                        Durations.format(waits.get()),
                                        check.entry().under().orElseThrow(),
                                        Durations.format(lasts.get())));
            }
        }
        return warnings;
    }

    /** Whether production recovers from a fault is looked at by those that need it, and run when nothing disturbs it. */
    private static List<String> unproven(List<BoundCheck> checks) {
        return checks.stream()
                .filter(check -> check.check().makesCondition())
                .map(check -> check.entry().id())
                .filter(fault -> checks.stream()
                        .noneMatch(other -> !other.disruptive()
                                && other.entry().under().isEmpty()
                                && other.entry().needs().contains(fault)))
                .map(fault -> "no check looks whether production recovers from '" + fault + "': give one 'needs: ["
                        + fault + "]'")
                .toList();
    }

    List<CheckOutline> checks() {
        return stages.stream().flatMap(stage -> stage.checks().stream()).toList();
    }

    /** Whether any of them disturbs production on purpose. */
    boolean disturbs() {
        return checks().stream().anyMatch(check -> check.safety() == SafetyClass.DISRUPTIVE);
    }

    /** How many jobs are made while production is disturbed. */
    int jobsWhileDisturbed() {
        return checks().stream().mapToInt(CheckOutline::jobs).sum();
    }

    /** How many requests the checks would send if every first attempt is met. */
    Preview.Load load() {
        return checks().stream()
                .map(check -> check.preview().load())
                .reduce(new Preview.Load(0, 0, false), Preview.Load::and);
    }

    /** Everything that would be written to production: the check's id and what it writes. */
    List<Write> writes() {
        return checks().stream()
                .flatMap(check -> check.preview().writes().stream()
                        .map(what -> new Write(check.entry().id(), what)))
                .toList();
    }

    /** Something that a check writes to production. */
    record Write(String check, String what) {}

    /** The origins that would be talked to, without repetition. */
    List<URI> targets() {
        return checks().stream()
                .flatMap(check -> check.preview().targets().stream())
                .distinct()
                .sorted(Comparator.comparing(URI::toString))
                .toList();
    }

    /** How long the requests to production take at least at production's rate limit; empty if the plan sets none. */
    Optional<Duration> leastTime() {
        return plan.production().rateLimit().map(rate -> leastTime(load().production(), rate));
    }

    /** The first {@code count} requests may go at once, each further {@code count} only after another span. */
    static Duration leastTime(int requests, Rate rate) {
        int spans = Math.max(0, (requests + rate.count() - 1) / rate.count() - 1);
        return rate.per().multipliedBy(spans);
    }
}
