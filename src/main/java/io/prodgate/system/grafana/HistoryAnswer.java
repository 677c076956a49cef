package io.prodgate.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Changes of alerts as a table of times (milliseconds since 1970), changes and labels: {@code {"data": {"values": [[1507265111000],
 * [{"current": "Normal", "previous": "Alerting", "ruleTitle": "QueueDepthHigh"}], [{"alertname": "QueueDepthHigh"}]]}}}.
 */
public record HistoryAnswer(Optional<Data> data) {
    /** The columns. */
    public record Data(Optional<List<JsonNode>> values) {}
}
