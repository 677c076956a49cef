package io.prodgate.system.jaeger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Traces out of the JSON of Jaeger's own user interface. */
final class V2Reader {
    private V2Reader() {}

    static List<Trace> traces(V2Traces answer) {
        return answer.data().orElse(List.of()).stream()
                .filter(trace -> trace.spans().filter(spans -> !spans.isEmpty()).isPresent())
                .map(V2Reader::trace)
                .toList();
    }

    private static Trace trace(V2Traces.Trace trace) {
        Map<String, V2Traces.ServiceProcess> processes = trace.processes().orElse(Map.of());
        return new Trace(
                trace.traceID(),
                trace.spans().orElse(List.of()).stream()
                        .map(span -> span(span, span.processID().map(processes::get)))
                        .toList());
    }

    private static Span span(V2Traces.Span span, Optional<V2Traces.ServiceProcess> process) {
        Map<String, String> tags = new LinkedHashMap<>(
                tags(process.flatMap(V2Traces.ServiceProcess::tags).orElse(List.of())));
        tags.putAll(tags(span.tags().orElse(List.of())));
        return new Span(
                span.spanID(),
                parent(span.references().orElse(List.of())),
                process.flatMap(V2Traces.ServiceProcess::serviceName).orElse(""),
                span.operationName().orElse(""),
                tags.getOrDefault("span.kind", ""),
                Instant.EPOCH.plus(span.startTime(), ChronoUnit.MICROS),
                Duration.of(span.duration(), ChronoUnit.MICROS),
                "true".equals(tags.get("error")) || "ERROR".equals(tags.get("otel.status_code")),
                tags.getOrDefault("otel.status_description", ""),
                tags);
    }

    /** The span that this one is a part of, or, if there is none, the one that it follows from. */
    private static Optional<String> parent(List<V2Traces.Reference> references) {
        return references.stream()
                .filter(reference -> reference.refType().equals(Optional.of("CHILD_OF")))
                .findFirst()
                .or(() -> references.stream().findFirst())
                .map(V2Traces.Reference::spanID);
    }

    private static Map<String, String> tags(List<V2Traces.Tag> tags) {
        return tags.stream()
                .collect(Collectors.toMap(
                        V2Traces.Tag::key,
                        tag -> tag.value().map(JsonNode::asText).orElse(""),
                        (first, second) -> second));
    }
}
