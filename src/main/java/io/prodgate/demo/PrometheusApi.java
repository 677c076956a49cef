package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.demo.alerting.Alarms;
import io.prodgate.demo.promql.PromQl;
import io.prodgate.demo.promql.QueryException;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * The platform's numbers as Prometheus' HTTP API tells them; queries with more of PromQL than is known here are refused.
 * https://prometheus.io/docs/prometheus/latest/querying/api/
 */
final class PrometheusApi {
    private static final String BASE = "/prometheus/api/v1";
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    /** Prometheus' own limit. */
    private static final long MOST_POINTS = 11_000;

    private final Metrics metrics;
    private final Alarms alarms;
    private final Time time;

    PrometheusApi(Metrics metrics, Alarms alarms, Time time) {
        this.metrics = metrics;
        this.alarms = alarms;
        this.time = time;
    }

    List<Route> routes() {
        return List.of(
                Route.get(BASE + "/query", call -> asked(call, this::query)),
                Route.post(BASE + "/query", call -> asked(call.withForm(), this::query)),
                Route.get(BASE + "/query_range", call -> asked(call, this::range)),
                Route.post(BASE + "/query_range", call -> asked(call.withForm(), this::range)),
                Route.get(BASE + "/targets", call -> success(targets())),
                Route.get(BASE + "/metadata", call -> success(metadata())),
                Route.get(BASE + "/rules", call -> success(AlarmsJson.rules(alarms))),
                Route.get(BASE + "/alerts", call -> success(AlarmsJson.alerts(alarms))));
    }

    /** Answers a question, or says what is wrong with it. */
    @FunctionalInterface
    private interface Question {
        ObjectNode answer(Call call) throws QueryException;
    }

    private static Answer asked(Call call, Question question) {
        try {
            return success(question.answer(call));
        } catch (QueryException e) {
            return error(e.kind().status(), e.kind().wireName(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return error(400, "bad_data", String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode query(Call call) throws QueryException {
        long at = call.parameter("time")
                .map(text -> millis("time", text))
                .orElseGet(() -> time.now().toEpochMilli());
        return PrometheusJson.instant(
                PromQl.of(needed(call, "query"), alarms.numbers()).at(at), at);
    }

    private ObjectNode range(Call call) throws QueryException {
        long from = millis("start", needed(call, "start"));
        long to = millis("end", needed(call, "end"));
        long step = millis("step", needed(call, "step"));
        if (step <= 0) {
            throw new IllegalArgumentException("zero or negative query resolution step widths are not accepted");
        }
        if (to < from) {
            throw new IllegalArgumentException("end timestamp must not be before start time");
        }
        if ((to - from) / step > MOST_POINTS) {
            throw new IllegalArgumentException("exceeded maximum resolution of 11,000 points per timeseries");
        }
        return PrometheusJson.over(
                PromQl.of(needed(call, "query"), alarms.numbers()).over(from, to, step));
    }

    private ObjectNode targets() {
        Scrapes scrapes = metrics.scrapes();
        ObjectNode data = Json.mapper().createObjectNode();
        ArrayNode active = data.putArray("activeTargets");
        for (String job : Scrapes.JOBS) {
            ObjectNode target = active.addObject();
            target.putObject("labels").put("job", job).put("instance", Scrapes.instance(job));
            target.put("scrapePool", job)
                    .put("scrapeUrl", "http://" + Scrapes.instance(job) + "/metrics")
                    .put("health", scrapes.isUp(job) ? "up" : "down")
                    .put("lastError", scrapes.isUp(job) ? "" : "connection refused")
                    .put("lastScrape", scrapes.last().map(Instant::toString).orElse("0001-01-01T00:00:00Z"))
                    .put("scrapeInterval", Scrapes.INTERVAL.toMillis() + "ms");
        }
        data.putArray("droppedTargets");
        return data;
    }

    private static ObjectNode metadata() {
        ObjectNode data = Json.mapper().createObjectNode();
        for (Metric metric : Metric.values()) {
            data.putArray(metric.wireName())
                    .addObject()
                    .put("type", metric.type())
                    .put("help", metric.help())
                    .put("unit", "");
        }
        return data;
    }

    private static String needed(Call call, String name) {
        return call.parameter(name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("invalid parameter \"" + name + "\": it is empty"));
    }

    /** A time or a length in seconds, or a time in RFC 3339. */
    private static long millis(String name, String text) {
        try {
            return text.indexOf('T') > 0
                    ? Instant.parse(text).toEpochMilli()
                    : new BigDecimal(text).multiply(MILLIS).toBigInteger().longValueExact();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invalid parameter \"" + name + "\": cannot parse \"" + text + "\"", e);
        }
    }

    private static Answer success(ObjectNode data) {
        ObjectNode json = Json.mapper().createObjectNode().put("status", "success");
        json.set("data", data);
        return Answer.json(200, json);
    }

    private static Answer error(int status, String type, String message) {
        return Answer.json(
                status,
                Json.mapper()
                        .createObjectNode()
                        .put("status", "error")
                        .put("errorType", type)
                        .put("error", message));
    }
}
