package io.prodgate.demo.alerting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a receiver is sent: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
final class Notification {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private Notification() {}

    static ObjectNode of(String receiver, Map<String, String> group, List<Alert> alerts, Instant now) {
        boolean firing = alerts.stream().anyMatch(alert -> !alert.resolved(now));
        ObjectNode json =
                Json.mapper().createObjectNode().put("receiver", receiver).put("status", state(firing));
        ArrayNode all = json.putArray("alerts");
        for (Alert alert : alerts) {
            boolean goesOn = !alert.resolved(now);
            ObjectNode one = all.addObject().put("status", state(goesOn));
            put(one.putObject("labels"), alert.labels());
            put(one.putObject("annotations"), alert.annotations());
            one.put("startsAt", alert.startsAt().toString())
                    .put("endsAt", goesOn ? NEVER : alert.endsAt().toString())
                    .put("generatorURL", "")
                    .put("fingerprint", alert.fingerprint());
        }
        put(json.putObject("groupLabels"), group);
        put(
                json.putObject("commonLabels"),
                common(alerts.stream().map(Alert::labels).toList()));
        put(
                json.putObject("commonAnnotations"),
                common(alerts.stream().map(Alert::annotations).toList()));
        return json.put("externalURL", "")
                .put("version", "4")
                .put("groupKey", "{}:" + group)
                .put("truncatedAlerts", 0);
    }

    private static String state(boolean firing) {
        return firing ? "firing" : "resolved";
    }

    private static void put(ObjectNode json, Map<String, String> texts) {
        new TreeMap<>(texts).forEach(json::put);
    }

    private static Map<String, String> common(List<Map<String, String>> all) {
        Map<String, String> common = new TreeMap<>(all.isEmpty() ? Map.of() : all.getFirst());
        all.forEach(one -> common.entrySet().retainAll(one.entrySet()));
        return common;
    }
}
