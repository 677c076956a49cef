package io.prodgate.check.alert;

import io.prodgate.evidence.Time;
import io.prodgate.system.SystemException;
import io.prodgate.system.alertmanager.AlertAnswer;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.alertmanager.Routing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The way of an alert through Alertmanager: routed to its receivers, and taken by what they are told through. */
final class Delivery {
    private static final String ROUTED = "alert receivers";
    static final String DELIVERED = "alert delivered";

    private final AlertPlan plan;
    private final Story story;
    private final Routing routing;
    private final CountedDelivery counted;
    private final ReadDelivery read;
    private Optional<AlertAnswer> routed = Optional.empty();
    private boolean counting;
    private boolean reading;

    private Delivery(AlertPlan plan, Story story, Routing routing, CountedDelivery counted, ReadDelivery read) {
        this.plan = plan;
        this.story = story;
        this.routing = routing;
        this.counted = counted;
        this.read = read;
        this.reading = read.any();
    }

    /**
     * Looks how it is before anything happens.
     *
     * @param family labels by which an alert of this name is one that is meant
     * @param read what arrives of it
     */
    static Delivery before(
            AlertPlan plan, Map<String, String> family, Story story, Time time, Alertmanager asked, ReadDelivery read)
            throws SystemException, InterruptedException {
        Predicate<AlertAnswer> meant =
                alert -> plan.name().equals(alert.labels().get(Labels.NAME)) && Labels.agree(family, alert.labels());
        Routing routing = asked.routing();
        return new Delivery(plan, story, routing, CountedDelivery.before(meant, story, time, routing, asked), read);
    }

    Routing routing() {
        return routing;
    }

    CountedDelivery counted() {
        return counted;
    }

    /** Whether something has to be counted to know that an alert with these labels was delivered. */
    boolean counts(Map<String, String> labels) {
        List<String> receivers = routing.routes(labels, true).stream()
                .map(Routing.Route::receiver)
                .distinct()
                .toList();
        return counted.needed(
                receivers, plan.receivers().isEmpty() ? receivers : plan.receivers(), read.integrations());
    }

    /**
     * Looks how far it has come.
     *
     * @param labels that the alert has at least, as far as Alertmanager does not change them
     * @return true if there is nothing more to wait for
     */
    boolean look(Round round, Map<String, String> labels, Instant now)
            throws SystemException, InterruptedException, Round.NobodyToAskException {
        Alertmanager alertmanager = round.alertmanager().orElseThrow();
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
        return routed.isPresent() && arrived(round, alertmanager, now);
    }

    private boolean arrived(Round round, Alertmanager alertmanager, Instant now)
            throws SystemException, InterruptedException, Round.NobodyToAskException {
        if (counting) {
            counting = !counted.look(alertmanager, now);
        }
        if (reading && read.delivered(round, now)) {
            reading = false;
            story.step("delivered", now, "");
        }
        return !counting && !reading;
    }

    private static long common(Map<String, String> some, Map<String, String> others) {
        return some.entrySet().stream().filter(others.entrySet()::contains).count();
    }

    /** True if it leads to somebody else. */
    private boolean route(AlertAnswer alert, Instant now) {
        List<String> receivers = alert.receiverNames();
        String told = receivers.isEmpty() ? "nobody" : String.join(", ", receivers);
        story.step("routed", now, "to " + told);
        if (receivers.isEmpty() || !receivers.containsAll(plan.receivers())) {
            story.missed(ROUTED, expectedReceivers(), told, "");
            return true;
        }
        story.met(ROUTED, expectedReceivers(), told);
        routed = Optional.of(alert);
        counting = counted.routed(alert, wanted(), read.integrations());
        List<String> silent = wanted().stream()
                .filter(receiver ->
                        routing.integrations().getOrDefault(receiver, List.of()).isEmpty())
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

    private String expectedReceivers() {
        return plan.receivers().isEmpty() ? "somebody" : String.join(", ", plan.receivers());
    }

    private List<String> wanted() {
        return plan.receivers().isEmpty() ? routed.orElseThrow().receiverNames() : plan.receivers();
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
                    expectedReceivers(),
                    "(absent)",
                    "Alertmanager does not have it: look at 'alerting' in Prometheus' configuration");
            return;
        }
        if (counting) {
            counted.outOfTime(seenFromTheStart);
        }
        if (reading) {
            read.notDelivered(counting ? "" : "Alertmanager has it");
        }
    }
}
