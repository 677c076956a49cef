package io.prodgate.baseline.slo;

import io.prodgate.baseline.Amounts;
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
            Pattern.compile("([<>]=?|=|)\\s*([0-9][0-9a-z.]*%?)(?:(?:,| in | since | now| as | at each ).*)?");
    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]{1,9})?");
    private static final Pattern TIME = Pattern.compile("(" + PLAIN + ")(ms|s|m|h|d)");
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

        private String told() {
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
        return of(number.expected(), number.unit()).filter(bound -> bound.relation.suits(number.better()));
    }

    /**
     * The bound of an expectation; empty if it has none, or one that is no single amount, or that only some points have to meet.
     *
     * @param expected as a judgement tells it: {@code < 400ms in this run}
     * @param unit of what it is about
     */
    public static Optional<Bound> of(String expected, String unit) {
        Matcher written = WRITTEN.matcher(expected);
        return written.matches()
                ? amount(written.group(2), unit).map(amount -> new Bound(Relation.of(written.group(1)), amount))
                : Optional.empty();
    }

    private static Optional<BigDecimal> amount(String written, String unit) {
        return switch (unit) {
            case "seconds" -> seconds(written);
            case "milliseconds" -> seconds(written).map(seconds -> seconds.movePointRight(3));
            case "number" -> plain(written);
            case "percent" -> percent(written);
            case "ratio" -> percent(written).map(percent -> percent.divide(HUNDRED));
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> plain(String written) {
        return PLAIN.matcher(written).matches() ? Optional.of(new BigDecimal(written)) : Optional.empty();
    }

    private static Optional<BigDecimal> percent(String written) {
        return written.endsWith("%") ? plain(written.substring(0, written.length() - 1)) : Optional.empty();
    }

    /** Of {@code 1m30s} all parts. */
    private static Optional<BigDecimal> seconds(String written) {
        Matcher part = TIME.matcher(written);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (end < written.length() && part.find(end) && part.start() == end) {
            sum = sum.add(seconds(new BigDecimal(part.group(1)), part.group(2)));
            end = part.end();
        }
        return end == written.length() ? Optional.of(sum) : Optional.empty();
    }

    private static BigDecimal seconds(BigDecimal amount, String unit) {
        return switch (unit) {
            case "ms" -> amount.movePointLeft(3);
            case "m" -> amount.multiply(BigDecimal.valueOf(60));
            case "h" -> amount.multiply(BigDecimal.valueOf(3_600));
            case "d" -> amount.multiply(BigDecimal.valueOf(86_400));
            default -> amount;
        };
    }

    /**
     * In words: {@code below 25}, {@code at least 99.5%}.
     *
     * @param unit of the number
     */
    public String told(String unit) {
        return relation.told() + " " + Amounts.of(amount.doubleValue(), unit);
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
