package io.prodgate.check.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The flows that wait for a device, and which of them a device that is free should take: the longest first, so that no long one
 * is begun when the others are done (R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", 1969: LPT ends within 4/3 of the
 * optimum, and near it with many flows). Several at once only while much is left (guided self-scheduling: Polychronopoulos and
 * Kuck, 1987). Pure but for what is in the line; not safe for use by several threads.
 */
final class WaitingLine {
    /**
     * A batch is at most this part of a device's fair share of what is left, in per cent. The less it is, the more often Maestro is
     * started; the more, the longer others may wait for the last batch when flows take longer than they did.
     */
    private static final int PART_OF_A_SHARE = 80;

    private final List<NamedFlow> sequence;
    private final Function<NamedFlow, Duration> expected;
    private final int batch;
    private final Set<Ticket> waiting = new LinkedHashSet<>();
    private final Map<String, Set<String>> failedOn = new HashMap<>();
    private boolean sequenceUnderWay;

    /**
     * A line.
     *
     * @param sequence the flows of the execution order, in that order
     * @param expected how long a flow will take
     * @param batch how many flows a device takes at most
     */
    WaitingLine(List<NamedFlow> sequence, Function<NamedFlow, Duration> expected, int batch) {
        this.sequence = List.copyOf(sequence);
        this.expected = expected;
        this.batch = batch;
    }

    void add(Ticket ticket) {
        waiting.add(ticket);
    }

    /** Takes a ticket out; false if it is not in the line, since a device has it. */
    boolean remove(Ticket ticket) {
        return waiting.remove(ticket);
    }

    /** Takes all out. */
    List<Ticket> clear() {
        List<Ticket> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** A flow failed on a device: next time it goes to another one, if there is one. */
    void failed(NamedFlow flow, String serial) {
        failedOn.computeIfAbsent(flow.id(), id -> new HashSet<>()).add(serial);
    }

    /** A device is done with what it took. */
    void done(Errand errand) {
        if (errand.sequence()) {
            sequenceUnderWay = false;
        }
    }

    /**
     * Takes out what a device should do next.
     *
     * @param serial the device's
     * @param devices all that are at work
     */
    Optional<Errand> next(String serial, Set<String> devices) {
        List<List<Ticket>> units = units().stream()
                .filter(unit -> unit.stream().allMatch(ticket -> mayGo(ticket, serial, devices)))
                .sorted(urgency())
                .toList();
        if (units.isEmpty()) {
            return Optional.empty();
        }
        List<Ticket> first = units.getFirst();
        boolean inSequence = first.getFirst().flow().inSequence();
        Errand errand = inSequence ? inOrder(first) : new Errand(steps(together(units, devices.size())), false);
        sequenceUnderWay |= inSequence;
        errand.tickets().forEach(waiting::remove);
        return Optional.of(errand);
    }

    /** What is taken together at least: all that waits of the sequence, and each of the others alone. */
    private List<List<Ticket>> units() {
        List<Ticket> ordered =
                waiting.stream().filter(ticket -> ticket.flow().inSequence()).toList();
        List<List<Ticket>> units = new ArrayList<>();
        if (!ordered.isEmpty() && !sequenceUnderWay) {
            units.add(ordered);
        }
        waiting.stream().filter(ticket -> !ticket.flow().inSequence()).forEach(ticket -> units.add(List.of(ticket)));
        return units;
    }

    private boolean mayGo(Ticket ticket, String serial, Set<String> devices) {
        Set<String> failed = failedOn.getOrDefault(ticket.flow().id(), Set.of());
        return !failed.contains(serial) || failed.containsAll(devices);
    }

    /** Who comes again has the longest way before him; then the longest, then as the workspace has them. */
    private Comparator<List<Ticket>> urgency() {
        return Comparator.comparing((List<Ticket> unit) -> unit.stream().noneMatch(Ticket::again))
                .thenComparing(Comparator.comparing(this::length).reversed())
                .thenComparing(unit -> unit.getFirst().flow().order());
    }

    private Duration length(List<Ticket> unit) {
        return unit.getFirst().flow().inSequence()
                ? sum(inOrder(unit).steps().stream().map(Errand.Step::flow).toList())
                : sum(unit.stream().map(Ticket::flow).toList());
    }

    private Duration sum(List<NamedFlow> flows) {
        return flows.stream().map(expected).reduce(Duration.ZERO, Duration::plus);
    }

    private List<Ticket> together(List<List<Ticket>> units, int devices) {
        List<Ticket> taken = new ArrayList<>(units.getFirst());
        if (taken.getFirst().again()) {
            return taken;
        }
        Duration left =
                waiting.stream().map(ticket -> expected.apply(ticket.flow())).reduce(Duration.ZERO, Duration::plus);
        Duration most = left.multipliedBy(PART_OF_A_SHARE).dividedBy(Math.max(1, devices) * 100L);
        Duration sum = length(taken);
        for (List<Ticket> unit : units.subList(1, units.size())) {
            Ticket ticket = unit.getFirst();
            Duration with = sum.plus(length(unit));
            if (taken.size() < batch && !ticket.again() && !ticket.flow().inSequence() && with.compareTo(most) <= 0) {
                taken.add(ticket);
                sum = with;
            }
        }
        return taken;
    }

    /** Maestro is given flows in the workspace's order. */
    private static List<Errand.Step> steps(List<Ticket> tickets) {
        return tickets.stream()
                .sorted(Comparator.comparingInt(ticket -> ticket.flow().order()))
                .map(ticket -> new Errand.Step(ticket.flow(), Optional.of(ticket)))
                .toList();
    }

    /** The sequence from its beginning to the last flow that somebody waits for. */
    private Errand inOrder(List<Ticket> tickets) {
        Map<NamedFlow, Ticket> byFlow = new HashMap<>();
        tickets.forEach(ticket -> byFlow.put(ticket.flow(), ticket));
        int last = sequence.size() - 1;
        while (last > 0 && !byFlow.containsKey(sequence.get(last))) {
            last--;
        }
        return new Errand(
                sequence.subList(0, last + 1).stream()
                        .map(flow -> new Errand.Step(flow, Optional.ofNullable(byFlow.get(flow))))
                        .toList(),
                true);
    }
}
