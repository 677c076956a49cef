package io.prodgate.check.alert;

import io.prodgate.evidence.AlertWatch.Share;
import io.prodgate.plan.Durations;
import io.prodgate.system.alertmanager.Routing.Route;
import io.prodgate.system.prometheus.AlertRule;
import io.prodgate.system.prometheus.TargetsAnswer.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How long an alert takes on its way, by the settings: the scrape and the evaluation that just missed its cause, the time that it has to
 * be pending, and the time that its group waits.
 *
 * @param shares in order
 */
record Arithmetic(List<Share> shares) {
    Arithmetic {
        shares = List.copyOf(shares);
    }

    /**
     * Adds it up.
     *
     * @param targets whose numbers the rule may look at
     * @param routes that the alert may take; none if nobody sends it as far as we know
     * @return empty if no target says how often it is scraped
     */
    static Optional<Arithmetic> of(AlertRule rule, List<Target> targets, List<Route> routes) {
        List<Duration> intervals = targets.stream()
                .flatMap(target -> target.scrapeInterval().stream())
                .flatMap(text -> Durations.parse(text).stream())
                .toList();
        if (intervals.isEmpty()) {
            return Optional.empty();
        }
        List<Share> shares = new ArrayList<>();
        shares.add(share("scrape interval", intervals));
        shares.add(share("evaluation interval", List.of(rule.interval())));
        shares.add(share("for", List.of(pending(rule))));
        if (!routes.isEmpty()) {
            shares.add(share(
                    "group wait",
                    routes.stream().map(route -> route.pace().groupWait()).toList()));
        }
        return Optional.of(new Arithmetic(shares));
    }

    private static Share share(String what, Collection<Duration> values) {
        return new Share(
                what,
                values.stream().min(Duration::compareTo).orElseThrow(),
                values.stream().max(Duration::compareTo).orElseThrow());
    }

    /** A rule begins to fire when it is evaluated, so the time is rounded up to whole intervals. */
    private static Duration pending(AlertRule rule) {
        Duration interval = rule.interval();
        if (!interval.isPositive()) {
            return rule.pending();
        }
        long times = rule.pending().dividedBy(interval);
        Duration whole = interval.multipliedBy(times);
        return whole.compareTo(rule.pending()) < 0 ? whole.plus(interval) : whole;
    }

    Duration least() {
        return sum(Share::least);
    }

    Duration most() {
        return sum(Share::most);
    }

    private Duration sum(Function<Share, Duration> value) {
        return shares.stream().map(value).reduce(Duration.ZERO, Duration::plus);
    }

    /** {@code 1m15s: scrape interval 15s + evaluation interval 30s + for 0s + group wait 30s}. */
    String told() {
        return span(least(), most()) + ": "
                + shares.stream()
                        .map(share -> share.what() + " " + span(share.least(), share.most()))
                        .collect(Collectors.joining(" + "));
    }

    private static String span(Duration least, Duration most) {
        return least.equals(most) ? Durations.format(most) : Durations.format(least) + " to " + Durations.format(most);
    }
}
