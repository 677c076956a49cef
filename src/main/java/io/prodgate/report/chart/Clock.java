package io.prodgate.report.chart;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants in tables, in UTC, to the millisecond: in a run of seconds it matters. */
final class Clock {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Clock() {}

    static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
