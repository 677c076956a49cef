package io.prodgate.check.alert;

import io.prodgate.evidence.Time;
import io.prodgate.system.SystemException;
import io.prodgate.system.alertmanager.AlertAnswer;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.alertmanager.Deliveries;
import io.prodgate.system.alertmanager.Deliveries.Way;
import io.prodgate.system.alertmanager.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The way of an alert through Alertmanager: routed to its receivers, and taken by what they are told through. */
final class Delivery {
    private static final String ROUTED = "alert receivers";
    private static final String DELIVERED = "alert delivered";

    /** What a look at the counts may take. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final AlertPlan plan;
    private final Story story;
    private final Routing routing;
    private final Deliveries before;
    private final Time time;
    private Optional<AlertAnswer> routed = Optional.empty();

    /** Counts of which it is certain that it is not in them, the latest that there are. */
    private Deliveries without;

    private Optional<Instant> notSentBefore = Optional.empty();
    private Optional<Instant> unknownAt = Optional.empty();
    private Map<Way, Deliveries.Count> last = Map.of();
    private Map<Way, Deliveries.Count> sinceTheStart = Map.of();
    private boolean taken;

    /**
     * A way.
     *
     * @param before how often somebody was told something before
     */
    Delivery(AlertPlan plan, Story story, Routing routing, Deliveries before, Time time) {
        this.plan = plan;
        this.story = story;
        this.routing = routing;
        this.before = before;
        this.without = before;
        this.time = time;
    }

    /**
     * Alertmanager cannot know the alert yet.
     *
     * @param counts that were read before
     * @param at when that was so
     */
    void unknown(Deliveries counts, Instant at) {
        without = counts;
        unknownAt = Optional.of(at);
    }

    /**
     * Looks how far it has come.
     *
     * @param labels that the alert has at least, as far as Alertmanager does not change them
     * @return true if there is nothing more to wait for
     */
    boolean look(Alertmanager alertmanager, Map<String, String> labels, Instant now)
            throws SystemException, InterruptedException {
        List<AlertAnswer> alerts = alertmanager.alerts(Labels.NAME, plan.name());
        Optional<AlertAnswer> ours = alerts.stream()
                .filter(alert -> Labels.agree(labels, alert.labels()))
                .max(Comparator.comparingLong(alert -> common(labels, alert.labels())));
        if (ours.isPresent() && ours.get().suppressed()) {
            String why = Suppression.told(ours.get(), alertmanager);
            story.step("held back", now, why);
            story.undecided(Suppression.SUBJECT, Suppression.EXPECTED, why, "nobody hears it meanwhile");
            return true;
        }
        if (routed.isEmpty() && ours.isPresent() && route(ours.get(), now)) {
            return true;
        }
        return routed.isPresent() && delivered(alertmanager, now);
    }

    private static long common(Map<String, String> some, Map<String, String> others) {
        return some.entrySet().stream().filter(others.entrySet()::contains).count();
    }

    /** It is not sent before its group has waited, unless it was long on its way to Alertmanager. */
    private Optional<Instant> earliest(AlertAnswer alert) {
        return unknownAt.flatMap(at -> routes(alert).stream()
                .map(Routing.Route::groupWait)
                .min(Duration::compareTo)
                .map(at::plus));
    }

    private List<Routing.Route> routes(AlertAnswer alert) {
        return routing.routes(alert.labels(), true);
    }

    /** True if it leads to somebody else. */
    private boolean route(AlertAnswer alert, Instant now) {
        List<String> receivers = alert.receiverNames();
        String told = receivers.isEmpty() ? "nobody" : String.join(", ", receivers);
        story.step("routed", now, "to " + told);
        String expected = plan.receivers().isEmpty() ? "somebody" : String.join(", ", plan.receivers());
        if (receivers.isEmpty() || !receivers.containsAll(plan.receivers())) {
            story.missed(ROUTED, expected, told, "");
            return true;
        }
        story.met(ROUTED, expected, told);
        routed = Optional.of(alert);
        notSentBefore = earliest(alert);
        List<String> silent = wanted().stream()
                .filter(receiver -> integrations(receiver).isEmpty())
                .toList();
        if (!silent.isEmpty()) {
            story.missed(
                    DELIVERED,
                    "taken",
                    "sent nowhere",
                    "no integration is configured for " + String.join(", ", silent));
        }
        return !silent.isEmpty();
    }

