package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.NeededProgram;
import io.prodgate.check.Preview;
import io.prodgate.device.WantedDevices;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A Maestro flow, run on a device as soon as one is free. */
final class FlowCheck implements Check {
    private final NamedFlow flow;
    private final AppPlan plan;
    private final Suite suite;

    FlowCheck(NamedFlow flow, AppPlan plan, Suite suite) {
        this.flow = flow;
        this.plan = plan;
        this.suite = suite;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        try {
            // A value that is missing is found here, not on a device.
            Variables.of(plan.variables(), attempt);
        } catch (Values.MissingValueException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            String.valueOf(e.getMessage()), plan.at().toString(), "give it a value in the plan"));
            return;
        }
        suite.run(flow, attempt);
    }

    /** Each attempt is a new user's: what an earlier one left in production does not stand in its way. */
    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public boolean queues() {
        return true;
    }

    @Override
    public Optional<WantedDevices> devices() {
        return Optional.of(plan.wanted(List.of(), 1));
    }

    @Override
    public List<NeededProgram> programs() {
        return List.of(
                new NeededProgram(NeededProgram.Tool.MAESTRO, plan.maestro().program()));
    }

    @Override
    public void stageEnded() {
        suite.stageEnded();
    }

    /** Those of all flows: which there are, and in which order they run, is a matter of all of them. */
    @Override
    public List<Path> files() {
        return plan.files();
    }

    @Override
    public Preview preview() {
        String place = plan.devices().serials().isEmpty()
                ? plan.devices().inWords()
                : "one of " + String.join(", ", plan.devices().serials());
        String order = flow.flow()
                .sequence()
                .map(at -> ", number " + (at.index() + 1) + " of the execution order")
                .orElse("");
        String run = "maestro test " + flow.flow().path() + " on " + place + order + "; "
                + plan.clearing().inWords();
        int cost = plan.cost().of(flow.flow().name());
        String requests = cost == 0 ? "" : ", about " + cost + (cost == 1 ? " request" : " requests");
        return new Preview(
                List.of(run),
                List.of("what a user does in " + flow.flow().path()
                        + (plan.freshUser().isPresent() ? ", as a new user" : "") + requests),
                List.of(plan.production()));
    }
}
