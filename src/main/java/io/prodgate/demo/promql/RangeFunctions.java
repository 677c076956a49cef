package io.prodgate.demo.promql;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Functions of the samples of one series over a time, as Prometheus computes them.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/">functions</a>
 */
final class RangeFunctions {
    private static final double MILLIS = 1000;

    /** A gap at an edge of the range that is longer than so many intervals is none between samples. */
    private static final double EDGE = 1.1;

    static final Map<String, Function> BY_NAME = Map.ofEntries(
            Map.entry("rate", window -> extrapolated(window, true, true)),
            Map.entry("increase", window -> extrapolated(window, true, false)),
            Map.entry("delta", window -> extrapolated(window, false, false)),
            Map.entry("deriv", RangeFunctions::slope),
            Map.entry("resets", window -> OptionalDouble.of(steps(window, true))),
            Map.entry("changes", window -> OptionalDouble.of(steps(window, false))),
            Map.entry("min_over_time", window -> values(window).min()),
            Map.entry("max_over_time", window -> values(window).max()),
            Map.entry("avg_over_time", window -> values(window).average()),
            Map.entry(
                    "sum_over_time", window -> OptionalDouble.of(values(window).sum())),
            Map.entry("count_over_time", window -> OptionalDouble.of(window.size())),
            Map.entry("present_over_time", window -> OptionalDouble.of(1)),
            Map.entry(
                    "last_over_time",
                    window -> OptionalDouble.of(window.values().getLast())));

    private RangeFunctions() {}

    /**
     * Samples within a range.
     *
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970
     */
    record Window(List<Long> times, List<Double> values, long from, long to) {
        int size() {
            return values.size();
        }

        double seconds() {
            return (to - from) / MILLIS;
        }
    }

    /** Empty where too few samples are there. */
    @FunctionalInterface
    interface Function {
        OptionalDouble of(Window window);
    }

    private static java.util.stream.DoubleStream values(Window window) {
        return window.values().stream().mapToDouble(Double::doubleValue);
    }

    private static double steps(Window window, boolean downOnly) {
        int steps = 0;
        for (int i = 1; i < window.size(); i++) {
            double before = window.values().get(i - 1);
            double now = window.values().get(i);
            steps += now < before || (!downOnly && now > before) ? 1 : 0;
        }
        return steps;
    }

    /** What grew between the first and the last sample, stretched to the range's edges where samples come close to them. */
    private static OptionalDouble extrapolated(Window window, boolean counter, boolean perSecond) {
        int last = window.size() - 1;
        if (last < 1) {
            return OptionalDouble.empty();
        }
        double first = window.values().getFirst();
        double grown = window.values().get(last) - first;
        for (int i = 1; counter && i <= last; i++) {
            double before = window.values().get(i - 1);
            grown += window.values().get(i) < before ? before : 0;
        }
        double sampled = (window.times().get(last) - window.times().getFirst()) / MILLIS;
        double interval = sampled / last;
        double toStart = (window.times().getFirst() - window.from()) / MILLIS;
        double toEnd = (window.to() - window.times().get(last)) / MILLIS;
        if (counter && grown > 0 && first >= 0) {
            // A counter was not below zero.
            toStart = Math.min(toStart, sampled * (first / grown));
        }
        double stretched = sampled
                + (toStart < interval * EDGE ? toStart : interval / 2)
                + (toEnd < interval * EDGE ? toEnd : interval / 2);
        double factor = stretched / sampled;
        return OptionalDouble.of(grown * (perSecond ? factor / window.seconds() : factor));
    }

    /** By least squares, a second. */
    private static OptionalDouble slope(Window window) {
        int n = window.size();
        if (n < 2) {
            return OptionalDouble.empty();
        }
        double sumX = 0;
        double sumY = 0;
        double sumXy = 0;
        double sumXx = 0;
        for (int i = 0; i < n; i++) {
            double x = (window.times().get(i) - window.times().getFirst()) / MILLIS;
            double y = window.values().get(i) - window.values().getFirst();
            sumX += x;
            sumY += y;
            sumXy += x * y;
            sumXx += x * x;
        }
        return OptionalDouble.of((sumXy - sumX * sumY / n) / (sumXx - sumX * sumX / n));
    }
}
