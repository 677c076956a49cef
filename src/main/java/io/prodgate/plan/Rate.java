package io.prodgate.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many requests in any span of time: {@code 5/s}, {@code 100/min}.
 *
 * @param count at least 1
 * @param per the span, positive
 */
public record Rate(int count, Duration per) {
    /** The accepted forms, to follow "expected" in an error. */
    public static final String FORMS = "a rate like 5/s, 100/min, 1000/h or 50/10s";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) ?/ ?(\\S.{0,40})");

    public Rate {
        if (count < 1 || per.isZero() || per.isNegative()) {
            throw new IllegalArgumentException("a rate is at least one in a positive span of time");
        }
    }

    /** The rate, or empty if the text is none. The span is a unit ({@code s}, {@code min}, {@code h}, {@code d}) or a duration. */
    public static Optional<Rate> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int count = Integer.parseInt(matcher.group(1));
        return span(matcher.group(2))
                .filter(per -> count > 0 && per.isPositive())
                .map(per -> new Rate(count, per));
    }

    /** What each of several gets of it: together they do not ask more often. */
    public Rate sharedBy(int others) {
        return count >= others
                ? new Rate(count / others, per)
                : new Rate(1, per.multipliedBy(others).dividedBy(count).plusNanos(1));
    }

    private static Optional<Duration> span(String text) {
        return switch (text) {
            case "s", "sec", "second" -> Optional.of(Duration.ofSeconds(1));
            case "m", "min", "minute" -> Optional.of(Duration.ofMinutes(1));
            case "h", "hour" -> Optional.of(Duration.ofHours(1));
            case "d", "day" -> Optional.of(Duration.ofDays(1));
            default -> Durations.parse(text);
        };
    }

    /** As people write it; {@link #parse} reads it back. */
    @Override
    public String toString() {
        String span = Durations.format(per);
        return switch (span) {
            case "1s", "1h", "1d" -> count + "/" + span.substring(1);
            case "1m" -> count + "/min";
            default -> count + "/" + span;
        };
    }
}
