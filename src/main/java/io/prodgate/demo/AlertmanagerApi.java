package io.prodgate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.demo.alerting.Alarms;
import io.prodgate.demo.alerting.Alert;
import io.prodgate.demo.alerting.Silence;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import io.prodgate.system.alertmanager.LabelMatcher;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Alertmanager of the platform by its API, version 2, as far as it is known here: silences are not made by it.
 * https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
 */
final class AlertmanagerApi {
    private static final String BASE = "/alertmanager/api/v2";

    /** How long an alert lasts that does not say when it ends: Alertmanager's {@code resolve_timeout}. */
    private static final Duration LASTS = Duration.ofMinutes(5);

    private final Alarms alarms;
    private final Time time;

    AlertmanagerApi(Alarms alarms, Time time) {
        this.alarms = alarms;
        this.time = time;
    }

    List<Route> routes() {
        return List.of(
                Route.get(BASE + "/status", call -> Answer.json(200, status())),
                Route.get(BASE + "/alerts", this::alerts),
                Route.get(BASE + "/alerts/groups", call -> Answer.json(200, groups())),
                Route.post(BASE + "/alerts", this::post),
                Route.get(BASE + "/silences", call -> Answer.json(200, silences())),
                Route.get(
                        "/alertmanager/metrics",
                        call -> new Answer(
                                200, Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8"), metrics())));
    }

    private ObjectNode status() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.putObject("cluster").put("status", "disabled").putArray("peers");
        json.putObject("config").put("original", alarms.configuration());
        json.put("uptime", alarms.begun().toString());
        json.putObject("versionInfo")
                .put("branch", "demo")
                .put("buildDate", "")
                .put("buildUser", "")
                .put("goVersion", "")
                .put("revision", "demo")
                .put("version", "0.27.0");
        return json;
    }

    private Answer alerts(Call call) {
        Optional<List<LabelMatcher>> wanted =
                call.parameter("filter").map(LabelMatcher::parse).orElse(Optional.of(List.of()));
        if (wanted.isEmpty()) {
            return Answer.json(
                    400,
                    Json.mapper()
                            .getNodeFactory()
                            .textNode("bad matcher format: "
                                    + call.parameter("filter").orElse("")));
        }
        ArrayNode json = Json.mapper().createArrayNode();
        alarms.alerts().stream()
                .filter(routed ->
                        LabelMatcher.all(wanted.get(), routed.alert().labels(), true) == LabelMatcher.Answer.YES)
                .forEach(routed -> alert(json.addObject(), routed));
        return Answer.json(200, json);
    }

    private ArrayNode groups() {
        ArrayNode json = Json.mapper().createArrayNode();
        for (Alarms.Grouped group : alarms.groups()) {
            if (!group.alerts().isEmpty()) {
                ObjectNode one = json.addObject();
                ArrayNode alerts = one.putArray("alerts");
                group.alerts().forEach(routed -> alert(alerts.addObject(), routed));
                AlarmsJson.texts(one.putObject("labels"), group.labels());
                one.putObject("receiver").put("name", group.receiver());
            }
        }
        return json;
    }

    private static void alert(ObjectNode json, Alarms.Routed routed) {
        Alert alert = routed.alert();
        AlarmsJson.texts(json.putObject("annotations"), alert.annotations());
        json.put("endsAt", alert.endsAt().toString()).put("fingerprint", alert.fingerprint());
        ArrayNode receivers = json.putArray("receivers");
        routed.receivers().forEach(name -> receivers.addObject().put("name", name));
        json.put("startsAt", alert.startsAt().toString());
        ObjectNode status = json.putObject("status");
        status.putArray("inhibitedBy");
        ArrayNode silenced = status.putArray("silencedBy");
        routed.silencedBy().forEach(silenced::add);
        status.put("state", routed.silencedBy().isEmpty() ? "active" : "suppressed");
        json.put("updatedAt", alert.updatedAt().toString());
        AlarmsJson.texts(json.putObject("labels"), alert.labels());
    }

    private Answer post(Call call) {
        List<Alert> posted = new ArrayList<>();
        try {
            JsonNode document = Json.mapper().readTree(call.body());
            if (!document.isArray()) {
                return malformed("it is no list");
            }
            for (JsonNode one : document) {
                posted.add(read(one));
            }
        } catch (JsonProcessingException e) {
            return malformed(e.getOriginalMessage());
        } catch (java.io.IOException | DateTimeParseException e) {
            return malformed(String.valueOf(e.getMessage()));
        }
        if (posted.stream().anyMatch(alert -> alert.labels().isEmpty())) {
            return refused("at least one label pair required");
        }
        if (posted.stream().anyMatch(alert -> alert.endsAt().isBefore(alert.startsAt()))) {
            return refused("start time must be before end time");
        }
        alarms.post(posted);
        return new Answer(200, Map.of(), "");
    }

    private Alert read(JsonNode json) {
        Instant now = time.now();
        Instant ends = at(json, "endsAt").orElse(now.plus(LASTS));
        Instant starts = at(json, "startsAt").orElse(ends.isBefore(now) ? ends : now);
        return new Alert(texts(json.path("labels")), texts(json.path("annotations")), starts, ends, now);
    }

    private static Optional<Instant> at(JsonNode json, String name) {
        return Optional.ofNullable(json.path(name).textValue())
                .map(text -> OffsetDateTime.parse(text).toInstant());
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new HashMap<>();
        json.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    private static Answer malformed(String why) {
        return Answer.json(
                400,
                Json.mapper()
                        .createObjectNode()
                        .put("code", 400)
                        .put("message", "parsing alerts body from \"\" failed, because " + why));
    }

    private static Answer refused(String why) {
        return Answer.json(400, Json.mapper().getNodeFactory().textNode(why));
    }

    private ArrayNode silences() {
        Instant now = time.now();
        ArrayNode all = Json.mapper().createArrayNode();
        for (Silence silence : alarms.silences()) {
            ObjectNode json = all.addObject().put("id", silence.id());
            json.putObject("status").put("state", silence.active(now) ? "active" : "expired");
            json.put("updatedAt", silence.startsAt().toString())
                    .put("comment", silence.comment())
                    .put("createdBy", silence.createdBy())
                    .put("endsAt", silence.endsAt().toString());
            json.putArray("matchers")
                    .addObject()
                    .put("isEqual", true)
                    .put("isRegex", false)
                    .put("name", "alertname")
                    .put("value", silence.alert());
            json.put("startsAt", silence.startsAt().toString());
        }
        return all;
    }

    /** As with its feature {@code receiver-name-in-metrics}. */
    private String metrics() {
        Map<String, Alarms.Told> told = new TreeMap<>(alarms.told());
        StringBuilder out = new StringBuilder();
        counter(out, "notifications_total", "The total number of attempted notifications.", told, false);
        counter(out, "notifications_failed_total", "The total number of failed notifications.", told, true);
        counter(
                out,
                "notification_requests_total",
                "The total number of attempted notification requests.",
                told,
                false);
        counter(
                out,
                "notification_requests_failed_total",
                "The total number of failed notification requests.",
                told,
                true);
        return out.append("# HELP alertmanager_dispatcher_aggregation_groups Number of active aggregation groups\n")
                .append("# TYPE alertmanager_dispatcher_aggregation_groups gauge\n")
                .append("alertmanager_dispatcher_aggregation_groups %d\n"
                        .formatted(alarms.groups().size()))
                .toString();
    }

    private static void counter(
            StringBuilder out, String name, String help, Map<String, Alarms.Told> told, boolean refused) {
        out.append("# HELP alertmanager_%s %s\n# TYPE alertmanager_%s counter\n".formatted(name, help, name));
        told.forEach(
                (receiver, count) -> out.append("alertmanager_%s{integration=\"webhook\",receiver_name=\"%s\"} %d\n"
                        .formatted(name, receiver, refused ? count.refused() : count.requests())));
    }
}
