package io.prodgate.demo.promql;

import io.prodgate.demo.promql.Value.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Quantiles of classic histograms: linear within a bucket, as Prometheus has them. */
final class Quantile {
    private static final String BOUND = "le";

    private Quantile() {}

    /** The quantile of each histogram among these buckets. */
    static List<Sample> of(double quantile, List<Sample> buckets) {
        Map<Map<String, String>, SortedMap<Double, Double>> histograms = new LinkedHashMap<>();
        for (Sample bucket : buckets) {
            String bound = bucket.labels().getOrDefault(BOUND, "");
            if (bound.matches("[+]?Inf|[-+0-9.eE]+")) {
                Map<String, String> labels =
                        Labels.only(bucket.labels(), label -> !label.equals(BOUND) && !label.equals(Labels.NAME));
                double upper = bound.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
                histograms.computeIfAbsent(labels, key -> new TreeMap<>()).merge(upper, bucket.value(), Double::sum);
            }
        }
        List<Sample> quantiles = new ArrayList<>();
        histograms.forEach((labels, counts) -> quantiles.add(new Sample(labels, value(quantile, counts))));
        return quantiles;
    }

    private static double value(double quantile, SortedMap<Double, Double> counts) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        List<Double> bounds = new ArrayList<>(counts.keySet());
        List<Double> cumulated = new ArrayList<>();
        double most = 0;
        for (double count : counts.values()) {
            most = Math.max(most, count);
            cumulated.add(most);
        }
        int last = bounds.size() - 1;
        if (last < 1 || !Double.isInfinite(bounds.get(last)) || most == 0) {
            return Double.NaN;
        }
        double rank = quantile * most;
        int bucket = 0;
        while (bucket < last && cumulated.get(bucket) < rank) {
            bucket++;
        }
        if (bucket == last) {
            return bounds.get(last - 1);
        }
        if (bucket == 0 && bounds.getFirst() <= 0) {
            return bounds.getFirst();
        }
        double start = bucket == 0 ? 0 : bounds.get(bucket - 1);
        double below = bucket == 0 ? 0 : cumulated.get(bucket - 1);
        return start + (bounds.get(bucket) - start) * ((rank - below) / (cumulated.get(bucket) - below));
    }
}
