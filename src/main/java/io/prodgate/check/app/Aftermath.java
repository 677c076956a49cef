package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.device.Device;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.PaceWait;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sees to what flows ended with: gathers what device and production say of a failure, hands everything to those who wait, sends back
 * those that never had their turn, and mends the device if it is sick. Blames nobody.
 */
final class Aftermath {
    /** A flow that comes back without having been run so often is told as it is. */
    private static final int MOST_SENT_BACK = 3;

    /** After so many failures in a row that were no verdict on the app a device is taken for sick whatever it says of itself. */
    private static final int FAILURES_OF_A_SICK_DEVICE = 2;

    private final AppPlan plan;
    private final ApkFacts apk;
    private final Device device;
    private final Readiness readiness;
    private final History history;
    private final UserBook users;
    private final Consumer<Ticket> passed;
    private int brokenInARow;

    Aftermath(
            AppPlan plan,
            ApkFacts apk,
            Device device,
            Readiness readiness,
            History history,
            UserBook users,
            Consumer<Ticket> passed) {
        this.plan = plan;
        this.apk = apk;
        this.device = device;
        this.readiness = readiness;
        this.history = history;
        this.users = users;
        this.passed = passed;
    }

    /**
     * A Maestro process that ended, or could not be started.
     *
     * @param runs one for each step
     * @param before what production said before
     * @param began when the device turned to it
     * @param context an attempt it was run for
     */
    record Process(
            List<Errand.Step> steps, List<FlowRun> runs, List<Evidence> before, Instant began, Attempt context) {}

    /**
     * What came of it.
     *
     * @param usable whether the device still is
     * @param passed whether all flows did
     */
    record Ran(boolean usable, boolean passed) {}

    Ran of(Process process, Crew crew) throws InterruptedException {
        LogWindows logs = new LogWindows(device.log(apk.packageName(), process.began()), process.runs());
        slowDown(process, logs);
        if (process.runs().stream().allMatch(run -> run.end() == FlowRun.End.PASSED)) {
            brokenInARow = 0;
            for (int i = 0; i < process.runs().size(); i++) {
                passed(process, i, logs.of(i));
            }
            return new Ran(true, true);
        }
        DeviceReading reading = device.read(List.of(plan.production()));
        List<Evidence> after = new Probe(plan.probe()).ask(process.context());
        for (int i = 0; i < process.runs().size(); i++) {
            if (process.runs().get(i).end() == FlowRun.End.PASSED) {
                passed(process, i, logs.of(i));
            } else if (!Cascade.has(process.runs(), i)
                    || !sentBack(process.steps().get(i), crew)) {
                failed(process, i, List.of(reading, logs.of(i)), after, crew);
            }
        }
        return new Ran(fit(process.runs(), reading, after), false);
    }

    /** Production told the app to slow down: whoever asks it does. */
    private void slowDown(Process process, LogWindows logs) {
        for (int i = 0; i < process.runs().size(); i++) {
            DeviceLog log = logs.of(i);
            if (LogWindows.limited(log)) {
                plan.cost().learn(process.runs().get(i).flow(), log.answers().size());
                process.context().traffic().limited(plan.production(), "429 to the app on " + device.serial());
            }
        }
    }

    private void passed(Process process, int index, DeviceLog log) throws InterruptedException {
        Errand.Step step = process.steps().get(index);
        FlowRun run = process.runs().get(index);
        history.took(step.flow().flow().path(), run.duration());
        if (step.ticket().isEmpty()) {
            return;
        }
        Ticket ticket = step.ticket().get();
        noteUser(ticket, run);
        process.before().stream().filter(HttpExchange.class::isInstance).forEach(ticket::add);
        ticket.add(run);
        if (LogWindows.limited(log)) {
            ticket.add(log);
        }
        passed.accept(ticket);
        Told.judge(ticket, plan.clearing(), FlowRun.End.PASSED);
        ticket.finish();
    }

    private void noteUser(Ticket ticket, FlowRun run) throws InterruptedException {
        if (plan.freshUser().isEmpty()) {
            return;
        }
        switch (plan.freshUser().get()) {
            case FreshUser.Output(String name) -> {
                String user = run.outputs().getOrDefault(name, "");
                users.note(ticket.flow(), ticket.attempt(), user);
            }
            case FreshUser.LogLine line -> {
                List<String> found = device.logged(apk.packageName(), run.started(), line.pattern());
                users.note(ticket.flow(), ticket.attempt(), found.isEmpty() ? "" : found.getFirst());
            }
            case FreshUser.LookUp lookUp -> {
                users.leaveOpen(ticket.flow(), ticket.attempt(), run.outputs());
                ticket.tell("production is asked for the flow's user");
                new UserLookUp(lookUp, plan.at())
                        .askAtOnce(ticket, run.outputs())
                        .ifPresent(user -> users.note(ticket.flow(), ticket.attempt(), user));
            }
        }
    }

    private void failed(Process process, int index, List<Evidence> device, List<Evidence> after, Crew crew) {
        Errand.Step step = process.steps().get(index);
        crew.failed(step.flow(), this.device.serial());
        if (step.ticket().isEmpty()) {
            return; // Repeated for a later one of its sequence, which says so.
        }
        Ticket ticket = step.ticket().get();
        process.before().forEach(ticket::add);
        ticket.add(process.runs().get(index));
        device.forEach(ticket::add);
        after.forEach(ticket::add);
        Told.judge(ticket, plan.clearing(), process.runs().get(index).end());
        ticket.finish();
    }

    /** Puts a flow that never had its turn back into the line; false if it has to be told as it is. */
    private static boolean sentBack(Errand.Step step, Crew crew) {
        return step.ticket().isEmpty() || sentBack(step.ticket().get(), crew);
    }

    private static boolean sentBack(Ticket ticket, Crew crew) {
        if (ticket.sentBack() >= MOST_SENT_BACK) {
            return false;
        }
        ticket.sendBack();
        ticket.tell("waits for a device again");
        return crew.enter(ticket);
    }

    /** Puts a flow that never had its turn back into the line; if that cannot be, its attempt ends with why it was not run. */
    void sendBack(Ticket ticket, String why, Crew crew) {
        if (!sentBack(ticket, crew)) {
            notRun(ticket, why);
        }
    }

    /** Ends an attempt whose flow was not begun. */
    void notRun(Ticket ticket, String why) {
        Instant now = ticket.attempt().time().now();
        ticket.add(Told.notRun(ticket.flow(), device.serial(), why, now));
        Told.judge(ticket, plan.clearing(), FlowRun.End.NOT_RUN);
        ticket.finish();
    }

    /** Ends an attempt for which production's rate limit leaves no time. */
    void tooSlow(Ticket ticket, PaceWait pause) {
        ticket.add(pause);
        notRun(ticket, "not run, since production's rate limit leaves no time for it");
    }

    /** Whether the device is well, or could be mended. */
    private boolean fit(List<FlowRun> runs, DeviceReading reading, List<Evidence> after) throws InterruptedException {
        boolean broken = runs.stream().anyMatch(Cascade::noVerdict);
        brokenInARow = broken ? brokenInARow + 1 : 0;
        // A device that does not reach a production that nobody reaches is not sick for that.
        boolean troubled = reading.trouble().isPresent() && Probe.answered(after);
        boolean sick = reading.state() != DeviceReading.State.DEVICE
                || reading.dialog().isPresent()
                || troubled
                || brokenInARow >= FAILURES_OF_A_SICK_DEVICE;
        if (!sick) {
            return true;
        }
        brokenInARow = 0;
        readiness.forget();
        return device.mend();
    }
}
