package io.prodgate.system.prometheus;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One series of a result, kept small: its labels, and two arrays of numbers. Values may be NaN or infinite. */
public final class Series {
    private final Map<String, String> labels;
    private final double[] times;
    private final double[] values;

    /**
     * A series.
     *
     * @param times Unix times in seconds, ascending
     * @param values as many
     */
    public Series(Map<String, String> labels, double[] times, double[] values) {
        this.labels = Map.copyOf(labels);
        this.times = times.clone();
        this.values = values.clone();
    }

    /** Its labels, {@code __name__} among them where the query keeps it. */
    public Map<String, String> labels() {
        return labels;
    }

    /** The value of a label; empty text where it is not there, as Prometheus has it. */
    public String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** How many samples it has. */
    public int size() {
        return values.length;
    }

    /** The time of a sample in Unix seconds. */
    public double time(int index) {
        return times[index];
    }

    /** The value of a sample. */
    public double value(int index) {
        return values[index];
    }

    /** True for the same labels with the same samples. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Series series
                && labels.equals(series.labels)
                && Arrays.equals(times, series.times)
                && Arrays.equals(values, series.values);
    }

    @Override
    public int hashCode() {
        return 31 * labels.hashCode() + Arrays.hashCode(values);
    }

    /** As PromQL writes it: {@code up{instance="a", job="api"}}. */
    @Override
    public String toString() {
        SortedMap<String, String> sorted = new TreeMap<>(labels);
        String name = sorted.remove("__name__");
        return (name == null ? "" : name)
                + sorted.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
