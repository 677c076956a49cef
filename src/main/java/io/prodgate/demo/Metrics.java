package io.prodgate.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What the platform counts about itself. Safe for use by several threads. */
final class Metrics {
    private final Histogram request =
            new Histogram("request_duration_seconds", "From the webhook to the note on the ticket.");
    private final Histogram processing =
            new Histogram("enhancement_processing_time_seconds", "How long the worker had a ticket in hand.");
    private final Map<String, Long> enhancements = new TreeMap<>();

    /** A job ended with a note. */
    synchronized void enhanced(Job job, Instant begun, Instant done) {
        String tenant = job.ticket().tenantId();
        request.observe(tenant, Duration.between(job.accepted(), done));
        processing.observe(tenant, Duration.between(begun, done));
        enhancements.merge("{status=\"success\",tenant_id=\"" + tenant + "\"}", 1L, Long::sum);
    }

    /** A signed webhook could not be made into a job. */
    synchronized void malformed(Tenant tenant) {
        enhancements.merge("{status=\"failure\",tenant_id=\"" + tenant.id() + "\"}", 1L, Long::sum);
    }

    /**
     * Everything in Prometheus' text form.
     *
     * @param queueDepth how many jobs wait now
     */
    synchronized String text(int queueDepth) {
        StringBuilder out = new StringBuilder();
        out.append("# HELP queue_depth_gauge Jobs that wait for the worker.\n# TYPE queue_depth_gauge gauge\n");
        out.append("queue_depth_gauge ").append(queueDepth).append('\n');
        out.append("# HELP enhancement_success_rate_total Enhancements by how they ended.\n");
        out.append("# TYPE enhancement_success_rate_total counter\n");
        enhancements.forEach((labels, count) -> out.append("enhancement_success_rate_total")
                .append(labels)
                .append(' ')
                .append(count)
                .append('\n'));
        request.write(out);
        processing.write(out);
        return out.toString();
    }
}
