package io.prodgate.check.alert;

import io.prodgate.check.Attempt;
import io.prodgate.system.Systems;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Waits before an alert is posted until nothing else is sent the same way. */
final class Waiting implements AutoCloseable {
    private final AlertPlan plan;
    private final Attempt attempt;
    private final Systems systems;
    private final Story story;
    private final Turns turns;
    private final URI url;
    private Set<Turns.Turn> ours = Set.of();

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
        boolean counts = delivery.counts(labels);
        Turns.Turn having = new Turns.Having(url, labels);
        Set<Turns.Turn> wanted = counts ? Set.of(having, new Turns.Counting(url)) : Set.of(having);
        Instant end = attempt.time().now().plus(plan.patience());
        Looks.End how = new Looks(attempt, plan, systems).until(end, (round, now) -> {
            if (ours.isEmpty() && turns.take(wanted)) {
                ours = wanted;
            }
            return !ours.isEmpty()
                    && (!counts || delivery.counted().quiet(round.alertmanager().orElseThrow(), end));
        });
        if (how != Looks.End.BLIND && ours.isEmpty()) {
            story.undecided(
                    Delivery.DELIVERED,
                    "taken",
                    "not posted",
                    "other drills were posted to this Alertmanager all the time");
        }
        return how != Looks.End.BLIND && !ours.isEmpty();
    }

    @Override
    public void close() {
        turns.giveBack(ours);
    }
}
