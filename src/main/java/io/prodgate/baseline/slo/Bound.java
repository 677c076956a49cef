package io.prodgate.baseline.slo;

import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.KeptNumber.Better;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a check expects of a number, in the number's own unit.
 *
 * @param amount that it must not exceed, or has to reach
 */
public record Bound(BigDecimal amount) {
    private static final Pattern WRITTEN =
            Pattern.compile("[<>]=?\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(ms|s|m|h|%)?(?:[ ,].*)?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The bound of a number's expectation; empty if it has none, or one that is no single amount. */
    public static Optional<Bound> of(KeptNumber number) {
        Matcher written = WRITTEN.matcher(number.expected());
        if (!written.matches() || number.expected().startsWith("<") != (number.better() == Better.LOWER)) {
            return Optional.empty();
        }
        BigDecimal amount = new BigDecimal(written.group(1));
        String unit = Optional.ofNullable(written.group(2)).orElse("");
        return switch (number.unit()) {
            case "seconds" -> seconds(amount, unit).map(Bound::new);
            case "milliseconds" -> seconds(amount, unit).map(seconds -> new Bound(seconds.movePointRight(3)));
            case "number" -> unit.isEmpty() ? Optional.of(new Bound(amount)) : Optional.empty();
            case "percent" -> unit.equals("%") ? Optional.of(new Bound(amount)) : Optional.empty();
            case "ratio" -> unit.equals("%") ? Optional.of(new Bound(amount.divide(HUNDRED))) : Optional.empty();
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

    /** True if a value is as good as it. */
    public boolean met(KeptNumber number) {
        int compared = BigDecimal.valueOf(number.value()).compareTo(amount);
        return number.better() == Better.LOWER ? compared <= 0 : compared >= 0;
    }

    /** The matcher of the bucket with this bound: 60 may be written {@code 60} or {@code 60.0}. */
    String bucket() {
        String plain = amount.stripTrailingZeros().toPlainString();
        return "le=~\"" + (plain.contains(".") ? plain.replace(".", "[.]") + "0*" : plain + "([.]0+)?") + "\"";
    }
}
