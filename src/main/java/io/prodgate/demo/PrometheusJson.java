package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.demo.promql.SeriesSource.Run;
import io.prodgate.demo.promql.Value;
import io.prodgate.evidence.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Numbers in the words of Prometheus' API: https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats */
final class PrometheusJson {
    private PrometheusJson() {}

    /** What a query is worth at an instant, in milliseconds since 1970. */
    static ObjectNode instant(Value value, long at) {
        ObjectNode data = Json.mapper().createObjectNode();
        switch (value) {
            case Value.Scalar(double number) ->
                point(data.put("resultType", "scalar").putArray("result"), at, number);
            case Value.Vector(List<Value.Sample> samples) -> {
                ArrayNode result = data.put("resultType", "vector").putArray("result");
                for (Value.Sample sample : samples) {
                    ObjectNode one = result.addObject();
                    labels(one, sample.labels());
                    point(one.putArray("value"), at, sample.value());
                }
            }
            case Value.Matrix(List<Run> series) -> matrix(data, series);
        }
        return data;
    }

    /** What it is worth over time. */
    static ObjectNode over(List<Run> series) {
        ObjectNode data = Json.mapper().createObjectNode();
        matrix(data, series);
        return data;
    }

    private static void matrix(ObjectNode data, List<Run> series) {
        ArrayNode result = data.put("resultType", "matrix").putArray("result");
        for (Run run : series) {
            ObjectNode one = result.addObject();
            labels(one, run.labels());
            ArrayNode values = one.putArray("values");
            for (int i = 0; i < run.times().size(); i++) {
                point(values.addArray(), run.times().get(i), run.values().get(i));
            }
        }
    }

    private static void labels(ObjectNode json, Map<String, String> labels) {
        ObjectNode metric = json.putObject("metric");
        labels.forEach(metric::put);
    }

    private static void point(ArrayNode json, long at, double value) {
        json.add(BigDecimal.valueOf(at, 3)).add(number(value));
    }

    /** A number as Prometheus writes it. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value));
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
