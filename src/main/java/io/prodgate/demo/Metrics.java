package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the platform counts about itself, and the scrapes of it. Safe for use by several threads. */
final class Metrics {
    /** More jobs that wait than this are an alert. */
    private static final int DEEP = 25;

    private static final double NANOS = 1e9;
    private static final String TENANT = "tenant_id";
    private static final String BOUND = "le";

    /** People look for the bound of a bucket at the end. */
    private static final Comparator<String> LABELS =
            Comparator.<String, Boolean>comparing(BOUND::equals).thenComparing(Comparator.naturalOrder());

    private final Time time;
    private final Watch watch;
    private final Scrapes scrapes;
    private final Map<Key, Double> values = new LinkedHashMap<>();
    private Map<Map<String, String>, Double> told = Map.of();

    /** A sample of a metric; what comes behind the metric's name is {@code _bucket} and the like. */
    private record Key(Metric metric, String suffix, Map<String, String> labels) {}

    /** Counters of what may happen stand at 0 before it does, or nobody sees them grow. */
    Metrics(List<Tenant> tenants, Watch watch, Time time) {
        this.time = time;
        this.watch = watch;
        this.scrapes = new Scrapes(watch, time.now());
        add(Metric.QUEUE_DEPTH, "", Map.of(), 0);
        add(Metric.ALERTS, "", Map.of("alert", "QueueTooDeep"), 0);
        add(Metric.DEAD_LETTERS, "", Map.of(), 0);
        add(Metric.FORGED, "", Map.of(), 0);
        for (Tenant tenant : tenants) {
            add(Metric.ENHANCEMENTS, "", Map.of("status", "success", TENANT, tenant.id()), 0);
            add(Metric.ENHANCEMENTS, "", Map.of("status", "failure", TENANT, tenant.id()), 0);
            observe(Metric.LATENCY, tenant.id(), 0, 0);
            observe(Metric.PROCESSING, tenant.id(), 0, 0);
        }
        told = samples();
        scrape();
    }

    /** So many more jobs wait. */
    synchronized void queued(int more) {
        scrape();
        double depth = values.getOrDefault(new Key(Metric.QUEUE_DEPTH, "", Map.of()), 0.0);
        add(Metric.QUEUE_DEPTH, "", Map.of(), more);
        if (depth <= DEEP && depth + more > DEEP) {
            add(Metric.ALERTS, "", Map.of("alert", "QueueTooDeep"), 1);
        }
        told = samples();
    }

    /** A call was answered. */
    synchronized void answered(Call call, int status) {
        scrape();
        boolean test = watch.marksTests() && call.isTest();
        add(
                Metric.REQUESTS,
                "",
                Map.of("method", call.method(), "code", Integer.toString(status), "synthetic", Boolean.toString(test)),
                1);
        told = samples();
    }

    /** A job ended with a note. */
    synchronized void enhanced(Job job, Instant begun, Instant done) {
        scrape();
        String tenant = job.ticket().tenantId();
        observe(Metric.LATENCY, tenant, seconds(job.accepted(), done), 1);
        observe(Metric.PROCESSING, tenant, seconds(begun, done), 1);
        add(Metric.ENHANCEMENTS, "", Map.of("status", "success", TENANT, tenant), 1);
        told = samples();
        scrapes.enhanced(tenant);
    }

    /** A signed webhook could not be made into a job. */
    synchronized void malformed(Tenant tenant) {
        scrape();
        add(Metric.ENHANCEMENTS, "", Map.of("status", "failure", TENANT, tenant.id()), 1);
        told = samples();
    }

    /** A webhook was not signed by its tenant. */
    synchronized void forged() {
        scrape();
        add(Metric.FORGED, "", Map.of(), 1);
        told = samples();
    }

    /** So many more notes could not be written. */
    synchronized void dead(int more) {
        scrape();
        add(Metric.DEAD_LETTERS, "", Map.of(), more);
        told = samples();
    }

    /** All scrapes that were due by now. */
    synchronized Scrapes scrapes() {
        scrape();
        return scrapes;
    }

    private void scrape() {
        scrapes.catchUp(time.now(), told);
    }

    private void add(Metric metric, String suffix, Map<String, String> labels, double more) {
        values.merge(new Key(metric, suffix, labels), more, Double::sum);
    }

    private void observe(Metric metric, String tenant, double seconds, int times) {
        for (double bound : Metric.BOUNDS) {
            bucket(metric, tenant, Double.toString(bound), seconds <= bound ? times : 0);
        }
        bucket(metric, tenant, "+Inf", times);
        add(metric, "_sum", Map.of(TENANT, tenant), times * seconds);
        add(metric, "_count", Map.of(TENANT, tenant), times);
    }

    private void bucket(Metric metric, String tenant, String bound, int more) {
        add(metric, "_bucket", Map.of(TENANT, tenant, BOUND, bound), more);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS;
    }

    private Map<Map<String, String>, Double> samples() {
        Map<Map<String, String>, Double> samples = new HashMap<>();
        values.forEach((key, value) -> {
            Map<String, String> labels = new HashMap<>(key.labels());
            labels.put("__name__", key.metric().wireName() + key.suffix());
            labels.put("job", key.metric().job());
            labels.put("instance", Scrapes.instance(key.metric().job()));
            samples.put(Map.copyOf(labels), value);
        });
        return Map.copyOf(samples);
    }

    /** Everything in Prometheus' text form: https://prometheus.io/docs/instrumenting/exposition_formats/ */
    synchronized String text() {
        StringBuilder out = new StringBuilder();
        for (Metric metric : Metric.values()) {
            out.append("# HELP %s %s\n# TYPE %s %s\n"
                    .formatted(metric.wireName(), metric.help(), metric.wireName(), metric.type()));
            values.forEach((key, value) -> {
                if (key.metric() == metric) {
                    String labels = key.labels().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey(LABELS))
                            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                            .collect(Collectors.joining(","));
                    out.append(metric.wireName())
                            .append(key.suffix())
                            .append(labels.isEmpty() ? "" : "{" + labels + "}")
                            .append(' ')
                            .append(PrometheusJson.number(value))
                            .append('\n');
                }
            });
        }
        return out.toString();
    }
}
