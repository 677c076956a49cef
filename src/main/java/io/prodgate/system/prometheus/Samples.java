package io.prodgate.system.prometheus;

import java.util.Arrays;
import java.util.Map;

/** Samples of a series as they are read. */
final class Samples {
    private double[] times = new double[1];
    private double[] values = new double[1];
    private int size;

    void add(double time, double value) {
        if (size == values.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size] = value;
        size++;
    }

    Series series(Map<String, String> labels) {
        return new Series(labels, Arrays.copyOf(times, size), Arrays.copyOf(values, size));
    }
}
