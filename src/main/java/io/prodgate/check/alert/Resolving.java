package io.prodgate.check.alert;

import io.prodgate.plan.Durations;
import io.prodgate.system.SystemException;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.grafana.AlertHistory;
import io.prodgate.system.prometheus.AlertsAnswer.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An alert's end after the end of its cause. */
final class Resolving {
    /** How long ago it may have fired. */
    static final Duration LOOK_BACK = Duration.ofHours(1);

    private static final String KNOWN = "resolved in Grafana's history";

    /** How far the clocks of Grafana and of this machine may be apart. */
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private final AlertPlan plan;
    private final Map<String, String> labels;
    private final Story story;
    private final ReadDelivery read;
    private final Instant caused;
    private List<AlertHistory.Change> history = List.of();
    private String still = "";

    Resolving(AlertPlan plan, Map<String, String> labels, Story story, ReadDelivery read, Instant caused) {
        this.plan = plan;
        this.labels = Map.copyOf(labels);
        this.story = story;
        this.read = read;
        this.caused = caused;
    }

    /** Whether it has fired of late: what never fired is not resolved. */
    boolean fired(Round round, Instant now) throws SystemException, InterruptedException, Round.NobodyToAskException {
        String query = "count_over_time(ALERTS{alertstate=\"firing\"," + Labels.promql(plan.name(), labels) + "}["
                + LOOK_BACK.toSeconds() + "s])";
        boolean fired = !round.prometheus()
                .query(query, now.truncatedTo(ChronoUnit.MILLIS))
                .series()
                .isEmpty();
        if (!fired) {
            story.undecided(
                    "alert resolved",
                    expected(),
                    "silent",
                    "it did not fire in the last " + Durations.format(LOOK_BACK));
        }
        return fired;
    }

    boolean look(Round round, Instant now) throws SystemException, InterruptedException, Round.NobodyToAskException {
        List<Alert> alerts = round.prometheus().alerts(plan.name()).stream()
                .filter(alert -> Labels.among(labels, alert.labels()))
                .filter(alert -> alert.state().equals("firing"))
                .toList();
        if (!alerts.isEmpty()) {
            still = "firing since " + alerts.getFirst().activeAt().orElse("nobody knows when");
            return false;
        }
        story.step("no longer firing", now, "");
        Optional<Alertmanager> alertmanager = round.alertmanager();
        if (alertmanager.isPresent()
                && alertmanager.get().alerts(Labels.NAME, plan.name()).stream()
                        .anyMatch(alert -> Labels.agree(labels, alert.labels()))) {
            still = "still in Alertmanager";
            return false;
        }
        if (!story.seen("resolved")) {
            story.step("resolved", now, "");
            story.met("alert resolved", expected(), story.after(now));
        }
        boolean told = read.ended(round, now);
        return known(round, now) && told;
    }

    /** Whether Grafana's history of the alert ends with its end, where that is asked. */
    private boolean known(Round round, Instant now)
            throws SystemException, InterruptedException, Round.NobodyToAskException {
        if (plan.grafana().isEmpty() || story.seen(KNOWN)) {
            return true;
        }
        history = round.grafana(plan.grafana().get()).changes(plan.name(), caused, now.plus(CLOCKS));
        if (history.isEmpty() || !history.getLast().state().startsWith("Normal")) {
            return false;
        }
        story.step(KNOWN, history.getLast().at(), "");
        story.met(
                "alert resolved",
                "the last in Grafana's history",
                history.getLast().state());
        return true;
    }

    void outOfTime() {
        if (story.seen("resolved")) {
            read.notEnded();
            unknown();
            return;
        }
        story.missed("alert resolved", expected(), still, "its cause is gone");
    }

    private void unknown() {
        if (plan.grafana().isEmpty() || story.seen(KNOWN)) {
            return;
        }
        String expected = "the last in Grafana's history";
        if (history.isEmpty()) {
            story.undecided(
                    "alert resolved",
                    expected,
                    "nothing of " + plan.name(),
                    "Grafana keeps a history only of rules that it evaluates itself");
        } else {
            story.missed(
                    "alert resolved",
                    expected,
                    history.getLast().state() + " since " + history.getLast().at(),
                    "Grafana does not know that it ended");
        }
    }

    private String expected() {
        return "within " + Durations.format(plan.within());
    }
}
