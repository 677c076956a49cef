package io.prodgate.check.metric;

import io.prodgate.plan.Actual;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a number should be, and what it must not be.
 *
 * @param expect the success condition
 * @param failWhen the failure condition; without it everything that is no success is a failure
 * @param measure what the query's values count
 */
record Goal(Expectation expect, Optional<Expectation> failWhen, Measure measure) {
    private static final int SHOWN_DIGITS = 6;

    /** What the values of a query count. */
    enum Measure {
        /** Nothing in particular. */
        NUMBER(Unit.NONE, 0),
        /** Time in seconds. */
        SECONDS(Unit.SECONDS, 0),
        /** Time in milliseconds. */
        MILLISECONDS(Unit.SECONDS, -3),
        /** Bytes. */
        BYTES(Unit.BYTES, 0),
        /** A share from 0 to 100. */
        PERCENT(Unit.PERCENT, 0),
        /** A share from 0 to 1. */
        RATIO(Unit.PERCENT, 2);

        private final Unit unit;
        private final int shift;

        Measure(Unit unit, int shift) {
            this.unit = unit;
            this.shift = shift;
        }

        /** The word in a plan. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What an expectation of it is about. */
        Expectation.Subject subject() {
            return switch (this) {
                case NUMBER -> Expectation.Subject.NUMBER;
                case SECONDS, MILLISECONDS -> Expectation.Subject.DURATION;
                case BYTES -> Expectation.Subject.SIZE;
                case PERCENT, RATIO -> Expectation.Subject.PERCENTAGE;
            };
        }

        boolean isShare() {
            return unit == Unit.PERCENT;
        }

        /** The largest value that a share has. */
        double whole() {
            return this == RATIO ? 1 : 100;
        }

        private Actual actual(double value) {
            BigDecimal number = BigDecimal.valueOf(value).stripTrailingZeros().movePointRight(shift);
            return new Actual.Amount(number.scale() < 0 ? number.setScale(0) : number, unit);
        }

        /** Rounded for people: six significant digits, and no digit of a whole number lost. */
        private Actual shown(double value) {
            BigDecimal exact = BigDecimal.valueOf(value);
            int digits = Math.max(SHOWN_DIGITS, exact.precision() - exact.scale());
            BigDecimal number =
                    exact.round(new MathContext(digits)).stripTrailingZeros().movePointRight(shift);
            return new Actual.Amount(number.scale() < 0 ? number.setScale(0) : number, unit);
        }

        private OptionalDouble of(String written) {
            return unit.parse(written)
                    .map(amount -> OptionalDouble.of(amount.movePointLeft(shift).doubleValue()))
                    .orElse(OptionalDouble.empty());
        }
    }

    /** How a value compares. */
    enum Held {
        /** It is as expected. */
        MET,
        /** It is a failure. */
        MISSED,
        /** It is neither. */
        BETWEEN,
        /** By the plan it is both. */
        BOTH
    }

    /** The measure that an expectation speaks of, of a query that says nothing itself. */
    static Measure measure(String expectation, boolean timesHundred) {
        String amount = expectation.replaceFirst("^(any of )?[<>=!~ ]*", "").replaceFirst(",.*", "");
        if (Unit.NONE.parse(amount).isPresent()) {
            return Measure.NUMBER;
        }
        if (Unit.SECONDS.parse(amount).isPresent()) {
            return Measure.SECONDS;
        }
        if (Unit.PERCENT.parse(amount).isPresent()) {
            return timesHundred ? Measure.PERCENT : Measure.RATIO;
        }
        return Unit.BYTES.parse(amount).isPresent() ? Measure.BYTES : Measure.NUMBER;
    }

    Held held(double value) {
        return Double.isFinite(value) ? held(measure.actual(value)) : failWhen.isPresent() ? Held.BETWEEN : Held.MISSED;
    }

    private Held held(Actual value) {
        boolean met = met(expect, value);
        boolean failed = failWhen.map(condition -> met(condition, value)).orElse(!met);
        if (met && failed) {
            return Held.BOTH;
        }
        if (met) {
            return Held.MET;
        }
        return failed ? Held.MISSED : Held.BETWEEN;
    }

    private static boolean met(Expectation condition, Actual value) {
        return condition.judge(value, reference -> Optional.empty()).met();
    }

    /** A value as people read it. */
    String shown(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        Actual shown = measure.shown(value);
        // What is rounded onto a bound must not look as if it were on its other side.
        return held(value) == held(shown)
                ? shown.shown()
                : measure.actual(value).shown();
    }

    /** The bound that a value has to stay below, in the query's own measure; empty if the expectation is no upper bound. */
    OptionalDouble upperBound() {
        return bound("<");
    }

    /** True if more is better. */
    boolean wantsMore() {
        return expect.toString().startsWith(">");
    }

    private OptionalDouble bound(String sign) {
        String written = expect.toString();
        return written.startsWith(sign)
                ? measure.of(written.replaceFirst("^[<>=]+", "").strip())
                : OptionalDouble.empty();
    }

    /** As the plan writes it. */
    @Override
    public String toString() {
        return expect + failWhen.map(condition -> ", failed when " + condition).orElse("");
    }
}
