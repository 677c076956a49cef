package io.prodgate.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a panel asks.
 *
 * @param queries the panel's targets, each with {@code refId} and {@code datasource}
 * @param from milliseconds since 1970
 * @param to milliseconds since 1970
 */
public record DataQuestion(List<JsonNode> queries, String from, String to) {
    public DataQuestion {
        queries = List.copyOf(queries);
    }
}
