package io.prodgate.system.jaeger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Traces out of OTLP JSON. Throws for what is not of that form. */
final class V3Reader {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{16}|[0-9a-fA-F]{32}");
    private static final List<String> KINDS = List.of("", "internal", "server", "client", "producer", "consumer");
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);

    private V3Reader() {}

    static List<Trace> traces(V3Traces answer) {
        Map<String, List<Span>> byTrace = new LinkedHashMap<>();
        for (V3Traces.ResourceSpans process : answer.all()) {
            Map<String, String> ofProcess = tags(
                    process.resource().flatMap(V3Traces.Resource::attributes).orElse(List.of()));
            for (V3Traces.ScopeSpans scope : process.scopeSpans().orElse(List.of())) {
                for (V3Traces.Span span : scope.spans().orElse(List.of())) {
                    byTrace.computeIfAbsent(id(span.traceId()), id -> new ArrayList<>())
                            .add(span(span, ofProcess));
                }
            }
        }
        return byTrace.entrySet().stream()
                .map(entry -> new Trace(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Span span(V3Traces.Span span, Map<String, String> ofProcess) {
        Map<String, String> tags = new LinkedHashMap<>(ofProcess);
        tags.putAll(tags(span.attributes().orElse(List.of())));
        Instant start = instant(span.startTimeUnixNano());
        String code = span.status()
                .flatMap(V3Traces.Status::code)
                .map(JsonNode::asText)
                .orElse("");
        return new Span(
                id(span.spanId()),
                span.parentSpanId().map(V3Reader::id).filter(id -> !id.matches("0*")),
                ofProcess.getOrDefault("service.name", ""),
                span.name().orElse(""),
                kind(span.kind().map(JsonNode::asText).orElse("")),
                start,
                Duration.between(start, instant(span.endTimeUnixNano())),
                code.equals("2") || code.equals("STATUS_CODE_ERROR"),
                span.status().flatMap(V3Traces.Status::message).orElse(""),
                tags);
    }

    private static String id(String written) {
        if (written.isEmpty() || HEX.matcher(written).matches()) {
            return written.toLowerCase(Locale.ROOT);
        }
        return HexFormat.of().formatHex(Base64.getDecoder().decode(written));
    }

    private static String kind(String written) {
        if (written.matches("[0-5]")) {
            return KINDS.get(Integer.parseInt(written));
        }
        return written.replace("SPAN_KIND_", "").toLowerCase(Locale.ROOT).replace("unspecified", "");
    }

    private static Instant instant(String nanos) {
        BigInteger[] parts = new BigInteger(nanos).divideAndRemainder(SECOND);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static Map<String, String> tags(List<V3Traces.Attribute> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        V3Traces.Attribute::key, attribute -> text(attribute.value()), (first, second) -> second));
    }

    /** An attribute's value holds one member, named for its type. */
    private static String text(Optional<JsonNode> value) {
        return value.filter(JsonNode::isObject)
                .flatMap(object -> object.properties().stream().findFirst())
                .map(member -> member.getValue().isValueNode()
                        ? member.getValue().asText()
                        : member.getValue().toString())
                .orElse("");
    }
}
