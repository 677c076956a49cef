package io.prodgate.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A panel that asks for data.
 *
 * @param id within its dashboard, if it has one
 * @param title for people; its number if it has none
 * @param queries what it asks, with the variables of its dashboard filled in
 * @param trouble why it cannot be asked from outside, or empty
 */
public record Panel(Optional<String> id, String title, List<JsonNode> queries, String trouble) {
    public Panel {
        queries = List.copyOf(queries);
    }
}
