package io.prodgate.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int SIGNIFICANT_DIGITS = 6;

    private Figures() {}

    /** For example {@code 350 ms}, {@code 4.2 s}, {@code 1 min 12 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return BigDecimal.valueOf(millis / 100, 1).stripTrailingZeros().toPlainString() + " s";
        }
        if (duration.toHours() < 1) {
            return pair(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
        }
        if (duration.toDays() < 1) {
            return pair(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return pair(duration.toDays(), "d", duration.toHoursPart(), "h");
    }

    /** The instant in UTC, to the second. */
    public static String instant(Instant instant) {
        return MINUTE.format(instant);
    }

    /** A number with its noun: {@code 1 check}, {@code 1,200 checks}; the plural ends in s. */
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** A number with separators: {@code 1,200}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number as text to six significant digits, and no digit of a whole number lost; what is no number stays as it is. */
    public static String rounded(String number) {
        try {
            BigDecimal exact = new BigDecimal(number);
            int digits = Math.max(SIGNIFICANT_DIGITS, exact.precision() - exact.scale());
            BigDecimal shorter = exact.round(new MathContext(digits)).stripTrailingZeros();
            return (shorter.scale() < 0 ? shorter.setScale(0) : shorter).toString();
        } catch (NumberFormatException e) {
            return number;
        }
    }

    /** Seconds as a decimal without trailing zeros, for machine-readable reports. */
    public static BigDecimal seconds(Duration duration) {
        BigDecimal exact = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        BigDecimal shorter = exact.stripTrailingZeros();
        return shorter.scale() < 0 ? shorter.setScale(0) : shorter;
    }

    private static String pair(long first, String firstUnit, int second, String secondUnit) {
        return first + " " + firstUnit + (second == 0 ? "" : " " + second + " " + secondUnit);
    }
}
