package io.prodgate.baseline.slo;

import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.KeptNumber.Better;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a check expects of a number, in the number's own unit.
 *
 * @param relation in which the number has to stand to the amount
 * @param amount that it is held against
 */
public record Bound(Relation relation, BigDecimal amount) {
    private static final Pattern WRITTEN =
            Pattern.compile("([<>]=?|=|)\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(ms|s|m|h|%)?(?:(?:,| in | since | now).*)?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** How a number may stand to an amount. */
    public enum Relation {
        /** Less than it. */
        BELOW,
        /** It, or less. */
        AT_MOST,
        /** It, and nothing else. */
        EXACTLY,
        /** It, or more. */
        AT_LEAST,
        /** More than it. */
        ABOVE;

        private static Relation of(String sign) {
            return switch (sign) {
                case "<" -> BELOW;
                case "<=" -> AT_MOST;
                case ">=" -> AT_LEAST;
                case ">" -> ABOVE;
                default -> EXACTLY;
            };
        }

        /** In words, before the amount: {@code at most}. */
        public String told() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        private boolean holds(int compared) {
            return switch (this) {
                case BELOW -> compared < 0;
                case AT_MOST -> compared <= 0;
                case EXACTLY -> compared == 0;
                case AT_LEAST -> compared >= 0;
                case ABOVE -> compared > 0;
            };
        }

        private boolean suits(Better better) {
            return switch (this) {
                case BELOW, AT_MOST -> better == Better.LOWER;
                case EXACTLY -> true;
                case AT_LEAST, ABOVE -> better == Better.HIGHER;
            };
        }
    }

    /** The bound of a number's expectation; empty if it has none, or one that is no single amount. */
    public static Optional<Bound> of(KeptNumber number) {
        Matcher written = WRITTEN.matcher(number.expected());
        if (!written.matches()) {
            return Optional.empty();
        }
        Relation relation = Relation.of(written.group(1));
        String unit = Optional.ofNullable(written.group(3)).orElse("");
        return relation.suits(number.better())
                ? amount(number.unit(), new BigDecimal(written.group(2)), unit)
                        .map(amount -> new Bound(relation, amount))
                : Optional.empty();
    }

    private static Optional<BigDecimal> amount(String counted, BigDecimal amount, String unit) {
        return switch (counted) {
            case "seconds" -> seconds(amount, unit);
            case "milliseconds" -> seconds(amount, unit).map(seconds -> seconds.movePointRight(3));
            case "number" -> unit.isEmpty() ? Optional.of(amount) : Optional.empty();
            case "percent" -> unit.equals("%") ? Optional.of(amount) : Optional.empty();
            case "ratio" -> unit.equals("%") ? Optional.of(amount.divide(HUNDRED)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> seconds(BigDecimal amount, String unit) {
        return switch (unit) {
            case "ms" -> Optional.of(amount.movePointLeft(3));
            case "s" -> Optional.of(amount);
            case "m" -> Optional.of(amount.multiply(BigDecimal.valueOf(60)));
            case "h" -> Optional.of(amount.multiply(BigDecimal.valueOf(3_600)));
            default -> Optional.empty();
        };
    }

    /** True if a number is as it is expected to be. */
    public boolean met(KeptNumber number) {
        return relation.holds(BigDecimal.valueOf(number.value()).compareTo(amount));
    }

    /** Whether it leaves room on one side, so that it can be promised. */
    boolean isOneSided() {
        return relation != Relation.EXACTLY;
    }

    /** The matcher of the bucket with this bound: 60 may be written {@code 60} or {@code 60.0}. */
    String bucket() {
        String plain = amount.stripTrailingZeros().toPlainString();
        return "le=~\"" + (plain.contains(".") ? plain.replace(".", "[.]") + "0*" : plain + "([.]0+)?") + "\"";
    }
}
