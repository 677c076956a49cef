package io.prodgate.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A ticket of a tenant's ServiceDesk, in the form its webhook sends it.
 *
 * @param tenantId whose it is
 * @param ticketId the number of the request in the ServiceDesk
 * @param category what it is about: {@code network}, {@code database}, …
 * @param priority {@code low}, {@code medium} or {@code high}
 * @param subject one line
 * @param description as the user wrote it
 */
record Ticket(String tenantId, String ticketId, String category, String priority, String subject, String description) {
    private static final List<String> FIELDS =
            List.of("tenant_id", "ticket_id", "category", "priority", "subject", "description");

    /** A JSON document, or nothing if the bytes are none. */
    static Optional<JsonNode> document(byte[] body) {
        try {
            JsonNode tree = Json.mapper().readTree(body);
            return tree.isObject() ? Optional.of(tree) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The fields that a document lacks, or that are not text. */
    static List<String> missing(JsonNode document) {
        return FIELDS.stream()
                .filter(field -> document.path(field).asText().isBlank()
                        || !document.path(field).isTextual())
                .toList();
    }

    /** The ticket in a document that lacks nothing. */
    static Ticket of(JsonNode document) {
        return new Ticket(
                document.path("tenant_id").textValue(),
                document.path("ticket_id").textValue(),
                document.path("category").textValue(),
                document.path("priority").textValue(),
                document.path("subject").textValue(),
                document.path("description").textValue());
    }

    /** A ticket that comes with the program. */
    static Ticket resource(String name) {
        try {
            return of(Json.mapper().readTree(Resources.text(name)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("demo/" + name + " is not JSON", e);
        }
    }

    /** As the tenant's API shows it. */
    ObjectNode json() {
        return Json.mapper()
                .createObjectNode()
                .put("tenant_id", tenantId)
                .put("ticket_id", ticketId)
                .put("category", category)
                .put("priority", priority)
                .put("subject", subject)
                .put("description", description);
    }
}
