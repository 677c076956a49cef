package io.prodgate.demo.promql;

import io.prodgate.demo.promql.Expression.Grouping;
import io.prodgate.demo.promql.Value.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Several series made one. */
final class Aggregations {
    /** All that PromQL has, so that none is taken for a function. */
    static final Set<String> ALL = Set.of(
            "sum",
            "min",
            "max",
            "avg",
            "count",
            "group",
            "stddev",
            "stdvar",
            "topk",
            "bottomk",
            "count_values",
            "quantile");

    private static final Set<String> KNOWN = Set.of("sum", "min", "max", "avg", "count");

    private Aggregations() {}

    /** Refuses what is an aggregation, but not known here. */
    static void known(String operator) throws QueryException {
        if (!KNOWN.contains(operator)) {
            throw QueryException.unknown(operator + "()");
        }
    }

    static List<Sample> aggregate(String operator, Grouping grouping, List<Sample> samples) {
        Map<Map<String, String>, List<Double>> groups = new LinkedHashMap<>();
        for (Sample sample : samples) {
            groups.computeIfAbsent(Labels.only(sample.labels(), grouping::keeps), labels -> new ArrayList<>())
                    .add(sample.value());
        }
        return groups.entrySet().stream()
                .map(group -> new Sample(group.getKey(), value(operator, group.getValue())))
                .toList();
    }

    private static double value(String operator, List<Double> values) {
        DoubleStream all = values.stream().mapToDouble(Double::doubleValue);
        return switch (operator) {
            case "sum" -> all.sum();
            case "avg" -> all.average().orElse(Double.NaN);
            case "count" -> values.size();
            // NaN is smaller and larger than nothing: any number wins.
            case "min" -> all.filter(value -> !Double.isNaN(value)).min().orElse(Double.NaN);
            case "max" -> all.filter(value -> !Double.isNaN(value)).max().orElse(Double.NaN);
            default -> throw new IllegalStateException(operator + " is not known");
        };
    }
}
