package io.prodgate.check.alert;

import io.prodgate.check.Attempt;
import io.prodgate.system.Systems;
import io.prodgate.system.alertmanager.Alertmanager;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** Waits before an alert is posted until nothing else is sent the same way. */
final class Waiting implements AutoCloseable {
    private final AlertPlan plan;
    private final Attempt attempt;
    private final Systems systems;
    private final Story story;
    private final Turns turns;
    private final URI url;
    private boolean ours;

    Waiting(AlertPlan plan, Attempt attempt, Systems systems, Story story, Turns turns) {
        this.plan = plan;
        this.attempt = attempt;
        this.systems = systems;
        this.story = story;
        this.turns = turns;
        this.url = plan.alertmanager().orElseThrow().entry().url();
    }

    /**
     * Waits for our turn, and for others that are about to be sent, where that can be expected in time.
     *
     * @return true if the alert may be posted
     */
    boolean done(Delivery delivery, Map<String, String> labels) throws InterruptedException {
        if (!delivery.counts(labels)) {
            return true;
        }
        Instant end = attempt.time().now().plus(plan.patience());
        Looks.End how = new Looks(attempt, plan, systems).until(end, (round, now) -> {
            ours = ours || turns.take(url);
            Alertmanager alertmanager = round.alertmanager().orElseThrow();
            return ours && delivery.counted().quiet(alertmanager, end);
        });
        if (how != Looks.End.BLIND && !ours) {
            story.undecided(
                    Delivery.DELIVERED,
                    "taken",
                    "not posted",
                    "other drills were posted to this Alertmanager all the time");
        }
        return how != Looks.End.BLIND && ours;
    }

    @Override
    public void close() {
        if (ours) {
            turns.giveBack(url);
        }
    }
}
