package io.prodgate.cli;

import io.prodgate.evidence.Time;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The names of runs: {@code 20260102-030405-9f3c}. They sort by time (UTC); the last part tells runs of the same second apart. */
public final class RunId {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunId() {}

    /** A new one. */
    public static String next(Time time, RandomGenerator random) {
        return SECOND.format(time.now()) + String.format(Locale.ROOT, "-%04x", random.nextInt(1 << 16));
    }
}
