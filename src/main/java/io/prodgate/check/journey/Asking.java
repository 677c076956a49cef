package io.prodgate.check.journey;

import io.prodgate.check.Attempt;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Values;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The requests of one item, with what they captured; what they bring goes into a trail of its own. Used by one thread. */
final class Asking {
    private final Attempt attempt;
    private final String place;
    private final Values own;
    private final Trail trail;
    private final Map<String, String> captured = new HashMap<>();

    Asking(Attempt attempt, String place, Values own, Trail trail) {
        this.attempt = attempt;
        this.place = place;
        this.own = own;
        this.trail = trail;
    }

    /** Sends a request. */
    StepRun.Outcome ask(Step step, Sending sending) throws InterruptedException {
        EvidenceLog log = attempt.log().part(this::passOn);
        StepRun run = new StepRun(
                new Attempt(
                        attempt.number(),
                        log,
                        attempt.ledger(),
                        attempt.traffic(),
                        attempt.values(),
                        attempt.deadline(),
                        attempt.time(),
                        attempt.artifacts(),
                        attempt.devices()),
                place,
                own);
        run.restore(captured);
        try {
            return run.ask(step, sending);
        } finally {
            captured.putAll(run.captured());
            trail.add(log.facts());
        }
    }

    /** Waits are shown while they last. */
    private void passOn(Evidence fact) {
        if (fact instanceof PaceWait) {
            attempt.log().add(fact);
        }
    }

    Map<String, String> captured() {
        return Map.copyOf(captured);
    }

    void restore(Map<String, String> before) {
        captured.putAll(before);
    }

    Trail trail() {
        return trail;
    }

    Time time() {
        return attempt.time();
    }

    /** When the check has no more time. */
    Instant deadline() {
        return attempt.deadline();
    }

    /** Waits, unless the check's time would be over then; false if so. */
    boolean pause(Duration pause) throws InterruptedException {
        if (!time().now().plus(pause).isBefore(deadline())) {
            return false;
        }
        time().sleep(pause);
        return true;
    }
}
