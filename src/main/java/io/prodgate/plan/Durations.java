package io.prodgate.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 1m30s}, {@code 1.5s}, {@code 14d}. */
public final class Durations {
    /** The accepted forms, to follow "expected" in an error. */
    public static final String FORMS = "a duration like 500ms, 30s, 1m30s, 2h or 14d";

    /** The longest duration that is accepted; a hundred years, so that adding one to an instant never overflows. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    // Each unit at most once, the larger first. The digits are bounded, so that no text takes long to look at.
    private static final Pattern TEXT = Pattern.compile(part("d") + part("h") + part("m") + part("s") + part("ms"));
    private static final List<Duration> UNITS = List.of(
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(1));
    private static final List<String> NAMES = List.of("d", "h", "m", "s", "ms");

    private Durations() {}

    private static String part(String unit) {
        return "(?:(\\d{1,18}(?:\\.\\d{1,9})?) ?" + unit + "(?![a-z]) ?)?";
    }

    /** The duration, or empty if the text is not one, is longer than {@link #LONGEST}, or is finer than a nanosecond. */
    public static Optional<Duration> parse(String text) {
        String trimmed = text.strip();
        Matcher matcher = TEXT.matcher(trimmed);
        if (trimmed.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        for (int i = 0; i < UNITS.size(); i++) {
            String number = matcher.group(i + 1);
            if (number != null) {
                nanos = nanos.add(new BigDecimal(number).multiply(nanosOf(UNITS.get(i))));
            }
        }
        boolean whole = nanos.stripTrailingZeros().scale() <= 0;
        boolean inRange = nanos.compareTo(nanosOf(LONGEST)) <= 0;
        return whole && inRange ? Optional.of(ofNanos(nanos)) : Optional.empty();
    }

    /** The shortest form that {@link #parse} reads back as the same duration; fractions of a millisecond are cut off. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 0) {
            return "-" + format(duration.negated());
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < UNITS.size(); i++) {
            long unit = UNITS.get(i).toMillis();
            long count = millis / unit;
            if (count > 0) {
                text.append(count).append(NAMES.get(i));
                millis -= count * unit;
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static BigDecimal nanosOf(Duration duration) {
        return BigDecimal.valueOf(duration.toSeconds()).movePointRight(9).add(BigDecimal.valueOf(duration.getNano()));
    }

    private static Duration ofNanos(BigDecimal nanos) {
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.TEN.pow(9));
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
