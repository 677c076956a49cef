package io.prodgate.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts durations by tenant in the buckets of a Prometheus histogram. Safe for use by several threads. */
final class Histogram {
    /** Upper bounds in seconds; they go past the 60 s that enhancements are promised in, or a percentile says nothing. */
    private static final List<Double> BOUNDS = List.of(0.01, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 75.0, 120.0);

    private static final double NANOS = 1e9;

    private final String name;
    private final String help;
    private final Map<String, Series> byTenant = new TreeMap<>();

    private static final class Series {
        private final long[] counts = new long[BOUNDS.size()];
        private long count;
        private double sum;
    }

    Histogram(String name, String help) {
        this.name = name;
        this.help = help;
    }

    /** Counts a duration. */
    synchronized void observe(String tenant, Duration duration) {
        double seconds = duration.toNanos() / NANOS;
        Series series = byTenant.computeIfAbsent(tenant, id -> new Series());
        for (int i = 0; i < series.counts.length; i++) {
            if (seconds <= BOUNDS.get(i)) {
                series.counts[i]++;
            }
        }
        series.count++;
        series.sum += seconds;
    }

    /** Appends the text form: https://prometheus.io/docs/instrumenting/exposition_formats/ */
    synchronized void write(StringBuilder out) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(" histogram\n");
        byTenant.forEach((tenant, series) -> {
            for (int i = 0; i < series.counts.length; i++) {
                line(out, "_bucket{tenant_id=\"" + tenant + "\",le=\"" + BOUNDS.get(i) + "\"}", series.counts[i]);
            }
            line(out, "_bucket{tenant_id=\"" + tenant + "\",le=\"+Inf\"}", series.count);
            line(out, "_sum{tenant_id=\"" + tenant + "\"}", series.sum);
            line(out, "_count{tenant_id=\"" + tenant + "\"}", series.count);
        });
    }

    private void line(StringBuilder out, String rest, Number value) {
        out.append(name).append(rest).append(' ').append(value).append('\n');
    }
}
