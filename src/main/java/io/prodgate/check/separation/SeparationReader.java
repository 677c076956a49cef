package io.prodgate.check.separation;

import io.prodgate.check.AskedSystem;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Template;
import io.prodgate.system.jaeger.Jaeger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds the keys of a check of kind {@code separation}. */
final class SeparationReader {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    /** What the semantic conventions of OpenTelemetry have for it. */
    private static final Map<String, String> MARK = Map.of("user_agent.synthetic.type", "test");

    private final Keys own;
    private final Plan plan;

    SeparationReader(Keys own, Plan plan) {
        this.own = own;
        this.plan = plan;
    }

    /** The check; empty if something is wrong with it. */
    Optional<SeparationPlan> read() {
        Optional<SeparationPlan.MetricPart> metric =
                own.mapping("metric", this::metric).flatMap(part -> part);
        Optional<SeparationPlan.TracePart> traces =
                own.mapping("traces", this::traces).flatMap(part -> part);
        boolean asked =
                own.node("logs").filter(PlanNode.Mapping.class::isInstance).isPresent();
        Optional<SeparationPlan.LogPart> lines = asked
                ? own.mapping("logs", keys -> new LogPartReader(keys, plan).read())
                        .flatMap(part -> part)
                : Optional.empty();
        Optional<String> logs = asked ? Optional.empty() : own.text("logs").map(String::strip);
        if (logs.isPresent() && !logs.get().matches("(?s)\\{.+}")) {
            own.error("logs", "expected a stream selector of Loki", "write for example '{app=\"webhook\"}'");
        }
        Optional<Duration> window = window();
        Duration within = own.duration("within").orElse(WITHIN);
        if (!own.has("metric") && !own.has("traces") && !asked) {
            own.error("metric", "there is nothing to look at", "add 'metric', 'traces' or 'logs: { streams: … }'");
        }
        boolean whole = own.has("metric") == metric.isPresent()
                && own.has("traces") == traces.isPresent()
                && asked == lines.isPresent();
        return whole && (metric.isPresent() || traces.isPresent() || lines.isPresent())
                ? Optional.of(new SeparationPlan(metric, traces, lines, logs, window, within))
                : Optional.empty();
    }

    private Optional<Duration> window() {
        Optional<String> written = own.text("window").map(String::strip).filter(text -> !text.equals("this-run"));
        Optional<Duration> window = written.flatMap(Durations::parse).filter(Duration::isPositive);
        if (written.isPresent() && window.isEmpty()) {
            own.error(
                    "window",
                    "expected " + Durations.FORMS + " or this-run, found '" + written.get() + "'",
                    "write for example 30m");
        }
        return window;
    }

    private Optional<SeparationPlan.MetricPart> metric(Keys keys) {
        Optional<AskedSystem> system = AskedSystem.read(keys, plan, "prometheus");
        String series = keys.requiredText("series");
        if (keys.has("series") && !Matchers.isSelector(series)) {
            keys.error(
                    "series",
                    "'" + series + "' is not a selector of series",
                    "write a metric's name, with matchers or without: http_requests_total{job=\"api\"}");
        }
        Optional<Template> ours = matchers(keys, "ours");
        Optional<Template> real = matchers(keys, "real");
        if (!keys.has("ours")) {
            keys.error("ours", "'ours' is missing", "name what marks test traffic: 'synthetic=\"true\"'");
        }
        if (ours.isPresent() && !keys.has("real") && !Matchers.isOne(ours.get().toString())) {
            keys.error(
                    "real",
                    "several matchers in 'ours' have no opposite",
                    "say with 'real' which series count real users");
        }
        keys.done();
        boolean whole = ours.isPresent()
                && Matchers.isSelector(series)
                && (real.isPresent() || Matchers.isOne(ours.get().toString()));
        return whole
                ? system.map(asked -> new SeparationPlan.MetricPart(asked, series, ours.get(), real))
                : Optional.empty();
    }

    private static Optional<Template> matchers(Keys keys, String key) {
        Optional<Template> written = keys.template(key, List.of("run"));
        Optional<Template> matchers = written.filter(template -> Matchers.areMatchers(template.toString()));
        if (written.isPresent() && matchers.isEmpty()) {
            keys.error(
                    key,
                    "'" + written.get() + "' are no matchers of labels",
                    "write them as PromQL does: synthetic=\"true\"");
        }
        return matchers;
    }

    private Optional<SeparationPlan.TracePart> traces(Keys keys) {
        Optional<AskedSystem> system = AskedSystem.read(keys, plan, "jaeger");
        Optional<Jaeger.Dialect> dialect = keys.oneOf("api", Map.of("v3", Jaeger.Dialect.V3, "v2", Jaeger.Dialect.V2));
        String service = keys.requiredText("service");
        Map<String, String> mark = keys.has("mark") ? tags(keys, "mark") : MARK;
        Map<String, String> real = tags(keys, "real");
        keys.done();
        boolean whole = !service.isBlank() && !mark.isEmpty() && keys.has("real") != real.isEmpty();
        return whole
                ? system.map(asked -> new SeparationPlan.TracePart(asked, dialect, service, mark, real))
                : Optional.empty();
    }

    private static Map<String, String> tags(Keys keys, String key) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (keys.node(key).orElse(null) instanceof PlanNode.Mapping mapping) {
            for (PlanNode.Entry entry : mapping.entries()) {
                if (entry.value() instanceof PlanNode.Scalar scalar
                        && scalar.template().text().isPresent()) {
                    tags.put(entry.key(), scalar.template().text().get());
                } else {
                    keys.error(key, "the tag '" + entry.key() + "' is no plain text", "write it out");
                }
            }
        }
        if (keys.has(key) && tags.isEmpty()) {
            keys.error(key, "expected tags: names and what they are", "write for example \"{ kind: test }\"");
        }
        return tags;
    }
}
