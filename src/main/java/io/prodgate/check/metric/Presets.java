package io.prodgate.check.metric;

import io.prodgate.check.metric.Goal.Measure;
import io.prodgate.check.metric.MetricSettings.Figure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Queries by name, for a platform that works tickets off a queue and exposes its numbers under the names below. What is not its own
 * goes by the names of those who usually expose it.
 *
 * @see <a href="https://github.com/danihodovic/celery-exporter#metrics">celery-exporter</a>
 * @see <a href="https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics">process metrics of client libraries</a>
 * @see <a href="https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md">cAdvisor, the kubelet's metrics of containers</a>
 * @see <a href="https://github.com/prometheus-community/postgres_exporter">postgres_exporter</a>
 */
final class Presets {
    private static final String LATENCY = "request_duration_seconds";
    private static final String PROCESSING = "enhancement_processing_time_seconds";
    private static final String SUCCESS = "enhancement_success_rate_total";
    private static final String QUEUE = "queue_depth_gauge";
    private static final String ALERTS = "alert_trigger_total";
    private static final String CONNECTIONS = "pg_stat_activity_count";

    private static final Map<String, Preset> ALL = all();

    private Presets() {}

    /**
     * A query by name. In {@code query} stand for what a plan can change: {@code @M} the metric's name, {@code @S} matchers with a comma
     * before them, {@code @G} labels to keep apart with a comma before them, {@code @B} the same as a clause of its own, {@code @O} the
     * matcher of a success, {@code @A} the limit, {@code @T} the metric that tells how much there is to be used.
     *
     * @param metric the usual name of its metric
     * @param total the usual name of the metric that it is a share of; empty if it is none of another metric
     * @param measure what its values count
     * @param figure what is made of points, where it is asked over time
     */
    record Preset(String metric, String total, String query, Measure measure, Figure figure) {
        Preset(String metric, String query, Measure measure, Figure figure) {
            this(metric, "", query, measure, figure);
        }
    }

    /**
     * What a plan changes of a preset.
     *
     * @param metric another metric's name
     * @param total another name of the metric that it is a share of
     * @param select further matchers: {@code job="api"}
     * @param group a label whose values are kept apart; empty for none
     * @param outcome the label that tells successes from failures
     * @param success its value for a success
     * @param above the limit of {@code queue-time-above}
     */
    record Changes(
            Optional<String> metric,
            Optional<String> total,
            String select,
            String group,
            String outcome,
            String success,
            int above) {}

    static Map<String, Preset> byName() {
        return ALL;
    }

    /** The query of a preset as a plan wants it. */
    static String query(Preset preset, Changes changes) {
        String select = changes.select().isBlank() ? "" : "," + changes.select();
        String group = changes.group();
        return preset.query()
                .replace("@M", changes.metric().orElse(preset.metric()))
                .replace("@T", changes.total().orElse(preset.total()))
                .replace("@O", changes.outcome() + "=\"" + changes.success() + "\"" + select)
                .replace("{@S}", changes.select().isBlank() ? "" : "{" + changes.select() + "}")
                .replace("@S", select)
                .replace("@G", group.isEmpty() ? "" : ", " + group)
                .replace("@B", group.isEmpty() ? "" : " by (" + group + ")")
                .replace("@A", String.valueOf(changes.above()));
    }

    private static Map<String, Preset> all() {
        Map<String, Preset> all = new LinkedHashMap<>();
        for (String quantile : new String[] {"50", "95", "99"}) {
            String query = "histogram_quantile(0." + quantile + ", sum by (le@G) (increase(@M_bucket{@S}[$window])))";
            all.put("p" + quantile + "-latency", new Preset(LATENCY, query, Measure.SECONDS, Figure.EACH));
            all.put("p" + quantile + "-processing-time", new Preset(PROCESSING, query, Measure.SECONDS, Figure.EACH));
        }
        put(
                all,
                "mean-processing-time",
                PROCESSING,
                Measure.SECONDS,
                "sum@B (increase(@M_sum{@S}[$window])) / sum@B (increase(@M_count{@S}[$window]))");
        put(
                all,
                "success-share",
                SUCCESS,
                Measure.PERCENT,
                "100 * sum@B (increase(@M{@O}[$window])) / sum@B (increase(@M{@S}[$window]))");
        put(all, "tickets", SUCCESS, Measure.NUMBER, "sum@B (increase(@M{@S}[$window]))");
        put(all, "tickets-per-hour", SUCCESS, Measure.NUMBER, "3600 * sum@B (rate(@M{@S}[$window]))");
        put(all, "queue-depth-max", QUEUE, Measure.NUMBER, "max@B (max_over_time(@M{@S}[$window]))");
        all.put("queue-depth-now", new Preset(QUEUE, "sum@B (@M{@S})", Measure.NUMBER, Figure.LAST));
        put(all, "queue-depth-slope", QUEUE, Measure.NUMBER, "3600 * sum@B (deriv(@M{@S}[$window]))");
        put(
                all,
                "queue-time-above",
                QUEUE,
                Measure.PERCENT,
                "100 * avg_over_time((sum@B (@M{@S}) > bool @A)[$window:1m])");
        put(all, "alerts", ALERTS, Measure.NUMBER, "sum@B (increase(@M{@S}[$window]))");
        // Each queue has its count of all processes that work it: their sum would count workers of several queues
        // again.
        all.put(
                "worker-utilisation",
                new Preset(
                        "celery_worker_tasks_active",
                        "celery_active_process_count",
                        "avg_over_time((sum@B (@M{@S}) / max@B (@T{@S}))[$window:1m])",
                        Measure.RATIO,
                        Figure.EACH));
        put(all, "cpu", "process_cpu_seconds_total", Measure.NUMBER, "max@B (rate(@M{@S}[$window]))");
        put(all, "memory", "process_resident_memory_bytes", Measure.BYTES, "max@B (max_over_time(@M{@S}[$window]))");
        put(
                all,
                "container-cpu",
                "container_cpu_usage_seconds_total",
                Measure.NUMBER,
                "max@B (rate(@M{container!=\"\"@S}[$window]))");
        put(
                all,
                "container-memory",
                "container_memory_working_set_bytes",
                Measure.BYTES,
                "max@B (max_over_time(@M{container!=\"\"@S}[$window]))");
        put(
                all,
                "database-connections",
                CONNECTIONS,
                Measure.NUMBER,
                "max@B (max_over_time(sum by (instance@G) (@M{@S})[$window:1m]))");
        all.put(
                "database-connections-used",
                new Preset(
                        CONNECTIONS,
                        "pg_settings_max_connections",
                        "100 * max@B (max_over_time((sum by (instance@G) (@M{@S})"
                                + " / on (instance) group_left () max by (instance) (@T{@S}))[$window:1m]))",
                        Measure.PERCENT,
                        Figure.EACH));
        all.put("availability", new Preset("up", "max@B (@M{@S})", Measure.RATIO, Figure.MEAN));
        return Map.copyOf(all);
    }

    private static void put(Map<String, Preset> all, String name, String metric, Measure measure, String query) {
        all.put(name, new Preset(metric, query, measure, Figure.EACH));
    }
}
