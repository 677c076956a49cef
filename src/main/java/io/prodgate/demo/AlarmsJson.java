package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.demo.alerting.Active;
import io.prodgate.demo.alerting.Alarms;
import io.prodgate.demo.alerting.Rule;
import io.prodgate.evidence.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rules and alerts in the words of Prometheus' API: https://prometheus.io/docs/prometheus/latest/querying/api/#rules */
final class AlarmsJson {
    private static final double MILLIS = 1000;

    private AlarmsJson() {}

    static ObjectNode rules(Alarms alarms) {
        ObjectNode data = Json.mapper().createObjectNode();
        ObjectNode group = data.putArray("groups").addObject();
        group.put("name", alarms.group().name()).put("file", "alerts.yml");
        ArrayNode rules = group.putArray("rules");
        Instant last = Instant.EPOCH;
        for (Alarms.RuleState state : alarms.rules()) {
            rule(rules.addObject(), state);
            last = state.lastEvaluation();
        }
        group.put("interval", seconds(alarms.group().interval()))
                .put("limit", 0)
                .put("evaluationTime", 0)
                .put("lastEvaluation", last.toString());
        return data;
    }

    private static void rule(ObjectNode json, Alarms.RuleState state) {
        Rule rule = state.rule();
        json.put("state", state(state.active()))
                .put("name", rule.name())
                .put("query", rule.query())
                .put("duration", seconds(rule.pending()))
                .put("keepFiringFor", 0);
        texts(json.putObject("labels"), rule.labels());
        texts(json.putObject("annotations"), rule.annotations());
        ArrayNode alerts = json.putArray("alerts");
        state.active().forEach(active -> alert(alerts.addObject(), active));
        json.put("health", state.error().isEmpty() ? "ok" : "err");
        if (!state.error().isEmpty()) {
            json.put("lastError", state.error());
        }
        json.put("evaluationTime", 0)
                .put("lastEvaluation", state.lastEvaluation().toString())
                .put("type", "alerting");
    }

    private static String state(List<Active> active) {
        if (active.isEmpty()) {
            return "inactive";
        }
        return active.stream().anyMatch(Active::firing) ? "firing" : "pending";
    }

    static ObjectNode alerts(Alarms alarms) {
        ObjectNode data = Json.mapper().createObjectNode();
        ArrayNode alerts = data.putArray("alerts");
        alarms.rules().forEach(state -> state.active().forEach(active -> alert(alerts.addObject(), active)));
        return data;
    }

    private static void alert(ObjectNode json, Active active) {
        texts(json.putObject("labels"), active.labels());
        texts(json.putObject("annotations"), active.annotations());
        json.put("state", active.state())
                .put("activeAt", Instant.ofEpochMilli(active.since()).toString())
                .put("value", scientific(active.value()));
    }

    /** As Go writes it with the format 'e': {@code 3.1e+01}. */
    static String scientific(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0e+00" : PrometheusJson.number(value);
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - exact.scale();
        String rest = digits.substring(1);
        return "%s%s%se%s%02d"
                .formatted(
                        value < 0 ? "-" : "",
                        digits.charAt(0),
                        rest.isEmpty() ? "" : "." + rest,
                        exponent < 0 ? "-" : "+",
                        Math.abs(exponent));
    }

    static void texts(ObjectNode json, Map<String, String> texts) {
        new TreeMap<>(texts).forEach(json::put);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
