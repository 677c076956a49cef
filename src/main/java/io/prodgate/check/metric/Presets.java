package io.prodgate.check.metric;

import io.prodgate.check.metric.Goal.Measure;
import io.prodgate.check.metric.MetricSettings.Figure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Queries by name, for a platform that works tickets off a queue and exposes its numbers under the names below. */
final class Presets {
    private static final String LATENCY = "request_duration_seconds";
    private static final String PROCESSING = "enhancement_processing_time_seconds";
    private static final String SUCCESS = "enhancement_success_rate_total";
    private static final String QUEUE = "queue_depth_gauge";
    private static final String ALERTS = "alert_trigger_total";

    private static final Map<String, Preset> ALL = all();

    private Presets() {}

    /**
     * A query by name. In {@code query} stand for what a plan can change: {@code @M} the metric's name, {@code @S} matchers with a comma
     * before them, {@code @G} labels to keep apart with a comma before them, {@code @B} the same as a clause of its own, {@code @O} the
     * matcher of a success, {@code @A} the limit.
     *
     * @param metric the usual name of its metric
     * @param measure what its values count
     * @param figure what is made of points, where it is asked over time
     */
    record Preset(String metric, String query, Measure measure, Figure figure) {}

    /**
     * What a plan changes of a preset.
     *
     * @param metric another metric's name
     * @param select further matchers: {@code job="api"}
     * @param group a label whose values are kept apart; empty for none
     * @param outcome the label that tells successes from failures
     * @param success its value for a success
     * @param above the limit of {@code queue-time-above}
     */
    record Changes(Optional<String> metric, String select, String group, String outcome, String success, int above) {}

    static Map<String, Preset> byName() {
        return ALL;
    }

    /** The query of a preset as a plan wants it. */
    static String query(Preset preset, Changes changes) {
        String select = changes.select().isBlank() ? "" : "," + changes.select();
        String group = changes.group();
        return preset.query()
                .replace("@M", changes.metric().orElse(preset.metric()))
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
        put(
                all,
                "worker-utilisation",
                "worker_utilisation_ratio",
                Measure.RATIO,
                "avg@B (avg_over_time(@M{@S}[$window]))");
        put(all, "cpu", "process_cpu_seconds_total", Measure.NUMBER, "max@B (rate(@M{@S}[$window]))");
        put(all, "memory", "process_resident_memory_bytes", Measure.BYTES, "max@B (max_over_time(@M{@S}[$window]))");
        put(
                all,
                "database-connections",
                "pg_stat_activity_count",
                Measure.NUMBER,
                "max@B (max_over_time(@M{@S}[$window]))");
        all.put("availability", new Preset("up", "max@B (@M{@S})", Measure.RATIO, Figure.MEAN));
        return Map.copyOf(all);
    }

    private static void put(Map<String, Preset> all, String name, String metric, Measure measure, String query) {
        all.put(name, new Preset(metric, query, measure, Figure.EACH));
    }
}