    private List<String> wanted() {
        return plan.receivers().isEmpty() ? routed.orElseThrow().receiverNames() : plan.receivers();
    }

    private List<String> integrations(String receiver) {
        return routing.integrations().getOrDefault(receiver, List.of());
    }

    /**
     * How often each way that matters has to be used. Where Alertmanager does not count by receivers, others of the alert's receivers
     * may use it too.
     */
    private Map<Way, Integer> needed() {
        boolean precise = before.tellsReceivers();
        Map<Way, Integer> needed = new TreeMap<>();
        for (String receiver : routed.orElseThrow().receiverNames()) {
            for (String integration : integrations(receiver)) {
                boolean matters = precise
                        ? wanted().contains(receiver)
                        : wanted().stream().anyMatch(one -> integrations(one).contains(integration));
                if (matters) {
                    needed.merge(new Way(precise ? receiver : "", integration), 1, Integer::sum);
                }
            }
        }
        return needed;
    }

    /** Taken only if it looks so twice: a request is counted a moment before it is counted as refused. */
    private boolean delivered(Alertmanager alertmanager, Instant now) throws SystemException, InterruptedException {
        if (notSentBefore.isPresent()) {
            time.sleepUntil(notSentBefore.get().minus(MOMENT));
        }
        Deliveries after = alertmanager.deliveries();
        sinceTheStart = since(before, after);
        if (notSentBefore.filter(time.now()::isBefore).isPresent()) {
            without = after;
            return false;
        }
        last = since(without, after);
        boolean all = needed().entrySet().stream()
                .allMatch(entry -> count(entry.getKey()).taken() >= entry.getValue());
        if (!all || !taken) {
            taken = all;
            return false;
        }
        story.step("delivered", now, told());
        if (trouble()) {
            story.undecided(DELIVERED, "taken", told(), "whose notifications were refused is not known");
        } else {
            story.met(DELIVERED, "taken", told() + ", " + story.after(now));
        }
        return true;
    }

    private Map<Way, Deliveries.Count> since(Deliveries from, Deliveries to) {
        Map<Way, Deliveries.Count> counts = new TreeMap<>();
        needed().keySet().forEach(way -> counts.put(way, to.of(way).since(from.of(way))));
        return counts;
    }

    private Deliveries.Count count(Way way) {
        return last.getOrDefault(way, Deliveries.Count.NONE);
    }

    private List<String> muted() {
        return routes(routed.orElseThrow()).stream()
                .flatMap(route -> route.intervals().stream())
                .distinct()
                .toList();
    }

    private boolean trouble() {
        return last.values().stream().anyMatch(count -> count.refused() > 0 || count.failed() > 0);
    }

    private String told() {
        StringBuilder told = new StringBuilder();
        last.forEach((way, count) -> told.append(told.isEmpty() ? "" : ", ")
                .append("%s: %.0f sent, %.0f refused".formatted(way, count.requests(), count.refused())));
        return told.isEmpty() ? "nothing was sent" : told.toString();
    }

    /**
     * There is no more time.
     *
     * @param seenFromTheStart whether it is certain that it was not delivered before we looked
     */
    void outOfTime(boolean seenFromTheStart) {
        if (routed.isEmpty()) {
            story.missed(
                    ROUTED,
                    plan.receivers().isEmpty() ? "somebody" : String.join(", ", plan.receivers()),
                    "(absent)",
                    "Alertmanager does not have it: look at 'alerting' in Prometheus' configuration");
        } else if (trouble()) {
            story.missed(DELIVERED, "taken", told(), "");
        } else if (!muted().isEmpty()) {
            story.undecided(
                    Suppression.SUBJECT,
                    Suppression.EXPECTED,
                    told(),
                    "its route sends nothing at some times: " + String.join(", ", muted()));
        } else if (sinceTheStart.values().stream().anyMatch(count -> count.requests() > 0)) {
            story.undecided(
                    DELIVERED,
                    "taken",
                    told(),
                    "something was sent before its group had waited: another alert, or its group was still there from"
                            + " before; run again after group_interval");
        } else if (seenFromTheStart) {
            story.missed(DELIVERED, "taken", told(), "Alertmanager has it, and told nobody");
        } else {
            story.undecided(
                    DELIVERED, "taken", told(), "it was firing when we began to look, and may have been sent before");
        }
    }
}
