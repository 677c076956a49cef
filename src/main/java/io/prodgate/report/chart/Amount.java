package io.prodgate.report.chart;

import io.prodgate.report.Figures;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a number counts: how it is told to people, and read from an expectation of a plan. */
enum Amount {
    /** Nothing in particular. */
    NUMBER(Map.of("", 1.0)),
    /** Time in seconds. */
    SECONDS(Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3_600.0, "d", 86_400.0)),
    /** Time in milliseconds. */
    MILLISECONDS(Map.of("ms", 1.0, "s", 1_000.0, "m", 60_000.0, "h", 3_600_000.0, "d", 86_400_000.0)),
    /** Bytes. */
    BYTES(Map.of("", 1.0, "B", 1.0, "KB", 1e3, "MB", 1e6, "GB", 1e9, "KiB", 1_024.0, "MiB", 1_048_576.0)),
    /** A share from 0 to 100. */
    PERCENT(Map.of("", 1.0, "%", 1.0)),
    /** A share from 0 to 1. */
    RATIO(Map.of("", 1.0, "%", 0.01));

    private static final Pattern PART = Pattern.compile("(-?[0-9]{1,15}(?:\\.[0-9]{1,15})?)([A-Za-z%]{0,3})");

    private final Map<String, Double> units;

    Amount(Map<String, Double> units) {
        this.units = units;
    }

    /** By the word in evidence; a number if it is another one, or none. */
    static Amount of(String word) {
        for (Amount amount : values()) {
            if (amount.name().toLowerCase(Locale.ROOT).equals(word)) {
                return amount;
            }
        }
        return NUMBER;
    }

    /** A number as it is written in a plan ({@code 1m30s}, {@code 80%}); empty if it is none of this. */
    OptionalDouble read(String written) {
        Matcher part = PART.matcher(written);
        double sum = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            Double unit = units.get(part.group(2));
            if (unit == null) {
                return OptionalDouble.empty();
            }
            sum += Double.parseDouble(part.group(1)) * unit;
            end = part.end();
        }
        return end == 0 || end < written.length() ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** For people: {@code 1 min 30 s}, {@code 85.7 %}. */
    String told(double value) {
        return switch (this) {
            case NUMBER -> plain(value);
            case SECONDS -> time(value);
            case MILLISECONDS -> time(value / 1_000);
            case BYTES -> plain(value) + " B";
            case PERCENT -> plain(value) + " %";
            case RATIO -> plain(value * 100) + " %";
        };
    }

    private static String time(double seconds) {
        if (seconds < 0.01) {
            return Figures.rounded(String.format(Locale.ROOT, "%.2g", seconds * 1_000)) + " ms";
        }
        return Figures.duration(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    /** Four digits; of a whole number all. */
    private static String plain(double value) {
        return Math.abs(value) >= 1_000
                ? Figures.number(Math.round(value))
                : Figures.rounded(String.format(Locale.ROOT, "%.4g", value));
    }
}
