package io.prodgate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.evidence.Time;
import io.prodgate.testing.FakeSystem.Said;
import io.prodgate.traffic.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Jaeger's query service in small, in both of its languages, as its documentation and its snapshots have them: {@code
 * https://www.jaegertracing.io/docs/latest/architecture/apis/} and {@code cmd/query/app/apiv3/snapshots} of
 * {@code https://github.com/jaegertracing/jaeger}.
 */
public final class JaegerStub implements Function<Request, Optional<Said>> {
    /** A language, or a habit. */
    public enum Speaks {
        /** OTLP JSON. */
        V3,
        /** The JSON of the user interface. */
        V2,
        /** Ids as base64, as old versions have them. */
        BASE64,
        /** Bare OTLP JSON without {@code result}. */
        BARE,
        /** 404 for paths that it does not know, and not the page of the user interface. */
        NOT_FOUND
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Time time;
    private final Set<Speaks> speaks;
    private final Map<Kept, Instant> kept = new LinkedHashMap<>();
    private Function<Request, Optional<Said>> before = request -> Optional.empty();

    /** A span of a trace; times are milliseconds after the trace's start. */
    public record StubSpan(
            String trace,
            String id,
            String parent,
            String service,
            String name,
            Instant start,
            Duration duration,
            boolean error,
            Map<String, String> tags) {}

    private record Kept(StubSpan span) {}

    /** A Jaeger without traces. */
    public JaegerStub(Time time, Speaks first, Speaks... more) {
        this.time = time;
        this.speaks = EnumSet.of(first, more);
    }

    /** Answers that come before its own, if there is one. */
    public JaegerStub first(Function<Request, Optional<Said>> other) {
        before = other;
        return this;
    }

    /** Takes a span in, to be seen after a while. */
    public JaegerStub keep(StubSpan span, Duration after) {
        kept.put(new Kept(span), time.now().plus(after));
        return this;
    }

    @Override
    public Optional<Said> apply(Request request) {
        Optional<Said> other = before.apply(request);
        if (other.isPresent()) {
            return other;
        }
        String path = request.url().getPath();
        Map<String, String> query = query(request.url());
        if (path.startsWith("/api/v3/") && speaks.contains(Speaks.V3)) {
            return v3(path, query);
        }
        if (path.startsWith("/api/") && !path.startsWith("/api/v3/") && speaks.contains(Speaks.V2)) {
            return v2(path, query);
        }
        return speaks.contains(Speaks.NOT_FOUND) ? Said.json(404, "404 page not found") : Said.page(200);
    }

    private Optional<Said> v3(String path, Map<String, String> query) {
        if (path.equals("/api/v3/services")) {
            return Said.json(200, json(services().isEmpty() ? Map.of() : Map.of("services", services())));
        }
        List<StubSpan> spans = path.equals("/api/v3/traces")
                ? found(
                        query.getOrDefault("query.service_name", ""),
                        Map.of(),
                        Instant.parse(query.getOrDefault("query.start_time_min", "")),
                        Instant.parse(query.getOrDefault("query.start_time_max", "")),
                        Integer.parseInt(query.getOrDefault("query.num_traces", "20")))
                : ofTrace(path.substring("/api/v3/traces/".length()));
        if (spans.isEmpty()) {
            return Said.json(404, "{\"error\":{\"httpCode\":404,\"message\":\"No traces found\"}}");
        }
        List<Object> processes = new ArrayList<>();
        for (StubSpan span : spans) {
            processes.add(Map.of(
                    "resource",
                    Map.of("attributes", List.of(attribute("service.name", span.service()))),
                    "scopeSpans",
                    List.of(Map.of("scope", Map.of(), "spans", List.of(otlp(span))))));
        }
        Map<String, Object> data = Map.of("resourceSpans", processes);
        return Said.json(200, json(speaks.contains(Speaks.BARE) ? data : Map.of("result", data)));
    }

    private Map<String, Object> otlp(StubSpan span) {
        Map<String, Object> otlp = new LinkedHashMap<>();
        otlp.put("traceId", id(span.trace()));
        otlp.put("spanId", id(span.id()));
        otlp.put("parentSpanId", id(span.parent()));
        otlp.put("name", span.name());
        otlp.put("kind", 2);
        otlp.put("startTimeUnixNano", nanos(span.start()));
        otlp.put("endTimeUnixNano", nanos(span.start().plus(span.duration())));
        otlp.put(
                "attributes",
                span.tags().entrySet().stream()
                        .map(tag -> attribute(tag.getKey(), tag.getValue()))
                        .toList());
        otlp.put("status", span.error() ? Map.of("code", 2, "message", "it broke") : Map.of());
        return otlp;
    }

    private String id(String hex) {
        return speaks.contains(Speaks.BASE64)
                ? Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex))
                : hex;
    }

    private static Map<String, Object> attribute(String key, String value) {
        return Map.of("key", key, "value", Map.of("stringValue", value));
    }

    private Optional<Said> v2(String path, Map<String, String> query) {
        if (path.equals("/api/services")) {
            return Said.json(
                    200, json(Map.of("data", services(), "total", services().size())));
        }
        boolean search = path.equals("/api/traces");
        List<StubSpan> spans = search
                ? found(
                        query.getOrDefault("service", ""),
                        tags(query.getOrDefault("tags", "{}")),
                        micros(query.getOrDefault("start", "0")),
                        micros(query.getOrDefault("end", "0")),
                        Integer.parseInt(query.getOrDefault("limit", "20")))
                : ofTrace(path.substring("/api/traces/".length()));
        if (spans.isEmpty() && !search) {
            return Said.json(
                    404, "{\"data\":null,\"total\":0,\"errors\":[{\"code\":404,\"msg\":\"trace not found\"}]}");
        }
        Map<String, List<StubSpan>> byTrace =
                spans.stream().collect(Collectors.groupingBy(StubSpan::trace, LinkedHashMap::new, Collectors.toList()));
        List<Object> data = new ArrayList<>();
        byTrace.forEach((id, those) -> data.add(Map.of(
                "traceID",
                id,
                "spans",
                those.stream().map(JaegerStub::ofInterface).toList(),
                "processes",
                those.stream()
                        .map(StubSpan::service)
                        .distinct()
                        .collect(Collectors.toMap(name -> "p-" + name, name -> Map.of("serviceName", name))))));
        return Said.json(200, json(Map.of("data", data, "total", 0, "limit", 0, "offset", 0)));
    }

    private static Map<String, Object> ofInterface(StubSpan span) {
        List<Object> tags = new ArrayList<>();
        span.tags().forEach((key, value) -> tags.add(Map.of("key", key, "type", "string", "value", value)));
        tags.add(Map.of("key", "span.kind", "type", "string", "value", "server"));
        if (span.error()) {
            tags.add(Map.of("key", "error", "type", "bool", "value", true));
            tags.add(Map.of("key", "otel.status_description", "type", "string", "value", "it broke"));
        }
        return Map.of(
                "traceID",
                span.trace(),
                "spanID",
                span.id(),
                "operationName",
                span.name(),
                "references",
                span.parent().isEmpty()
                        ? List.of()
                        : List.of(Map.of("refType", "CHILD_OF", "traceID", span.trace(), "spanID", span.parent())),
                "startTime",
                span.start().toEpochMilli() * 1000,
                "duration",
                span.duration().toNanos() / 1000,
                "tags",
                tags,
                "logs",
                List.of(),
                "processID",
                "p-" + span.service());
    }

    private List<StubSpan> visible() {
        return kept.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(time.now()))
                .map(entry -> entry.getKey().span())
                .toList();
    }

    private List<String> services() {
        return visible().stream().map(StubSpan::service).distinct().toList();
    }

    private List<StubSpan> ofTrace(String id) {
        return visible().stream().filter(span -> span.trace().equals(id)).toList();
    }

    /** The latest traces, as many as are asked for. */
    private List<StubSpan> found(String service, Map<String, String> tags, Instant from, Instant to, int most) {
        Set<String> traces = visible().stream()
                .filter(span -> span.service().equals(service)
                        && !span.start().isBefore(from)
                        && !span.start().isAfter(to))
                .map(StubSpan::trace)
                .collect(Collectors.toSet());
        Set<String> tagged = visible().stream()
                .filter(span -> span.tags().entrySet().containsAll(tags.entrySet()))
                .map(StubSpan::trace)
                .collect(Collectors.toSet());
        Set<String> latest = visible().stream()
                .filter(span -> traces.contains(span.trace()) && tagged.contains(span.trace()))
                .sorted(Comparator.comparing(StubSpan::start).reversed())
                .map(StubSpan::trace)
                .distinct()
                .limit(most)
                .collect(Collectors.toSet());
        return visible().stream().filter(span -> latest.contains(span.trace())).toList();
    }

    private static Map<String, String> query(URI url) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : Optional.ofNullable(url.getRawQuery()).orElse("").split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static Map<String, String> tags(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            Map<String, String> tags = new LinkedHashMap<>();
            tree.properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
            return tags;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant micros(String text) {
        return Instant.ofEpochMilli(Long.parseLong(text) / 1000);
    }

    private static String nanos(Instant instant) {
        return instant.toEpochMilli() + "000000";
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
