package io.prodgate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PagerDuty in small, with one service: its Events API ({@code https://developer.pagerduty.com/docs/events-api-v2-overview}) and the
 * part of its REST API that is asked ({@code https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents}), in pages of
 * one incident.
 */
public final class PagerDutyStub {
    /** A token that may read. */
    public static final String TOKEN = "u+reader";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Incident> incidents = new ArrayList<>();
    private volatile int minutes = 30;
    private volatile String next = "";

    private record Incident(String id, String key, ObjectNode json, ObjectNode alert, ArrayNode log) {}

    /** A PagerDuty below a path of a server: {@code /v2/enqueue}, and {@code /rest} for its REST API. */
    public PagerDutyStub(HttpServer server, String path) {
        server.createContext(path + "/v2/enqueue", this::enqueue);
        server.createContext(path + "/rest", exchange -> rest(exchange, path + "/rest"));
    }

    /** After so many minutes others are told. */
    public void escalatesAfter(int delay) {
        minutes = delay;
    }

    /** What happens to each new incident: {@code escalate_log_entry}. */
    public void happens(String type) {
        next = type;
    }

    private synchronized void enqueue(HttpExchange exchange) throws IOException {
        JsonNode event = JSON.readTree(exchange.getRequestBody());
        String key = event.path("dedup_key").asText();
        Incident open = incidents.stream()
                .filter(incident -> incident.key().equals(key)
                        && !incident.json().path("status").asText().equals("resolved"))
                .findFirst()
                .orElse(null);
        if (event.path("event_action").asText().equals("resolve")) {
            if (open != null) {
                open.json().put("status", "resolved");
                open.alert().put("status", "resolved");
            }
        } else if (open == null) {
            incidents.add(incident(key, event.path("payload")));
        }
        SlackStub.answer(exchange, 202, "application/json", "{\"status\":\"success\",\"message\":\"Event processed\"}");
    }

    private Incident incident(String key, JsonNode payload) {
        String id = "PT" + (incidents.size() + 1);
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String summary = payload.path("summary").asText();
        ObjectNode json = JSON.createObjectNode()
                .put("id", id)
                .put("type", "incident")
                .put("title", summary)
                .put("status", "triggered")
                .put("created_at", now);
        json.putObject("escalation_policy").put("id", "PESC").put("type", "escalation_policy_reference");
        ObjectNode alert = JSON.createObjectNode()
                .put("id", id + "A")
                .put("summary", summary)
                .put("status", "triggered")
                .put("alert_key", key)
                .put("created_at", now);
        alert.putObject("body").set("details", payload.path("custom_details"));
        ArrayNode log = JSON.createArrayNode();
        log.addObject().put("type", "trigger_log_entry").put("created_at", now).put("summary", "Triggered");
        if (!next.isEmpty()) {
            log.addObject().put("type", next).put("created_at", now).put("summary", "to B");
        }
        return new Incident(id, key, json, alert, log);
    }

    private synchronized void rest(HttpExchange exchange, String base) throws IOException {
        if (!("Token token=" + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            SlackStub.answer(
                    exchange, 401, "application/json", "{\"error\":{\"code\":2006,\"message\":\"Unauthorized\"}}");
            return;
        }
        Map<String, String> asked = SlackStub.query(exchange);
        String[] path =
                exchange.getRequestURI().getPath().substring(base.length() + 1).split("/", -1);
        ObjectNode json = JSON.createObjectNode();
        if (path[0].equals("escalation_policies")) {
            ObjectNode policy =
                    json.putObject("escalation_policy").put("id", path[1]).put("num_loops", 0);
            ArrayNode rules = policy.putArray("escalation_rules");
            rules.addObject().put("escalation_delay_in_minutes", minutes);
            rules.addObject().put("escalation_delay_in_minutes", minutes);
        } else if (path.length == 1) {
            List<ObjectNode> found = incidents.stream()
                    .filter(incident -> made(incident, asked))
                    .map(Incident::json)
                    .toList();
            int offset = Integer.parseInt(asked.getOrDefault("offset", "0")) / 100;
            ArrayNode page = json.putArray("incidents");
            found.stream().skip(offset).limit(1).forEach(page::add);
            json.put("more", offset + 1 < found.size());
        } else {
            Incident incident = incidents.stream()
                    .filter(one -> one.id().equals(path[1]))
                    .findFirst()
                    .orElseThrow();
            if (path[2].equals("alerts")) {
                json.putArray("alerts").add(incident.alert());
            } else {
                json.set("log_entries", incident.log());
            }
            json.put("more", false);
        }
        SlackStub.answer(exchange, 200, "application/json", json.toString());
    }

    private static boolean made(Incident incident, Map<String, String> asked) {
        Instant at = Instant.parse(incident.json().path("created_at").asText());
        return !at.isBefore(Instant.parse(asked.get("since"))) && at.isBefore(Instant.parse(asked.get("until")));
    }
}
