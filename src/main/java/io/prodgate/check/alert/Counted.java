package io.prodgate.check.alert;

import io.prodgate.system.alertmanager.Deliveries;
import io.prodgate.system.alertmanager.Deliveries.Count;
import io.prodgate.system.alertmanager.Deliveries.Way;
import io.prodgate.system.alertmanager.Routing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What an Alertmanager counted of the ways that an alert needs. */
final class Counted {
    private final Routing routing;
    private final Deliveries before;

    /** Counts of which it is certain that the alert is not in them, the latest that there are. */
    private Deliveries without;

    private Instant from;
    private Deliveries last;
    private Map<Way, Integer> needed = Map.of();

    /**
     * Nothing yet.
     *
     * @param before what was counted before
     * @param at when that was so
     */
    Counted(Routing routing, Deliveries before, Instant at) {
        this.routing = routing;
        this.before = before;
        this.without = before;
        this.last = before;
        this.from = at;
    }

    /** The alert is not in these, which were read not before a time. */
    void without(Deliveries counts, Instant at) {
        without = counts;
        last = counts;
        from = at;
    }

    /** The alert may be in these. */
    void with(Deliveries counts) {
        last = counts;
    }

    /** Since when what was counted may be the alert's. */
    Instant from() {
        return from;
    }

    /** What a receiver sends through. */
    List<String> integrations(String receiver) {
        return routing.integrations().getOrDefault(receiver, List.of());
    }

    /**
     * Sets how often each way that matters has to be used. Where Alertmanager does not count by receivers, others of the alert's
     * receivers may use it too.
     *
     * @param read integrations that matter not, as what arrives by them is read
     */
    void needs(List<String> receivers, List<String> wanted, Set<String> read) {
        boolean precise = before.tellsReceivers();
        needed = new TreeMap<>();
        for (String receiver : receivers) {
            for (String integration : integrations(receiver)) {
                boolean matters = precise
                        ? wanted.contains(receiver)
                        : wanted.stream().anyMatch(one -> integrations(one).contains(integration));
                if (matters && !read.contains(integration)) {
                    needed.merge(new Way(precise ? receiver : "", integration), 1, Integer::sum);
                }
            }
        }
    }

    /** Whether nothing has to be counted. */
    boolean needsNothing() {
        return needed.isEmpty();
    }

    /** Whether what a receiver is told is counted with what matters. */
    boolean counts(String receiver) {
        Set<Way> ways = needed.keySet();
        return integrations(receiver).stream()
                .anyMatch(integration -> ways.contains(new Way(before.tellsReceivers() ? receiver : "", integration)));
    }

    private Count of(Way way) {
        return last.of(way).since(without.of(way));
    }

    private Count earlier(Way way) {
        return without.of(way).since(before.of(way));
    }

    /** Whether as much was taken as is needed. */
    boolean taken() {
        return needed.entrySet().stream().allMatch(entry -> of(entry.getKey()).taken() >= entry.getValue());
    }

    /** Whether more was sent than so many alerts need. */
    boolean tooMuch(long alerts) {
        return needed.entrySet().stream()
                .anyMatch(entry -> of(entry.getKey()).taken() > (double) entry.getValue() * alerts);
    }

    /** Whether something was refused. */
    boolean refused() {
        return any(this::of, count -> count.refused() + count.failed());
    }

    /** Whether it was given up to tell somebody. */
    boolean givenUp() {
        return any(this::of, Count::failed);
    }

    /** Whether something was refused before the alert can have been sent. */
    boolean refusedEarlier() {
        return any(this::earlier, count -> count.refused() + count.failed());
    }

    /** Whether anything was sent since the beginning. */
    boolean sent() {
        return any(this::of, Count::requests) || any(this::earlier, Count::requests);
    }

    private boolean any(Function<Way, Count> counts, ToDoubleFunction<Count> number) {
        return needed.keySet().stream().anyMatch(way -> number.applyAsDouble(counts.apply(way)) > 0);
    }

    /** {@code slack: 2 sent, 0 refused}. */
    String told() {
        StringBuilder told = new StringBuilder();
        needed.keySet()
                .forEach(way -> told.append(told.isEmpty() ? "" : ", ")
                        .append("%s: %.0f sent, %.0f refused".formatted(way, of(way).requests(), of(way).refused())));
        return told.isEmpty() ? "nothing was sent" : told.toString();
    }
}
