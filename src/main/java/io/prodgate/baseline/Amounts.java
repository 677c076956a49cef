package io.prodgate.baseline;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Amounts as people read them. */
public final class Amounts {
    private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_EVEN);

    private Amounts() {}

    /** An amount in its unit: {@code 2.25 s}, {@code 99.5%}, {@code 1234}. */
    public static String of(double amount, String unit) {
        if (Double.isInfinite(amount)) {
            return "forever";
        }
        return switch (unit) {
            case "seconds" -> plain(amount) + " s";
            case "milliseconds" -> plain(amount) + " ms";
            case "bytes" -> plain(amount) + " bytes";
            case "percent" -> exact(amount) + "%";
            case "ratio" -> exact(amount * 100) + "%";
            default -> plain(amount);
        };
    }

    /** With at least three digits that count. */
    static String plain(double amount) {
        BigDecimal exact = BigDecimal.valueOf(amount);
        BigDecimal round = exact.precision() - exact.scale() > THREE.getPrecision()
                ? exact.setScale(0, RoundingMode.HALF_EVEN)
                : exact.round(THREE);
        return text(round);
    }

    // 99.95 % and 100 % are not the same.
    private static String exact(double amount) {
        return text(BigDecimal.valueOf(amount).setScale(3, RoundingMode.HALF_EVEN));
    }

    private static String text(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    /** A change with its sign. */
    static String change(double amount, String unit) {
        if (Double.isInfinite(amount)) {
            return amount > 0 ? "from nothing" : "to forever less";
        }
        return (amount > 0 ? "+" : "") + plain(amount) + unit;
    }

    /** A probability. */
    static String probability(double p) {
        return p < 0.0001 ? "< 0.0001" : "= " + String.format(Locale.ROOT, "%.4f", p);
    }
}
