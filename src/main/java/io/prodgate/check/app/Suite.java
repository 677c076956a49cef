package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.maestro.FlowRunner;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * What the flows of an app entry share: the devices, which are brought up when the first flow needs one, the line before them, and
 * what is known of earlier runs. Safe for use by several threads.
 */
final class Suite implements Crew.Opener {
    private final AppPlan plan;
    private final ApkFacts.Source apk;
    private final Function<Attempt, FlowRunner> runners;
    private final History history;
    private final UserBook users;
    private final Map<String, Duration> onDevice = new ConcurrentHashMap<>();
    private final Map<String, DeviceWork> works = new ConcurrentHashMap<>();
    private final List<Evidence> seen = new CopyOnWriteArrayList<>();
    private final Queue<Evidence> leftOut = new ConcurrentLinkedQueue<>();
    private Optional<Crew> crew = Optional.empty();

    /**
     * A suite; nothing is opened or read yet.
     *
     * @param runners what runs Maestro, for an attempt
     */
    Suite(AppPlan plan, ApkFacts.Source apk, Function<Attempt, FlowRunner> runners) {
        this.plan = plan;
        this.apk = apk;
        this.runners = runners;
        this.history = new History(plan.history());
        this.users = new UserBook(plan.entry(), history);
    }

    UserBook users() {
        return users;
    }

    /** Runs a flow on a device, when one is free; everything that was seen is in the attempt's log when this returns. */
    void run(NamedFlow flow, Attempt attempt) throws InterruptedException {
        Duration left = plan.allowance().minus(onDevice.getOrDefault(flow.id(), Duration.ZERO));
        Ticket ticket = new Ticket(flow, attempt, left);
        if (!left.isPositive()) {
            outOfTime(ticket, "the flow had used up its " + plan.allowance().toSeconds() + " s on devices");
            return;
        }
        try {
            Crew mine = enter(ticket);
            if (!ticket.await()) {
                if (mine.leave(ticket)) {
                    outOfTime(ticket, "the flow still waited for a device when the run's budget had ended");
                } else {
                    ticket.awaitEnd();
                }
            }
        } catch (InterruptedException e) {
            stageEnded();
            throw e;
        }
    }

    private synchronized Crew enter(Ticket ticket) {
        while (true) {
            if (crew.isPresent() && crew.get().enter(ticket)) {
                ticket.tellWaiting();
                return crew.get();
            }
            Crew fresh = new Crew(
                    new WaitingLine(
                            plan.sequence(),
                            history.expected(plan.flows()),
                            plan.clearing().clears() ? 1 : plan.batch()),
                    this);
            crew = Optional.of(fresh);
            works.clear();
            fresh.start(ticket);
        }
    }

    private static void outOfTime(Ticket ticket, String why) {
        Attempt attempt = ticket.attempt();
        ticket.add(new Trouble(
                Trouble.Kind.OUT_OF_TIME,
                ticket.flow().flow().name(),
                why,
                Trouble.Sent.NOTHING,
                attempt.time().now(),
                Duration.ZERO));
    }

    /** Gives the devices back and breaks off what is under way. */
    void stageEnded() {
        Optional<Crew> last;
        synchronized (this) {
            last = crew;
            crew = Optional.empty();
        }
        last.ifPresent(Crew::dismiss);
    }

    @Override
    public List<Device> open(Ticket first) throws DeviceException, InterruptedException {
        seen.clear();
        ApkFacts facts;
        try {
            facts = apk.get();
        } catch (ApkFacts.UnknownException e) {
            throw new DeviceException(String.valueOf(e.getMessage()), "the APK", e.todo());
        }
        WantedDevices wanted = plan.wanted(facts.abis(), facts.minimumSdk());
        Attempt attempt = first.attempt();
        List<Device> opened = attempt.devices().open(wanted, attempt.deadline(), fact -> {
            seen.add(fact);
            if (fact instanceof DeviceReading reading) {
                boolean ready = reading.state() == DeviceReading.State.DEVICE;
                first.tell(reading.serial() + " is "
                        + (ready ? "ready" : reading.state().wireName())
                        + reading.trouble().map(trouble -> ": " + trouble).orElse(""));
            }
        });
        noteLeftOut(opened);
        first.tell("waits for a device");
        FlowRunner runner = runners.apply(attempt);
        opened.forEach(device -> works.put(
                device.serial(),
                new DeviceWork(plan, facts, device, runner, history, users, this::tellLeftOut, this::spent)));
        return opened;
    }

    private void noteLeftOut(List<Device> opened) {
        List<String> serials = opened.stream().map(Device::serial).toList();
        seen.stream()
                .filter(fact -> fact instanceof DeviceReading reading
                        && reading.trouble().isPresent()
                        && !serials.contains(reading.serial()))
                .forEach(leftOut::add);
    }

    /** What kept devices out is told once, where a flow passed: beside one that failed it would explain what it has no part in. */
    private void tellLeftOut(Ticket ticket) {
        for (Evidence fact = leftOut.poll(); fact != null; fact = leftOut.poll()) {
            ticket.add(fact);
        }
    }

    private void spent(NamedFlow flow, Duration time) {
        onDevice.merge(flow.id(), time, Duration::plus);
    }

    @Override
    public boolean work(Device device, Errand errand, Crew mine) throws InterruptedException {
        return Optional.ofNullable(works.get(device.serial()))
                .orElseThrow(() -> new IllegalStateException("no work for " + device.serial()))
                .carryOut(errand, mine);
    }

    @Override
    public void refuse(List<Ticket> tickets, DeviceException why) throws InterruptedException {
        for (Ticket ticket : tickets) {
            Attempt attempt = ticket.attempt();
            Instant now = attempt.time().now();
            seen.forEach(ticket::add);
            ticket.add(Told.notRun(ticket.flow(), "", why.getMessage() + " (" + why.where() + ")", now));
            // The last word is production's if it does not answer: a device that does not reach it may be right.
            List<Evidence> answer = new Probe(plan.probe()).ask(attempt);
            answer.forEach(ticket::add);
            if (Probe.answered(answer)) {
                ticket.add(noDevice(why, now));
            }
            Told.judge(ticket, plan.clearing(), FlowRun.End.NOT_RUN);
            ticket.finish();
        }
    }

    private static Trouble noDevice(DeviceException why, Instant now) {
        return new Trouble(
                Trouble.Kind.LOCAL,
                why.where(),
                why.getMessage() + "; " + why.todo(),
                Trouble.Sent.NOTHING,
                now,
                Duration.ZERO);
    }
}
