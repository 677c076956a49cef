package io.prodgate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.util.List;
import java.util.Optional;

/** The dashboards that people look at, as Grafana stores them. */
final class Dashboards {
    private static final List<String> NAMES =
            List.of("system-status", "per-tenant-metrics", "queue-health", "alert-history");

    private final List<Dashboard> all;

    /**
     * A dashboard.
     *
     * @param model in Grafana's own form
     */
    record Dashboard(ObjectNode model) {
        String uid() {
            return model.path("uid").asText();
        }

        String title() {
            return model.path("title").asText();
        }

        /** Where it is shown, below Grafana's own address. */
        String path() {
            return "/d/" + uid() + "/" + uid();
        }
    }

    Dashboards(Watch watch) {
        all = NAMES.stream().map(name -> read(name, watch)).toList();
    }

    private static Dashboard read(String name, Watch watch) {
        String text = Resources.text("platform/dashboards/" + name + ".json");
        try {
            JsonNode model = Json.mapper()
                    .readTree(watch.dashboardsOfOldNames() ? text.replace("queue_depth_gauge", "queue_length") : text);
            if (model instanceof ObjectNode object) {
                return new Dashboard(object);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the dashboard " + name + " is not JSON", e);
        }
        throw new IllegalStateException("the dashboard " + name + " is no object");
    }

    /** All of them. */
    List<Dashboard> all() {
        return all;
    }

    /** One of them. */
    Optional<Dashboard> find(String uid) {
        return all.stream().filter(dashboard -> dashboard.uid().equals(uid)).findFirst();
    }
}
