package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Traces in the JSON of Jaeger's own user interface. */
final class JaegerJson {
    private JaegerJson() {}

    /** Traces, each whole. */
    static ObjectNode of(List<List<Span>> traces) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode data = json.putArray("data");
        traces.forEach(trace -> write(trace, data.addObject()));
        return json.put("total", 0).put("limit", 0).put("offset", 0).putNull("errors");
    }

    private static void write(List<Span> trace, ObjectNode json) {
        json.put("traceID", trace.getFirst().traceId());
        ArrayNode spans = json.putArray("spans");
        ObjectNode processes = json.putObject("processes");
        for (Span span : trace) {
            write(span, spans.addObject());
            processes
                    .putObject(process(span))
                    .put("serviceName", span.service())
                    .putArray("tags");
        }
    }

    private static void write(Span span, ObjectNode json) {
        json.put("traceID", span.traceId()).put("spanID", span.id()).put("operationName", span.name());
        ArrayNode references = json.putArray("references");
        if (!span.parent().isEmpty()) {
            references
                    .addObject()
                    .put("refType", "CHILD_OF")
                    .put("traceID", span.traceId())
                    .put("spanID", span.parent());
        }
        json.put("startTime", ChronoUnit.MICROS.between(Instant.EPOCH, span.start()))
                .put("duration", ChronoUnit.MICROS.between(span.start(), span.end()));
        ArrayNode tags = json.putArray("tags");
        tag(tags, "span.kind", span.kind().name().toLowerCase(Locale.ROOT));
        span.tags().forEach((key, value) -> tag(tags, key, value));
        json.putArray("logs");
        json.put("processID", process(span)).putNull("warnings");
    }

    private static void tag(ArrayNode tags, String key, String value) {
        tags.addObject().put("key", key).put("type", "string").put("value", value);
    }

    private static String process(Span span) {
        return "p-" + span.service();
    }
}
