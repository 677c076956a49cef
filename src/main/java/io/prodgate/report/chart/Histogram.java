package io.prodgate.report.chart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many of a sort took how long: bins of the same width, from zero on, or by the logarithm where the longest is many times the shortest.
 *
 * @param bins from the shortest to the longest
 * @param logarithmic whether each is a number of times as long as the one before
 */
record Histogram(List<Bin> bins, boolean logarithmic) {
    private static final double MANY_TIMES = 30;
    private static final double LEAST = 0.001;
    private static final int BINS = 20;
    private static final int A_DECADE = 5;
    private static final int TICKS = 5;

    Histogram {
        bins = List.copyOf(bins);
    }

    /** From one time to another, in seconds, and how many are in between. */
    record Bin(double from, double to, int count) {}

    /** Of at least one, none below zero. */
    static Histogram of(Timing timing) {
        boolean logarithmic = timing.longest() > MANY_TIMES * Math.max(LEAST, timing.shortest());
        return new Histogram(logarithmic ? byDecade(timing) : even(timing), logarithmic);
    }

    private static List<Bin> even(Timing timing) {
        double step = Ticks.step(Duration.ofNanos((long) (timing.longest() * 1e9)), BINS)
                        .toMillis()
                / 1_000.0;
        int[] counts = new int[(int) Math.floor(timing.longest() / step) + 1];
        timing.seconds().forEach(seconds -> counts[Math.min(counts.length - 1, (int) Math.floor(seconds / step))]++);
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            bins.add(new Bin(i * step, (i + 1) * step, counts[i]));
        }
        return bins;
    }

    private static List<Bin> byDecade(Timing timing) {
        int first = place(timing.shortest());
        int[] counts = new int[place(timing.longest()) - first + 1];
        timing.seconds().forEach(seconds -> counts[place(seconds) - first]++);
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            bins.add(new Bin(edge(first + i), edge(first + i + 1), counts[i]));
        }
        return bins;
    }

    private static int place(double seconds) {
        return (int) Math.floor(Math.log10(Math.max(LEAST, seconds)) * A_DECADE + 1e-9);
    }

    private static double edge(int place) {
        return Math.pow(10, (double) place / A_DECADE);
    }

    /** Whether a time is counted in a bin. */
    boolean holds(Bin bin, double seconds) {
        double within = logarithmic ? Math.max(LEAST, seconds) : seconds;
        return within >= bin.from() * (1 - 1e-9) && (within < bin.to() * (1 - 1e-9) || bin.equals(bins.getLast()));
    }

    /** The count of the fullest bin. */
    int most() {
        return bins.stream().mapToInt(Bin::count).max().orElse(0);
    }

    /** Where a time is, in percent of a frame that ends at a time which is not below that of the last bin. */
    double at(double seconds, double end) {
        if (!logarithmic) {
            return 100 * seconds / end;
        }
        double first = Math.log10(bins.getFirst().from());
        return 100 * (Math.log10(Math.max(bins.getFirst().from(), seconds)) - first) / (Math.log10(end) - first);
    }

    /** Times to be named below the bins. */
    List<Double> ticks(double end) {
        if (!logarithmic) {
            return Ticks.durations(Duration.ofNanos((long) (end * 1e9)), TICKS).stream()
                    .map(tick -> tick.toMillis() / 1_000.0)
                    .toList();
        }
        List<Double> ticks = new ArrayList<>();
        for (int decade = (int) Math.ceil(Math.log10(bins.getFirst().from()) - 1e-9);
                decade <= Math.log10(end) + 1e-9;
                decade++) {
            ticks.add(Math.pow(10, decade));
        }
        return ticks;
    }
}
