package io.prodgate.diagnosis;

import io.prodgate.evidence.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * All that a diagnosis looks at.
 *
 * @param earlier the attempts before, first to last
 * @param evidence what the missed attempt saw, what the control hosts said included
 * @param at when the missed attempt began
 * @param settleUntil until when trouble after the deploy does not count
 * @param repeatable whether trying again does no harm although this attempt reached production
 */
public record Situation(
        List<AttemptRecord> earlier, List<Evidence> evidence, Instant at, Instant settleUntil, boolean repeatable) {
    public Situation {
        earlier = List.copyOf(earlier);
        evidence = List.copyOf(evidence);
    }
}
