package io.prodgate.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A dashboard as Grafana stores it.
 *
 * @param dashboard its model, whose form differs between versions
 * @param meta where it is: {@code {"url": "/d/UID/queue-health"}}
 * @see <a href="https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/">the model</a>
 */
public record DashboardAnswer(Optional<JsonNode> dashboard, Optional<JsonNode> meta) {}
