package io.prodgate.check.journey;

import io.prodgate.check.Attempt;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepRun;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Values;
import io.prodgate.system.SystemException;
import io.prodgate.traffic.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests of one item, with what they captured; what they bring goes into a trail of its own. Used by one thread. */
final class Asking {
    private final Attempt attempt;
    private final String place;
    private final Values own;
    private final Trail trail;
    private final Map<String, String> captured = new HashMap<>();
    private final Map<String, ItemResult.Step> steps = new LinkedHashMap<>();

    Asking(Attempt attempt, String place, Values own, Trail trail) {
        this.attempt = attempt;
        this.place = place;
        this.own = own;
        this.trail = trail;
    }

    /** Sends a request. */
    StepRun.Outcome ask(Step step, Sending sending) throws InterruptedException {
        EvidenceLog log = attempt.log().part(this::passOn);
        StepRun run = new StepRun(attempt.logging(log), place, own);
        run.restore(captured);
        try {
            return run.ask(step, sending);
        } finally {
            captured.putAll(run.captured());
            trail.add(log.facts());
        }
    }

    /** A visit to a system around production. */
    @FunctionalInterface
    interface Visiting<T> {
        T in(Attempt attempt) throws SystemException, InterruptedException;
    }

    /** Visits a system. That it gave no usable answer is not in the trail yet: it may be asked again. */
    <T> T visit(Visiting<T> visiting) throws SystemException, InterruptedException {
        EvidenceLog log = attempt.log().part(this::passOn);
        try {
            return visiting.in(attempt.logging(log));
        } finally {
            trail.add(log.facts().stream()
                    .filter(fact -> !(fact instanceof SystemTrouble))
                    .toList());
        }
    }

    /** What references stand for: the item's own, what was captured, and what all have. */
    Values values() {
        Values captures = reference -> reference.namespace().equals("capture")
                ? Optional.ofNullable(captured.get(reference.name()))
                : Optional.empty();
        return own.orElse(captures).orElse(attempt.values());
    }

    /** Waits are shown while they last. */
    private void passOn(Evidence fact) {
        if (fact instanceof PaceWait) {
            attempt.log().add(fact);
        }
    }

    /** Keeps what proves how far the item came; what is seen again takes the place of what was seen before. */
    void prove(String what, Instant at, String detail) {
        steps.put(what, new ItemResult.Step(what, at, detail));
    }

    /** Takes over what was proven before. */
    void proven(List<ItemResult.Step> before) {
        before.forEach(step -> steps.putIfAbsent(step.what(), step));
    }

    /** True if a step of its way is proven. */
    boolean hasProven(String what) {
        return steps.containsKey(what);
    }

    /** What proves how far the item came. */
    List<ItemResult.Step> steps() {
        return List.copyOf(steps.values());
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
