package io.prodgate.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Dashboards out of the models that Grafana stores. */
final class DashboardReader {
    /** Panels that show no data of a data source. */
    private static final Set<String> WITHOUT_DATA =
            Set.of("row", "text", "dashlist", "news", "welcome", "gettingstarted", "alertlist", "annolist");

    private static final int POINTS = 100;
    private static final long SHORTEST_INTERVAL_MILLIS = 15_000;

    private final JsonNode model;
    private final Variables variables;
    private final long intervalMillis;

    /**
     * A reader of one model.
     *
     * @param own values of variables that win
     * @param rangeMillis how long a time is asked for
     */
    DashboardReader(JsonNode model, Map<String, String> own, long rangeMillis) {
        this.model = model;
        this.variables = new Variables(model, own);
        this.intervalMillis = Math.max(SHORTEST_INTERVAL_MILLIS, rangeMillis / POINTS);
    }

    Dashboard read(String uid, String path) {
        List<Panel> panels = new ArrayList<>();
        collect(model.path("panels"), panels);
        // Before Grafana 5 panels were in rows.
        model.path("rows").forEach(row -> collect(row.path("panels"), panels));
        return new Dashboard(uid, model.path("title").asText(uid), path, variables.values(), panels);
    }

    private void collect(JsonNode list, List<Panel> panels) {
        for (JsonNode panel : list) {
            // A row that is folded up holds its panels itself.
            collect(panel.path("panels"), panels);
            if (!WITHOUT_DATA.contains(panel.path("type").asText())) {
                panels.add(panel(panel));
            }
        }
    }

    private Panel panel(JsonNode panel) {
        String title = panel.path("title").asText("");
        String name = title.isEmpty() ? "panel " + panel.path("id").asText("?") : title;
        Optional<String> id = Optional.of(panel.path("id").asText("")).filter(text -> text.matches("[0-9]{1,9}"));
        List<JsonNode> queries = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            if (!target.path("hide").asBoolean(false) && target instanceof ObjectNode object) {
                JsonNode source = source(panel, object);
                if (source.isMissingNode()) {
                    return new Panel(id, name, List.of(), "its data source has no uid in the dashboard's model");
                }
                ObjectNode query = object.deepCopy();
                query.set("datasource", source);
                query.put("intervalMs", intervalMillis);
                query.put("maxDataPoints", POINTS);
                if (!query.hasNonNull("refId")) {
                    query.put("refId", String.valueOf((char) ('A' + queries.size() % 26)));
                }
                var missing = variables.missing(query);
                if (missing.isPresent()) {
                    return new Panel(
                            id, name, List.of(), "the variable '" + missing.get() + "' was saved without a value");
                }
                queries.add(variables.fill(query));
            }
        }
        return new Panel(id, name, queries, queries.isEmpty() ? "it has no query of its own" : "");
    }

    /** The data source of a query, or of its panel; missing where it can be told by nothing that is here. */
    private JsonNode source(JsonNode panel, JsonNode target) {
        for (JsonNode source : List.of(target.path("datasource"), panel.path("datasource"))) {
            String uid = source.path("uid").asText("");
            if (!uid.isEmpty() && !uid.startsWith("-- ")) {
                return source;
            }
        }
        return MissingNode.getInstance();
    }
}
