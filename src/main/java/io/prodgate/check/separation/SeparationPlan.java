package io.prodgate.check.separation;

import io.prodgate.check.AskedSystem;
import io.prodgate.plan.Template;
import io.prodgate.system.jaeger.Jaeger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a check of kind {@code separation} looks, and how test traffic is told from real users there. It looks at metrics, traces, logs or several of them.
 *
 * @param metric series of Prometheus
 * @param traces of Jaeger
 * @param lines of Loki
 * @param logs a stream selector of Loki, only to show how test traffic is left out there
 * @param window how far back test traffic counts; since the run began if empty
 * @param within how long it may take until test traffic can be seen
 */
record SeparationPlan(
        Optional<MetricPart> metric,
        Optional<TracePart> traces,
        Optional<LogPart> lines,
        Optional<String> logs,
        Optional<Duration> window,
        Duration within) {
    /**
     * Series.
     *
     * @param series all of them, as a selector
     * @param ours matchers of those that count test traffic
     * @param real matchers of those that count real users; the opposite of {@code ours} if empty
     */
    record MetricPart(AskedSystem system, String series, Template ours, Optional<Template> real) {}

    /**
     * Traces of a service.
     *
     * @param dialect that Jaeger speaks, if the plan says so
     * @param mark tags that a span of each trace of test traffic has
     * @param real tags that a span of each trace of real users has; if there are none, these are all traces without the mark
     */
    record TracePart(
            AskedSystem system,
            Optional<Jaeger.Dialect> dialect,
            String service,
            Map<String, String> mark,
            Map<String, String> real) {
        TracePart {
            mark = Map.copyOf(mark);
            real = Map.copyOf(real);
        }
    }

    /**
     * Log lines.
     *
     * @param streams all of them, as a selector
     * @param ours matchers of labels, or stages of a pipeline, that take those of test traffic
     * @param real the same for real users; the opposite of {@code ours} if empty
     */
    record LogPart(AskedSystem system, String streams, Template ours, Optional<Template> real) {}

    /** How Loki leaves test traffic out, if the plan names logs: lines that hold the first word of its user agent. */
    Optional<String> logsWithoutUs() {
        return logs.map(selector -> "logs of real users: " + selector + " != \"" + Marks.AGENT + "\"");
    }
}
