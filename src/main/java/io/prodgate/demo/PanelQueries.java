package io.prodgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.demo.alerting.Alarms;
import io.prodgate.demo.promql.PromQl;
import io.prodgate.demo.promql.QueryException;
import io.prodgate.demo.promql.SeriesSource.Run;
import io.prodgate.demo.promql.Value;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What panels ask their data source, answered from the platform's own numbers:
 * https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#query-a-data-source
 */
final class PanelQueries {
    private static final String SOURCE = "demo-prometheus";
    private static final long SHORTEST_STEP = 1000;
    private static final long USUAL_INTERVAL = 15_000;

    private final Alarms alarms;
    private final Time time;

    PanelQueries(Alarms alarms, Time time) {
        this.alarms = alarms;
        this.time = time;
    }

    /** When a panel's values are wanted, in milliseconds; {@code step} is how far they are apart. */
    private record Span(long from, long to, long step) {
        static Span of(JsonNode document, JsonNode query) {
            long from = millis(document, "from");
            long to = millis(document, "to");
            long points = Math.max(1, query.path("maxDataPoints").asLong(100));
            long interval = query.path("intervalMs").asLong(USUAL_INTERVAL);
            return new Span(from, to, Math.max(SHORTEST_STEP, Math.max(interval, Math.ceilDiv(to - from, points))));
        }

        private static long millis(JsonNode document, String name) {
            String text = document.path(name).asText();
            if (!text.matches("[0-9]{1,15}")) {
                throw new IllegalArgumentException(
                        "'" + name + "' has to be milliseconds since 1970; the demo knows no other times");
            }
            return Long.parseLong(text);
        }

        /** The last point is the end itself: the demo's numbers may be no older than a step. */
        long first() {
            return to - (to - from) / step * step;
        }
    }

    Answer answer(Call call) {
        Optional<JsonNode> document = Ticket.document(call.body());
        if (document.isEmpty() || document.get().path("queries").isEmpty()) {
            return GrafanaApi.refusal(400, "No queries found");
        }
        ObjectNode json = Json.mapper().createObjectNode();
        ObjectNode results = json.putObject("results");
        boolean allRight = true;
        for (JsonNode query : document.get().path("queries")) {
            if (!query.path("datasource").path("uid").asText().equals(SOURCE)) {
                return GrafanaApi.refusal(404, "Data source not found");
            }
            ObjectNode result = results.putObject(query.path("refId").asText("A"));
            allRight &= answer(document.get(), query, result);
        }
        return Answer.json(allRight ? 200 : 400, json);
    }

    private boolean answer(JsonNode document, JsonNode query, ObjectNode result) {
        try {
            Span span = Span.of(document, query);
            String expression = filled(query.path("expr").asText(), span.step());
            List<Run> series = PromQl.of(expression, alarms.numbers()).over(span.first(), span.to(), span.step());
            ArrayNode frames = result.put("status", 200).putArray("frames");
            series.forEach(run -> frame(run, query.path("refId").asText("A"), frames.addObject()));
            return true;
        } catch (QueryException | IllegalArgumentException e) {
            result.put("status", 400)
                    .put("error", String.valueOf(e.getMessage()))
                    .put("errorSource", "downstream");
            return false;
        }
    }

    /** Grafana's own variables; those of a dashboard are filled in by who asks. */
    private static String filled(String expression, long step) {
        long rate = Math.max(step, 4 * Scrapes.INTERVAL.toMillis()) + Scrapes.INTERVAL.toMillis();
        return expression.replace("$__rate_interval", rate + "ms").replace("$__interval", step + "ms");
    }

    private static void frame(Run run, String refId, ObjectNode frame) {
        ObjectNode schema = frame.putObject("schema").put("refId", refId);
        ArrayNode fields = schema.putArray("fields");
        fields.addObject().put("name", "Time").put("type", "time");
        ObjectNode labels =
                fields.addObject().put("name", "Value").put("type", "number").putObject("labels");
        run.labels().forEach(labels::put);
        ArrayNode columns = frame.putObject("data").putArray("values");
        run.times().forEach(columns.addArray()::add);
        ArrayNode values = columns.addArray();
        // JSON has no NaN.
        run.values().forEach(value -> {
            if (Double.isFinite(value)) {
                values.add(value);
            } else {
                values.addNull();
            }
        });
    }

    /** What an expression is worth now, as text by the labels. */
    Map<String, String> now(String expression) {
        long at = time.now().toEpochMilli();
        try {
            return switch (PromQl.of(filled(expression, USUAL_INTERVAL), alarms.numbers())
                    .at(at)) {
                case Value.Scalar(double number) -> Map.of("", PrometheusJson.number(number));
                case Value.Vector(List<Value.Sample> samples) -> DashboardPage.told(samples);
                case Value.Matrix matrix -> Map.of();
            };
        } catch (QueryException e) {
            return Map.of("error", String.valueOf(e.getMessage()));
        }
    }
}
