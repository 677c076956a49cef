package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The platform's dashboards as Grafana's HTTP API tells them, and what their panels show:
 * https://grafana.com/docs/grafana/latest/developers/http_api/
 */
final class GrafanaApi {
    private static final String BASE = "/grafana/api";
    private static final String VERSION = "11.1.0";

    private final Dashboards dashboards;
    private final PanelQueries queries;

    GrafanaApi(Dashboards dashboards, PanelQueries queries) {
        this.dashboards = dashboards;
        this.queries = queries;
    }

    List<Route> routes() {
        return List.of(
                Route.get(BASE + "/health", call -> health()),
                Route.get(BASE + "/search", this::search),
                Route.get(BASE + "/dashboards/uid/{uid}", this::one),
                Route.post(BASE + "/ds/query", queries::answer),
                Route.get("/grafana/d/{uid}/{slug}", this::page));
    }

    private static Answer health() {
        return Answer.json(
                200,
                Json.mapper()
                        .createObjectNode()
                        .put("commit", "demo")
                        .put("database", "ok")
                        .put("version", VERSION));
    }

    private Answer search(Call call) {
        String words = call.parameter("query").orElse("").toLowerCase(Locale.ROOT);
        boolean ofDashboards =
                call.parameter("type").filter(type -> !type.equals("dash-db")).isEmpty();
        ArrayNode found = Json.mapper().createArrayNode();
        dashboards.all().stream()
                .filter(one ->
                        ofDashboards && one.title().toLowerCase(Locale.ROOT).contains(words))
                .forEach(one -> found.addObject()
                        .put("uid", one.uid())
                        .put("title", one.title())
                        .put("url", one.path())
                        .put("type", "dash-db"));
        return Answer.json(200, found);
    }

    private Answer one(Call call) {
        Optional<Dashboards.Dashboard> found = dashboards.find(call.variable("uid"));
        if (found.isEmpty()) {
            return refusal(404, "Dashboard not found");
        }
        ObjectNode json = Json.mapper().createObjectNode();
        json.putObject("meta")
                .put("type", "db")
                .put("slug", found.get().uid())
                .put("url", found.get().path());
        json.set("dashboard", found.get().model());
        return Answer.json(200, json);
    }

    /** What a link to a dashboard shows: no pictures, but its panels, what they ask, and what that is now. */
    private Answer page(Call call) {
        return dashboards
                .find(call.variable("uid"))
                .map(found -> Answer.html(200, DashboardPage.of(found, queries)))
                .orElseGet(() -> refusal(404, "Dashboard not found"));
    }

    /** A refusal in Grafana's words. */
    static Answer refusal(int status, String message) {
        return Answer.json(status, Json.mapper().createObjectNode().put("message", message));
    }
}
