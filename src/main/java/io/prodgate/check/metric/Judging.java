package io.prodgate.check.metric;

import io.prodgate.check.metric.Goal.Held;
import io.prodgate.check.metric.MetricSettings.Figure;
import io.prodgate.evidence.MetricReading.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Holds values against the goal of a check. What is not known may be good or bad: only what holds both ways is said. */
final class Judging {
    /** Rates are extrapolated: what should be the whole may come out a little more. */
    private static final double ROUNDING = 1e-6;

    private final Goal goal;
    private final Figure figure;
    private final double share;
    /** Series hold the same value over and over. */
    private final Map<Double, Held> known = new HashMap<>();

    Judging(MetricSettings settings) {
        this.goal = settings.goal();
        this.figure = settings.figure();
        this.share = settings.share();
    }

    /** One value. */
    Finding one(double value) {
        List<Trap> traps = new ArrayList<>();
        Held held = goal.held(value);
        if (!Double.isFinite(value)) {
            traps.add(
                    Trap.fatal(Kind.NOT_A_NUMBER, "the value is " + value + ": there was nothing to compute it from"));
        } else {
            share(value, traps);
            between(held, goal.shown(value), traps);
        }
        return new Finding(held, goal.toString(), goal.shown(value), Optional.of(value), traps);
    }

    /** Nothing. */
    Finding none(String why) {
        return new Finding(
                Held.BETWEEN, goal.toString(), "(absent)", Optional.empty(), List.of(Trap.fatal(Kind.EMPTY, why)));
    }

    /**
     * Values over time.
     *
     * @param values what there is
     * @param expected how many points there should be
     */
    Finding over(double[] values, int expected) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        List<Trap> traps = new ArrayList<>();
        DoubleStream.of(finite).filter(this::impossible).limit(1).forEach(value -> share(value, traps));
        if (expected == 0) {
            return none("no point of the window counts");
        }
        return figure == Figure.EACH ? each(values, finite, expected, traps) : figure(values, finite, expected, traps);
    }

    private Finding each(double[] values, double[] finite, int expected, List<Trap> traps) {
        long met = count(finite, Held.MET);
        long missed = count(finite, Held.MISSED);
        long unknown = expected - met - missed;
        Held held = 100.0 * met / expected >= share
                ? Held.MET
                : 100.0 * (met + unknown) / expected < share ? Held.MISSED : Held.BETWEEN;
        if (held == Held.BETWEEN) {
            unknown(values, finite, expected, traps);
            if (traps.isEmpty()) {
                between(held, count(finite, Held.BETWEEN) + " points", traps);
            }
        }
        String wanted =
                goal + " at " + (share == 100 ? "each" : ">= " + plain(share) + "%") + " of " + expected + " points";
        Optional<Double> worst = worst(finite);
        String seen = "met at " + met + ", missed at " + missed + ", not known at " + unknown
                + worst.map(value -> "; worst " + goal.shown(value)).orElse("");
        return new Finding(held, wanted, seen, worst, traps);
    }

    private Finding figure(double[] values, double[] finite, int expected, List<Trap> traps) {
        if (finite.length == 0) {
            unknown(values, finite, expected, traps);
            return new Finding(Held.BETWEEN, expected(), "(absent)", Optional.empty(), traps);
        }
        double value = figure(finite);
        Held held = goal.held(value);
        if (finite.length < expected) {
            unknown(values, finite, expected, traps);
            if (held == Held.MISSED && missedAnyway(finite, expected)) {
                traps.clear();
            }
        }
        between(held, goal.shown(value), traps);
        String seen = goal.shown(value) + ", " + figure.word() + " of " + finite.length + " of " + expected + " points";
        return new Finding(held, expected(), seen, Optional.of(value), traps);
    }

    private String expected() {
        return goal + " as " + figure.word();
    }

    /** True if it would still be missed had all that is not known been as good as can be. */
    private boolean missedAnyway(double[] finite, int expected) {
        return switch (figure) {
            case MEAN ->
                goal.measure().isShare()
                        && goal.wantsMore()
                        && goal.held((Arrays.stream(finite).sum()
                                                + goal.measure().whole() * (expected - finite.length))
                                        / expected)
                                == Held.MISSED;
            case MAX -> goal.upperBound().isPresent();
            case MIN -> goal.wantsMore();
            case EACH, LAST -> false;
        };
    }

    private double figure(double[] finite) {
        DoubleStream all = Arrays.stream(finite);
        return switch (figure) {
            case MEAN -> all.average().orElseThrow();
            case MAX -> all.max().orElseThrow();
            case MIN -> all.min().orElseThrow();
            case EACH, LAST -> finite[finite.length - 1];
        };
    }

    private Optional<Double> worst(double[] finite) {
        Optional<Double> missed = Arrays.stream(finite)
                .filter(value -> held(value) != Held.MET)
                .boxed()
                .reduce((one, other) -> goal.wantsMore() ? Math.min(one, other) : Math.max(one, other));
        return missed.or(() -> Arrays.stream(finite)
                .boxed()
                .reduce((one, other) -> goal.wantsMore() ? Math.min(one, other) : Math.max(one, other)));
    }

    private long count(double[] values, Held held) {
        return Arrays.stream(values).filter(value -> held(value) == held).count();
    }

    private Held held(double value) {
        return known.computeIfAbsent(value, goal::held);
    }

    private void unknown(double[] values, double[] finite, int expected, List<Trap> traps) {
        if (values.length > finite.length) {
            traps.add(Trap.fatal(
                    Kind.NOT_A_NUMBER,
                    (values.length - finite.length) + " of " + expected
                            + " points are no numbers: nothing was observed there"));
        }
        if (values.length < expected) {
            traps.add(Trap.fatal(Kind.EMPTY, (expected - values.length) + " of " + expected + " points are missing"));
        }
    }

    private void between(Held held, String value, List<Trap> traps) {
        if (held == Held.BETWEEN) {
            traps.add(Trap.fatal(Kind.BETWEEN, value + " is neither as expected nor a failure"));
        } else if (held == Held.BOTH) {
            traps.add(Trap.fatal(
                    Kind.BETWEEN, value + " is as expected and a failure: 'expect' and 'fail-when' overlap"));
        }
    }

    private void share(double value, List<Trap> traps) {
        if (impossible(value)) {
            traps.add(Trap.fatal(
                    Kind.NOT_A_SHARE,
                    plain(value) + " is no share of " + plain(goal.measure().whole())
                            + ": say what the query gives with 'unit: percent' or 'unit: ratio', or mend the query"));
        }
    }

    private boolean impossible(double value) {
        return goal.measure().isShare()
                && (value < -ROUNDING || value > goal.measure().whole() * (1 + ROUNDING));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
