package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Spans as OTLP JSON, as version 3 of Jaeger's API wraps it: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
final class OtlpJson {
    private OtlpJson() {}

    /** All spans side by side, by service. */
    static ObjectNode of(Collection<Span> spans) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode resources = json.putObject("result").putArray("resourceSpans");
        Map<String, List<Span>> byService =
                spans.stream().collect(Collectors.groupingBy(Span::service, LinkedHashMap::new, Collectors.toList()));
        byService.forEach((service, those) -> {
            ObjectNode resource = resources.addObject();
            attribute(resource.putObject("resource").putArray("attributes"), "service.name", service);
            ArrayNode list = resource.putArray("scopeSpans").addObject().putArray("spans");
            those.forEach(span -> write(span, list.addObject()));
        });
        return json;
    }

    private static void write(Span span, ObjectNode json) {
        json.put("traceId", span.traceId())
                .put("spanId", span.id())
                .put("parentSpanId", span.parent())
                .put("name", span.name())
                .put("kind", span.kind().ordinal() + 1)
                .put("startTimeUnixNano", nanos(span.start()))
                .put("endTimeUnixNano", nanos(span.end()));
        ArrayNode attributes = json.putArray("attributes");
        span.tags().forEach((key, value) -> attribute(attributes, key, value));
        json.putObject("status");
    }

    private static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    /** As text: JSON's numbers are too small for them. */
    private static String nanos(Instant instant) {
        return "%d%09d".formatted(instant.getEpochSecond(), instant.getNano());
    }
}
