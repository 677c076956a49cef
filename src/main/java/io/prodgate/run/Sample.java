package io.prodgate.run;

import io.prodgate.check.request.Step;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Evidence;
import io.prodgate.plan.Position;
import io.prodgate.traffic.PlayedTraffic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened to somebody once, and who was to blame: diagnosis rules are tried on it.
 *
 * @param at where it is written
 * @param path its path in that file
 * @param name for people
 * @param step what is sent and expected, if anything is sent
 * @param reply what came back
 * @param evidence what else an attempt saw
 * @param controls what control hosts say when they are asked
 * @param once true if the second attempt is met; else it is the same each time
 * @param settling true if the first attempt falls into the settle window
 * @param repeatable whether trying again does no harm
 * @param expected how it has to end
 */
record Sample(
        Position at,
        String path,
        String name,
        Optional<Step> step,
        Optional<PlayedTraffic.Part> reply,
        List<Evidence> evidence,
        List<Evidence> controls,
        boolean once,
        boolean settling,
        boolean repeatable,
        Expected expected) {
    /** How long trouble after the deploy does not count, in samples. */
    static final Duration SETTLE = Duration.ofMinutes(2);

    Sample {
        evidence = List.copyOf(evidence);
        controls = List.copyOf(controls);
    }

    /** How a sample has to end; what is empty is of no matter. */
    record Expected(Optional<Cause> cause, Optional<String> rule, Optional<Outcome> outcome) {
        boolean empty() {
            return cause.isEmpty() && rule.isEmpty() && outcome.isEmpty();
        }
    }
}
