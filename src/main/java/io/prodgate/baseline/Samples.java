package io.prodgate.baseline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a number was computed from.
 *
 * @param values in the order in which they were seen, all finite; at most {@link #MOST}
 * @param never how many more took forever: items of a journey whose state never came
 * @param of how many there were before some were picked evenly, those that took forever among them
 */
public record Samples(List<Double> values, int never, long of) {
    /** How many are kept at most. */
    public static final int MOST = 1_000;

    public Samples {
        values = List.copyOf(Needed.of(values, "values"));
        values.forEach(value -> Needed.finite(value, "values"));
        if (never < 0 || of < values.size() + (long) never) {
            throw new IllegalArgumentException("'of' and 'never' do not fit to " + values.size() + " values");
        }
        if (values.size() + (long) never > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " samples");
        }
    }

    /** Samples of which at most {@link #MOST} are kept. */
    public static Samples of(List<Double> values, int never) {
        long of = values.size() + (long) never;
        if (of <= MOST) {
            return new Samples(values, never, of);
        }
        int kept = (int) Math.round((double) MOST * values.size() / of);
        List<Double> picked = IntStream.range(0, kept)
                .mapToObj(i -> values.get((int) ((long) i * values.size() / kept)))
                .toList();
        return new Samples(picked, MOST - kept, of);
    }

    /** How many are kept. */
    public int count() {
        return values.size() + never;
    }

    /** True if not all of them are kept. */
    @JsonIgnore
    public boolean isCut() {
        return count() < of;
    }

    /** All of them from the smallest to the largest; infinite are those that took forever. */
    double[] sorted() {
        double[] sorted = DoubleStream.concat(
                        values.stream().mapToDouble(Double::doubleValue),
                        DoubleStream.generate(() -> Double.POSITIVE_INFINITY).limit(never))
                .toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    /** The smallest value that so large a share of all does not exceed: nearest rank. Infinite if so many took forever. */
    public double quantile(double share) {
        return quantile(sorted(), share);
    }

    static double quantile(double[] sorted, double share) {
        // What should be whole may come out a little more: 0.95 * 20.
        int rank = (int) Math.ceil(share * sorted.length - 1e-9);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }
}
