package io.prodgate.cli;

import io.prodgate.evidence.Time;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The names of runs: {@code 20260102-030405-9f3c}. They sort by time (UTC); the last part tells runs of the same second apart. */
public final class RunId {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int LENGTH_OF_SECOND = "yyyyMMdd-HHmmss".length();

    private RunId() {}

    /** A new one. */
    public static String next(Time time, RandomGenerator random) {
        return SECOND.format(time.now()) + String.format(Locale.ROOT, "-%04x", random.nextInt(1 << 16));
    }

    /** When the run of that name began, to the second; empty if it is none of ours. A run that goes on keeps its name, and so this. */
    public static Optional<Instant> started(String runId) {
        try {
            return runId.length() < LENGTH_OF_SECOND
                    ? Optional.empty()
                    : Optional.of(SECOND.parse(runId.substring(0, LENGTH_OF_SECOND), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
