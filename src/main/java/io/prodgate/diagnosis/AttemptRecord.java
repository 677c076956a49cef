package io.prodgate.diagnosis;

import io.prodgate.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One attempt as it is kept.
 *
 * @param number from 1
 * @param started when it began
 * @param duration how long it took, waits included
 * @param evidence what it saw, redacted
 * @param diagnosis why it was missed; empty if it was met
 */
public record AttemptRecord(
        int number, Instant started, Duration duration, List<Evidence> evidence, Optional<Diagnosis> diagnosis) {
    public AttemptRecord {
        evidence = List.copyOf(evidence);
    }
}
