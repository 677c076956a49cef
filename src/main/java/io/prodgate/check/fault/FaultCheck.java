package io.prodgate.check.fault;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.NeededProgram;
import io.prodgate.check.Preview;
import io.prodgate.check.Touch;
import io.prodgate.check.lease.Leases;
import io.prodgate.check.lease.Step;
import io.prodgate.check.lease.Undoing;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.FaultRun;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Values;
import io.prodgate.system.Systems;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A fault, made while others look, and undone whatever happens. */
final class FaultCheck implements Check {
    private static final Duration TO_UNDO = Duration.ofSeconds(20);

    private final FaultPlan fault;
    private final Plan.CheckEntry entry;
    private final Systems systems;
    private final Map<String, String> environment;

    FaultCheck(FaultPlan fault, Plan.CheckEntry entry, Systems systems, Map<String, String> environment) {
        this.fault = fault;
        this.entry = entry;
        this.systems = systems;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        Instant now = attempt.time().now();
        if (fault.hours()
                .filter(hours -> !hours.contain(now) || !hours.contain(now.plus(fault.atMost())))
                .isPresent()) {
            attempt.log()
                    .add(new Misconfiguration(
                            "it may be in place from " + fault.hours().get().told() + " only, and lasts "
                                    + Durations.format(fault.atMost()) + " at most",
                            entry.at().toString(),
                            "run it then"));
            return;
        }
        if (fault.abort().isPresent()) {
            Optional<Watch.End> before = new Harm(fault.abort().get(), attempt, systems).look();
            if (before.isPresent()) {
                attempt.log()
                        .add(notMade("before anything is made, " + before.get().why()));
                return;
            }
        }
        Undoing hands = new Undoing(attempt.traffic(), attempt.values(), environment, attempt.time());
        try {
            Injection injection = fault.injector().prepare(attempt, hands);
            List<Step> undo = new ArrayList<>();
            for (Step step : Stream.concat(injection.undo().stream(), injection.gone().stream())
                    .toList()) {
                undo.add(step.kept(attempt.values()));
            }
            Leases.Held lease = attempt.leases().take(entry.id(), fault.what(), fault.term(), undo);
            make(attempt, hands, injection, lease);
        } catch (Injector.NotMadeException e) {
            String why = String.valueOf(e.getMessage());
            e.todo()
                    .ifPresent(todo -> attempt.log()
                            .add(new Misconfiguration(why, entry.at().toString(), todo)));
            attempt.log().add(notMade(why));
        } catch (UncheckedIOException e) {
            attempt.log().add(notMade(String.valueOf(e.getMessage())));
        } catch (Values.MissingValueException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            String.valueOf(e.getMessage()), entry.at().toString(), "give it a value in the plan"));
        }
    }

    private FaultRun notMade(String why) {
        return new FaultRun(
                fault.what(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(FaultRun.Trouble.NOT_MADE),
                why);
    }

    /** Makes the fault, lets the others run, and undoes it; tells of it whatever happens. An interruption is kept for later. */
    private void make(Attempt attempt, Undoing hands, Injection injection, Leases.Held lease) {
        EvidenceLog aside = attempt.log().part(fact -> {});
        Instant from = attempt.time().now();
        Optional<String> notMade = Optional.of("it was broken off");
        Optional<Watch.End> brokenOff = Optional.empty();
        boolean used = false;
        boolean interrupted = false;
        try {
            notMade = carriedOut(attempt, hands, injection, aside);
            if (notMade.isEmpty()) {
                attempt.news().accept("in place: " + fault.what());
                try (Watch watch = new Watch(attempt, fault, systems)) {
                    used = attempt.users().run();
                    brokenOff = watch.end();
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
            brokenOff = Optional.of(new Watch.End(FaultRun.Trouble.BROKEN_OFF, "the run was interrupted"));
        } finally {
            Optional<String> notUndone = lease.giveBack(aside, TO_UNDO);
            if (used && notUndone.isEmpty()) {
                attempt.log().add(new Judgement("fault", "made and undone", "made and undone", true, 1, ""));
            }
            attempt.log().add(told(attempt, injection, from, new Troubles(notMade, brokenOff, notUndone)));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What went wrong, each in a sentence if it did. */
    private record Troubles(Optional<String> notMade, Optional<Watch.End> brokenOff, Optional<String> notUndone) {
        Optional<FaultRun.Trouble> worst() {
            return notUndone
                    .map(why -> FaultRun.Trouble.NOT_UNDONE)
                    .or(() -> brokenOff.map(Watch.End::trouble))
                    .or(() -> notMade.map(why -> FaultRun.Trouble.NOT_MADE));
        }

        String told() {
            return notUndone
                    .or(() -> brokenOff.map(Watch.End::why))
                    .or(() -> notMade)
                    .orElse("");
        }
    }

    private FaultRun told(Attempt attempt, Injection injection, Instant from, Troubles troubles) {
        return new FaultRun(
                fault.what(),
                injection.make().stream().map(Step::told).toList(),
                Stream.concat(injection.undo().stream(), injection.gone().stream())
                        .map(Step::told)
                        .toList(),
                troubles.notMade().isEmpty() ? Optional.of(from) : Optional.empty(),
                troubles.notUndone().isEmpty() ? Optional.of(attempt.time().now()) : Optional.empty(),
                troubles.worst(),
                troubles.told());
    }

    private Optional<String> carriedOut(Attempt attempt, Undoing hands, Injection injection, EvidenceLog aside)
            throws InterruptedException {
        for (Step step : Stream.concat(injection.make().stream(), injection.there().stream())
                .toList()) {
            Optional<String> problem = hands.carryOut(step, aside, attempt.deadline());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public boolean disruptive() {
        return true;
    }

    @Override
    public boolean makesCondition() {
        return true;
    }

    @Override
    public boolean queues() {
        return true;
    }

    /** What makes it is no job. */
    @Override
    public Touch touch() {
        return new Touch(0, Set.copyOf(fault.tenants()));
    }

    @Override
    public Optional<Duration> lasts() {
        return Optional.of(fault.atMost());
    }

    @Override
    public List<NeededProgram> programs() {
        return fault.injector().programs();
    }

    @Override
    public Preview preview() {
        List<String> lines = new ArrayList<>();
        lines.add(fault.what() + ", for " + Durations.format(fault.atMost()) + " at most");
        lines.addAll(fault.injector().told());
        return new Preview(lines, lines.subList(0, 1), List.of());
    }
}
