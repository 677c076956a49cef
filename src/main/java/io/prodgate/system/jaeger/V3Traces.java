package io.prodgate.system.jaeger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Traces as OTLP JSON, all spans of all of them side by side: within {@code result} as the gRPC gateway wraps them, or bare.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP JSON</a>
 */
public record V3Traces(Optional<Result> result, Optional<List<ResourceSpans>> resourceSpans) {
    /** What the gateway wraps. */
    public record Result(Optional<List<ResourceSpans>> resourceSpans) {}

    /** The spans of one process. */
    public record ResourceSpans(Optional<Resource> resource, Optional<List<ScopeSpans>> scopeSpans) {}

    /** A process; its attribute {@code service.name} names the service. */
    public record Resource(Optional<List<Attribute>> attributes) {}

    /** The spans of one instrumentation library. */
    public record ScopeSpans(Optional<List<Span>> spans) {}

    /**
     * A span.
     *
     * @param traceId hexadecimal, or base64 where a version of Jaeger encodes it as protobuf's own JSON does
     * @param spanId as {@code traceId}
     * @param parentSpanId as {@code traceId}; empty for a root
     * @param kind a number or a name: {@code 2}, {@code SPAN_KIND_SERVER}
     * @param startTimeUnixNano nanoseconds since 1970, as text
     * @param endTimeUnixNano nanoseconds since 1970, as text
     */
    public record Span(
            String traceId,
            String spanId,
            Optional<String> parentSpanId,
            Optional<String> name,
            Optional<JsonNode> kind,
            String startTimeUnixNano,
            String endTimeUnixNano,
            Optional<List<Attribute>> attributes,
            Optional<Status> status) {}

    /** {@code {"key": "http.route", "value": {"stringValue": "/webhook"}}}. */
    public record Attribute(String key, Optional<JsonNode> value) {}

    /**
     * How a span ended.
     *
     * @param code a number or a name: {@code 2}, {@code STATUS_CODE_ERROR}
     */
    public record Status(Optional<JsonNode> code, Optional<String> message) {}

    /** The spans by process, wherever they are. */
    List<ResourceSpans> all() {
        return result.flatMap(Result::resourceSpans).or(this::resourceSpans).orElse(List.of());
    }
}
