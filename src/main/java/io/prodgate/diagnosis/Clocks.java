package io.prodgate.diagnosis;

import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What is known of the runner's clock. */
final class Clocks {
    /** Clocks that differ by more than this, beyond what the reading can tell, are wrong. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    private Clocks() {}

    /** {@code right}, {@code wrong}, {@code suspect}, or {@code unknown}. */
    static String state(List<Evidence> evidence) {
        List<ClockReading> readings = evidence.stream()
                .filter(ClockReading.class::isInstance)
                .map(ClockReading.class::cast)
                .toList();
        if (readings.isEmpty()) {
            return outOfDateEverywhere(evidence) ? "suspect" : "unknown";
        }
        boolean wrong = readings.stream()
                .allMatch(reading -> reading.skew().abs().compareTo(CLOCK_TOLERANCE.plus(reading.precision())) > 0);
        return wrong ? "wrong" : "right";
    }

    /**
     * By a clock that is far off every certificate is out of date, those of the control hosts too, and then none of them can tell
     * the time. A single one proves nothing: it may share production's certificate.
     */
    private static boolean outOfDateEverywhere(List<Evidence> evidence) {
        List<ControlProbe> probes = evidence.stream()
                .filter(ControlProbe.class::isInstance)
                .map(ControlProbe.class::cast)
                .toList();
        return probes.size() > 1
                && Stream.of(Trouble.Kind.CERTIFICATE_EXPIRED, Trouble.Kind.CERTIFICATE_NOT_YET_VALID)
                        .anyMatch(kind ->
                                probes.stream().allMatch(probe -> probe.detail().startsWith(kind.wireName() + ":")));
    }
}
