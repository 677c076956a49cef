package io.prodgate.check.alert;

import io.prodgate.plan.Durations;
import io.prodgate.system.SystemException;
import io.prodgate.system.alertmanager.Deliveries;
import io.prodgate.system.prometheus.AlertsAnswer.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An alert's way from its cause until it is delivered. */
final class Firing {
    /** How far the clocks of Prometheus and of this machine may be apart. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private final AlertPlan plan;
    private final Map<String, String> labels;
    private final Story story;
    private final Instant since;
    private final Optional<Delivery> delivery;
    private Optional<Alert> firing = Optional.empty();
    private Optional<Alert> old = Optional.empty();
    private boolean sawItQuiet;

    Firing(AlertPlan plan, Map<String, String> labels, Story story, Instant since, Optional<Delivery> delivery) {
        this.plan = plan;
        this.labels = Map.copyOf(labels);
        this.story = story;
        this.since = since;
        this.delivery = delivery;
    }

    boolean look(Round round, Instant now) throws SystemException, InterruptedException, Round.NobodyToAskException {
        if (firing.isEmpty()) {
            // Before Prometheus is asked: what is not firing afterwards is not in them.
            Optional<Deliveries> counts = delivery.isEmpty()
                    ? Optional.empty()
                    : Optional.of(round.alertmanager().orElseThrow().deliveries());
            List<Alert> alerts = round.prometheus().alerts(plan.name()).stream()
                    .filter(alert -> Labels.among(labels, alert.labels()))
                    .toList();
            old = alerts.stream().filter(this::isOld).findFirst();
            List<Alert> fresh = alerts.stream().filter(alert -> !isOld(alert)).toList();
            fresh.stream()
                    .findFirst()
                    .ifPresent(alert -> story.step("pending", activeAt(alert).orElse(now), ""));
            firing = fresh.stream()
                    .filter(alert -> alert.state().equals("firing"))
                    .findFirst();
            if (firing.isEmpty()) {
                sawItQuiet = true;
                if (delivery.isPresent()) {
                    delivery.get().counted().unknown(round.alertmanager().orElseThrow(), counts.orElseThrow(), now);
                }
                return false;
            }
            fires(firing.get(), now);
        }
        return delivery.isEmpty() || delivery.get().look(round, firing.get().labels(), now);
    }

    private void fires(Alert alert, Instant now) {
        String annotations = String.join(" | ", alert.annotations().values());
        story.step("firing", now, annotations);
        story.met("alert firing", "within " + Durations.format(plan.within()), story.after(now));
        if (plan.told().inboxes().isEmpty()) {
            plan.message()
                    .judge(
                            alert.annotations().values(),
                            annotations.isEmpty() ? "(no annotations)" : annotations,
                            story);
        }
    }

    /** Whether it was active before its cause was made, so that something else is its cause. */
    private boolean isOld(Alert alert) {
        return activeAt(alert).filter(at -> at.isBefore(since.minus(CLOCKS))).isPresent();
    }

    private static Optional<Instant> activeAt(Alert alert) {
        try {
            return alert.activeAt().map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    void outOfTime() {
        if (firing.isPresent()) {
            delivery.ifPresent(way -> way.outOfTime(sawItQuiet));
            return;
        }
        String expected = "within " + Durations.format(plan.within());
        if (story.seen("pending")) {
            story.missed("alert firing", expected, "pending", "");
        } else if (old.isPresent()) {
            story.undecided(
                    "alert firing",
                    expected,
                    old.get().state() + " since " + old.get().activeAt().orElse("nobody knows when"),
                    "it was active before its cause was made: something else is wrong");
        } else {
            story.missed("alert firing", expected, "silent", "its cause is there, and its rule does not see it");
        }
    }
}
