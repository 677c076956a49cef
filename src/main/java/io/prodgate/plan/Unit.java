package io.prodgate.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an amount counts. */
public enum Unit {
    /** Nothing in particular: a plain number. */
    NONE("a number like 10 or 2.5"),
    /** Time, in seconds. */
    SECONDS(Durations.FORMS),
    /** Information, in bytes. A plain number is taken as bytes. */
    BYTES(Sizes.FORMS),
    /** Hundredths. */
    PERCENT(Percentages.FORMS);

    // RFC 8259 section 6; the digits are bounded, so that no text takes long to look at or to compute with.
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9]\\d{0,999})(?:\\.\\d{1,1000})?(?:[eE][+-]?\\d{1,3})?");

    private final String forms;

    Unit(String forms) {
        this.forms = forms;
    }

    /** The accepted forms, to follow "expected" in an error. */
    public String forms() {
        return forms;
    }

    /** The amount that a text stands for, or empty if it is none of this unit. */
    public Optional<BigDecimal> parse(String text) {
        return switch (this) {
            case NONE -> number(text);
            case SECONDS -> Durations.parse(text).map(Unit::seconds);
            case BYTES -> {
                var size = Sizes.parse(text);
                yield size.isPresent() ? Optional.of(BigDecimal.valueOf(size.getAsLong())) : number(text);
            }
            case PERCENT -> {
                var percentage = Percentages.parse(text);
                yield percentage.isPresent()
                        ? Optional.of(BigDecimal.valueOf(percentage.getAsDouble()))
                        : Optional.empty();
            }
        };
    }

    /** The unit in which a text is an amount, the plain number first; empty if it is none in any unit. */
    static Optional<Unit> of(String text) {
        return List.of(values()).stream()
                .filter(unit -> unit.parse(text).isPresent())
                .findFirst();
    }

    /** An amount as people read it. */
    String show(BigDecimal value) {
        return switch (this) {
            case NONE -> value.toString();
            case SECONDS -> showSeconds(value);
            case BYTES -> value.toPlainString() + " bytes";
            case PERCENT -> value.stripTrailingZeros().toPlainString() + "%";
        };
    }

    private static String showSeconds(BigDecimal seconds) {
        long millis =
                seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValue();
        return millis < 1000 ? millis + "ms" : Durations.format(Duration.ofMillis(millis));
    }

    /** The seconds of a duration of at most 292 years; {@link Durations} reads none that is longer than a hundred. */
    static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9);
    }

    private static Optional<BigDecimal> number(String text) {
        String trimmed = text.strip();
        return NUMBER.matcher(trimmed).matches() ? Optional.of(new BigDecimal(trimmed)) : Optional.empty();
    }
}
