package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.maestro.FlowOrder;
import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.PaceWait;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What one device does: makes itself ready, has Maestro run flows, and sees to what they ended with. Used by one thread. */
final class DeviceWork {
    /** Maestro's start with its driver's, which has 120 s, and its end. */
    private static final Duration AROUND = Duration.ofMinutes(3);

    /** How far the folder of an attempt's files is below the run's. */
    private static final int DEPTH = 3;

    private final AppPlan plan;
    private final Device device;
    private final FlowRunner runner;
    private final Readiness readiness;
    private final Aftermath aftermath;
    private final BiConsumer<NamedFlow, Duration> spent;

    /**
     * Work for a device.
     *
     * @param passed may add to what a flow that passed tells
     * @param spent told how long a flow was on a device
     */
    DeviceWork(
            AppPlan plan,
            ApkFacts apk,
            Device device,
            FlowRunner runner,
            History history,
            UserBook users,
            Consumer<Ticket> passed,
            BiConsumer<NamedFlow, Duration> spent) {
        this.plan = plan;
        this.device = device;
        this.runner = runner;
        this.readiness = new Readiness(device, apk, plan.clearing());
        this.aftermath = new Aftermath(plan, apk, device, readiness, history, users, passed);
        this.spent = spent;
    }

    /** Carries out an errand; false if the device is no use any more. */
    boolean carryOut(Errand errand, Crew crew) throws InterruptedException {
        Attempt context = errand.tickets().getFirst().attempt();
        return errand.sequence()
                ? inOrder(errand.steps(), context, crew)
                : run(errand.steps(), context, true, crew).usable();
    }

    private boolean inOrder(List<Errand.Step> steps, Attempt context, Crew crew) throws InterruptedException {
        for (int i = 0; i < steps.size(); i++) {
            Errand.Step step = steps.get(i);
            Aftermath.Ran ran = run(List.of(step), context, i == 0 || !plan.sequencesKeepData(), crew);
            List<Ticket> later = tickets(steps.subList(i + 1, steps.size()));
            if (!ran.usable()) {
                String why = "not run, since " + device.serial() + " was lost at "
                        + step.flow().flow().name();
                later.forEach(ticket -> aftermath.sendBack(ticket, why, crew));
                return false;
            }
            boolean goesOn =
                    ran.passed() || step.flow().flow().sequence().orElseThrow().continueOnFailure();
            if (!goesOn) {
                String why = "not run, since " + step.flow().flow().name()
                        + ", before it in the execution order, did not pass (continueOnFailure: false)";
                later.forEach(ticket -> aftermath.notRun(ticket, why));
                return true;
            }
        }
        return true;
    }

    private static List<Ticket> tickets(List<Errand.Step> steps) {
        return steps.stream().flatMap(step -> step.ticket().stream()).toList();
    }

    private Aftermath.Ran run(List<Errand.Step> steps, Attempt context, boolean clear, Crew crew)
            throws InterruptedException {
        Instant began = context.time().now();
        try {
            tell(steps, "makes the app ready");
            readiness.prepare(clear);
        } catch (DeviceException e) {
            List<FlowRun> notReady = steps.stream()
                    .map(step -> Told.notReady(
                            step.flow(),
                            device.serial(),
                            whatAndTodo(e),
                            context.time().now()))
                    .toList();
            return aftermath.of(new Aftermath.Process(steps, notReady, List.of(), began, context), crew);
        }
        Optional<PaceWait> tooLong = pace(steps, context);
        if (tooLong.isPresent()) {
            tickets(steps).forEach(ticket -> aftermath.tooSlow(ticket, tooLong.get()));
            return new Aftermath.Ran(true, false);
        }
        List<Evidence> before = new Probe(plan.probe()).ask(context);
        tell(steps, "starts Maestro");
        FlowOrder order = order(steps, context);
        List<FlowRun> told = runner.run(order, (flow, step) -> tell(steps, flow, step));
        if (told.size() != steps.size()) {
            throw new IllegalStateException(told.size() + " results for " + steps.size() + " flows");
        }
        List<FlowRun> runs = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            String path = plan.typed(steps.get(i).flow());
            runs.add(told.get(i).calledWith(new FlowRun.Call(path, order.variables())));
            if (steps.get(i).ticket().isPresent()) {
                spent.accept(steps.get(i).flow(), runs.get(i).duration());
            }
        }
        return aftermath.of(new Aftermath.Process(steps, runs, before, began, context), crew);
    }

    private static String whatAndTodo(DeviceException e) {
        return e.word().map(word -> word + ": ").orElse("") + e.getMessage() + "; " + e.todo();
    }

    /** Takes production's turns for the flows' requests; the wait that is too long, if there is one. */
    private Optional<PaceWait> pace(List<Errand.Step> steps, Attempt context) throws InterruptedException {
        int requests = steps.stream()
                .mapToInt(step -> plan.cost().of(step.flow().flow().name()))
                .sum();
        if (requests == 0) {
            return Optional.empty();
        }
        tell(steps, "waits for production's pace");
        EvidenceLog log = new EvidenceLog(context.log().redactor());
        Optional<PaceWait> tooLong = context.traffic().admit(plan.production(), requests, log, context.deadline());
        log.facts().forEach(wait -> tickets(steps).forEach(ticket -> ticket.add(wait)));
        return tooLong;
    }

    private FlowOrder order(List<Errand.Step> steps, Attempt context) {
        Duration perFlow =
                tickets(steps).stream().map(Ticket::allowance).reduce(plan.flowTimeout(), DeviceWork::shorter);
        Duration left = Duration.between(context.time().now(), context.deadline());
        Duration whole = shorter(AROUND.plus(perFlow.multipliedBy(steps.size())), left);
        return new FlowOrder(
                device.serial(),
                steps.stream().map(step -> step.flow().flow()).toList(),
                Variables.of(plan.variables(), context),
                folder(steps.getFirst(), context),
                runFolder(context),
                perFlow,
                whole);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Each process has a folder of its own, below that of the attempt that it is run for. */
    private static Path folder(Errand.Step first, Attempt context) {
        return first.ticket()
                .map(ticket -> ticket.attempt()
                        .artifacts()
                        .toAbsolutePath()
                        .resolve(ticket.sentBack() == 0 ? "maestro" : "maestro-" + (ticket.sentBack() + 1)))
                .orElseGet(() -> context.artifacts()
                        .toAbsolutePath()
                        .resolve("before-" + first.flow().id()));
    }

    /** {@code artifacts/CHECK/ATTEMPT} lies below it. */
    private static Path runFolder(Attempt context) {
        Path folder = context.artifacts().toAbsolutePath();
        for (int i = 0; i < DEPTH && folder.getParent() != null; i++) {
            folder = folder.getParent();
        }
        return folder;
    }

    private void tell(List<Errand.Step> steps, String what) {
        tickets(steps).forEach(ticket -> ticket.tell(device.serial() + ": " + what));
    }

    private void tell(List<Errand.Step> steps, String flow, String step) {
        List<Ticket> concerned = new ArrayList<>(tickets(steps));
        concerned.removeIf(ticket -> !ticket.flow().flow().name().equals(flow));
        concerned.forEach(ticket -> ticket.tell(device.serial() + ": " + (step.isEmpty() ? "runs" : step)));
    }
}
