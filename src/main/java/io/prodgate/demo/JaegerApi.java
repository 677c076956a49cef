package io.prodgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The platform's traces as Jaeger's query service tells them, in both of its languages:
 * https://www.jaegertracing.io/docs/latest/architecture/apis/
 */
final class JaegerApi {
    private static final String V2 = "/jaeger/api";
    private static final String V3 = "/jaeger/api/v3";

    /** Jaeger's own. */
    private static final int USUAL_LIMIT = 20;

    private static final int MOST = 1000;

    private final Tracing tracing;

    JaegerApi(Tracing tracing) {
        this.tracing = tracing;
    }

    List<Route> routes() {
        return List.of(
                Route.get(V3 + "/services", call -> Answer.json(200, names("services"))),
                Route.get(V3 + "/traces", call -> asked(this::v3Search, call, JaegerApi::v3Refusal)),
                Route.get(V3 + "/traces/{id}", this::v3Trace),
                Route.get(
                        V2 + "/services",
                        call -> Answer.json(
                                200,
                                names("data").put("total", tracing.services().size()))),
                Route.get(V2 + "/traces", call -> asked(this::v2Search, call, JaegerApi::v2Refusal)),
                Route.get(V2 + "/traces/{id}", this::v2Trace));
    }

    private ObjectNode names(String key) {
        ObjectNode json = Json.mapper().createObjectNode();
        tracing.services().forEach(json.putArray(key)::add);
        return json;
    }

    private Answer v3Trace(Call call) {
        List<Span> spans = tracing.trace(call.variable("id"));
        return spans.isEmpty() ? v3Refusal(404, "No traces found") : Answer.json(200, OtlpJson.of(spans));
    }

    private Answer v2Trace(Call call) {
        List<Span> spans = tracing.trace(call.variable("id"));
        return spans.isEmpty() ? v2Refusal(404, "trace not found") : Answer.json(200, JaegerJson.of(List.of(spans)));
    }

    private Answer v3Search(Call call) {
        Tracing.Search search = new Tracing.Search(
                needed(call, "query.service_name"),
                call.parameter("query.operation_name"),
                Map.of(),
                Instant.parse(needed(call, "query.start_time_min")),
                Instant.parse(needed(call, "query.start_time_max")));
        List<List<Span>> traces = tracing.traces(search, limit(call.parameter("query.num_traces")));
        return traces.isEmpty()
                ? v3Refusal(404, "No traces found")
                : Answer.json(
                        200, OtlpJson.of(traces.stream().flatMap(List::stream).toList()));
    }

    private Answer v2Search(Call call) {
        Tracing.Search search = new Tracing.Search(
                needed(call, "service"),
                call.parameter("operation"),
                tags(call.parameter("tags").orElse("{}")),
                call.parameter("start").map(JaegerApi::micros).orElse(Instant.EPOCH),
                call.parameter("end").map(JaegerApi::micros).orElse(Instant.MAX));
        return Answer.json(200, JaegerJson.of(tracing.traces(search, limit(call.parameter("limit")))));
    }

    /** Answers a search, or says what is wrong with it. */
    private static Answer asked(Search search, Call call, BiFunction<Integer, String, Answer> refusal) {
        try {
            return search.answer(call);
        } catch (IllegalArgumentException | DateTimeException e) {
            return refusal.apply(400, String.valueOf(e.getMessage()));
        }
    }

    /** What answers a search; throws if something is wrong with it. */
    @FunctionalInterface
    private interface Search {
        Answer answer(Call call);
    }

    private static String needed(Call call, String name) {
        return call.parameter(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("parameter '" + name + "' is required"));
    }

    private static int limit(Optional<String> given) {
        return Math.clamp(given.map(Integer::parseInt).orElse(USUAL_LIMIT), 1, MOST);
    }

    private static Instant micros(String text) {
        return Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS);
    }

    private static Map<String, String> tags(String json) {
        try {
            JsonNode tree = Json.mapper().readTree(json);
            Map<String, String> tags = new TreeMap<>();
            tree.properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
            return tags;
        } catch (IOException e) {
            throw new IllegalArgumentException("malformed 'tags' parameter, expecting a JSON object", e);
        }
    }

    private static Answer v2Refusal(int status, String message) {
        ObjectNode json = Json.mapper().createObjectNode().putNull("data").put("total", 0);
        json.putArray("errors").addObject().put("code", status).put("msg", message);
        return Answer.json(status, json);
    }

    private static Answer v3Refusal(int status, String message) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.putObject("error").put("httpCode", status).put("message", message);
        return Answer.json(status, json);
    }
}
