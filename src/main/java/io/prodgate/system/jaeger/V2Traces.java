package io.prodgate.system.jaeger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traces in the JSON of Jaeger's own user interface: {@code {"data": [{"traceID", "spans": […], "processes": {…}}], "errors": null}}.
 *
 * @param errors a list of {@code {"code", "msg"}}, or {@code null}
 */
public record V2Traces(Optional<List<Trace>> data, Optional<JsonNode> errors) {
    /**
     * A trace.
     *
     * @param processes by the id that its spans name them with
     */
    public record Trace(String traceID, Optional<List<Span>> spans, Optional<Map<String, ServiceProcess>> processes) {}

    /**
     * A span.
     *
     * @param startTime microseconds since 1970
     * @param duration microseconds
     */
    public record Span(
            String spanID,
            Optional<String> operationName,
            Optional<List<Reference>> references,
            long startTime,
            long duration,
            Optional<List<Tag>> tags,
            Optional<String> processID) {}

    /** Another span that one follows from: {@code refType} is {@code CHILD_OF} or {@code FOLLOWS_FROM}. */
    public record Reference(Optional<String> refType, String spanID) {}

    /** {@code {"key": "error", "type": "bool", "value": true}}. */
    public record Tag(String key, Optional<JsonNode> value) {}

    /** What made spans. */
    public record ServiceProcess(Optional<String> serviceName, Optional<List<Tag>> tags) {}
}
