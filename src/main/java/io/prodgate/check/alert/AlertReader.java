package io.prodgate.check.alert;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.alert.AlertPlan.Message;
import io.prodgate.check.alert.AlertPlan.Told;
import io.prodgate.check.alert.AlertPlan.Until;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.RegularExpression;
import io.prodgate.plan.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an alert of a plan. */
final class AlertReader {
    private static final List<String> NAMESPACES = List.of("run");
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration NOISE = Duration.ofDays(7);
    private static final int MOST_NOISE = 100_000;
    private static final Message NO_MESSAGE = new Message(List.of(), Optional.empty());

    private final Plan plan;

    AlertReader(Plan plan) {
        this.plan = plan;
    }

    /** An alert that we post. */
    private record Post(String name, Map<String, Template> labels, Map<String, Template> annotations) {}

    Optional<AlertPlan> read(Keys own) {
        Optional<Post> post = own.mapping("post", AlertReader::post);
        boolean posted = own.has("post");
        if (posted == own.has("rule")) {
            own.error(
                    posted ? "post" : "rule",
                    posted ? "an alert is either of a rule or posted" : "it does not say which alert",
                    "write 'rule: NAME', or 'post: { labels: { alertname: NAME } }'");
        }
        String name = own.text("rule").or(() -> post.map(Post::name)).orElse("");
        Map<String, Template> labels = templates(own, "labels");
        Until until = until(own, posted);
        Duration within = positive(own, "within").orElse(WITHIN);
        List<String> receivers = own.texts("receivers");
        Message message = own.mapping("message", AlertReader::message).orElse(NO_MESSAGE);
        boolean reads = own.has("told");
        Told told = own.mapping("told", new ToldReader(plan, posted, until != Until.RESOLVED)::read)
                .orElse(Told.NOWHERE);
        if (message.any() && until != Until.FIRING && !(posted && reads)) {
            own.error("message", "a message is read when the alert fires", "write 'until: firing', or leave it out");
        }
        if (reads && until == Until.NOTHING) {
            own.error(
                    "told",
                    "nobody is told of anything",
                    "write 'until: firing' or 'until: resolved', or leave it out");
        }
        List<String> jobs = own.texts("jobs");
        Optional<AlertPlan.Noise> noise = noise(own, until);
        Optional<AskedSystem> prometheus = posted ? Optional.empty() : AskedSystem.read(own, plan, "prometheus");
        Optional<AskedSystem> alertmanager = alertmanager(own, posted || reads || !receivers.isEmpty());
        Optional<AskedSystem> grafana =
                own.has("grafana") ? AskedSystem.read(own, plan, "grafana", "grafana") : Optional.empty();
        if (own.has("grafana") && until != Until.RESOLVED) {
            own.error("grafana", "Grafana's history is asked for an end", "write 'until: resolved', or leave it out");
        }
        own.done();
        if (name.isBlank() || (prometheus.isEmpty() && !posted)) {
            return Optional.empty();
        }
        return Optional.of(new AlertPlan(
                name,
                post.map(Post::labels).orElse(labels),
                prometheus,
                alertmanager,
                until,
                within,
                receivers,
                message,
                jobs,
                post.map(Post::annotations).orElse(Map.of()),
                noise,
                told,
                grafana));
    }

    private static Until until(Keys own, boolean posted) {
        Optional<Until> written = own.oneOf("until", Map.of("firing", Until.FIRING, "resolved", Until.RESOLVED));
        if (posted) {
            for (String key : List.of("until", "labels", "jobs")) {
                if (own.has(key)) {
                    own.error(key, "'" + key + "' is for alerts of a rule", "leave it out beside 'post'");
                }
            }
            return Until.POSTED;
        }
        return written.orElse(Until.NOTHING);
    }

    private static Optional<AlertPlan.Noise> noise(Keys own, Until until) {
        Optional<AlertPlan.Noise> noise = own.mapping("noise", keys -> {
            Duration window = positive(keys, "window").orElse(NOISE);
            int most = keys.integer("most", 0, MOST_NOISE).orElse(0);
            if (!keys.has("most")) {
                keys.error("most", "'most' is missing", "say how often it may fire in this time");
            }
            keys.done();
            return new AlertPlan.Noise(window, most);
        });
        if (noise.isPresent() && until != Until.NOTHING) {
            own.error(
                    "noise", "noise is about the time before a drill", "write it in a check without 'until' or 'post'");
        }
        return noise;
    }

    private Optional<AskedSystem> alertmanager(Keys own, boolean needed) {
        String usual = "alertmanager";
        return needed || own.has(usual) || plan.systems().containsKey(usual)
                ? AskedSystem.read(own, plan, usual, usual)
                : Optional.empty();
    }

    private static Post post(Keys keys) {
        Map<String, Template> labels = templates(keys, "labels");
        Map<String, Template> annotations = templates(keys, "annotations");
        Optional<String> name = Optional.ofNullable(labels.remove(Labels.NAME)).flatMap(Template::text);
        if (name.filter(text -> !text.isBlank()).isEmpty()) {
            keys.error("labels", "the alert has no name", "write 'labels: { alertname: NAME }'");
        }
        for (String ours : List.of("synthetic", Posting.RUN)) {
            if (labels.containsKey(ours)) {
                keys.error(
                        "labels",
                        "'" + ours + "' is set by prodgate, so that nobody takes it for a real alert",
                        "leave it out");
            }
        }
        keys.done();
        return new Post(name.orElse(""), labels, annotations);
    }

    private static Message message(Keys keys) {
        List<String> contains = keys.texts("contains");
        Optional<RegularExpression> matches = keys.text("matches").flatMap(text -> {
            try {
                return Optional.of(RegularExpression.compile(text));
            } catch (RegularExpression.InvalidException e) {
                keys.error("matches", "not a regular expression: " + e.getMessage(), "write for example '[0-9]+ jobs'");
                return Optional.empty();
            }
        });
        if (!keys.has("contains") && !keys.has("matches")) {
            keys.error(
                    "contains", "nothing is expected of the message", "write 'contains: [TEXT]' or 'matches: PATTERN'");
        }
        keys.done();
        return new Message(contains, matches);
    }

    /** A time that has to be longer than none. */
    static Optional<Duration> positive(Keys keys, String key) {
        Optional<Duration> found = keys.duration(key);
        found.filter(duration -> !duration.isPositive())
                .ifPresent(duration -> keys.error(key, "it has to last", "write for example 5m"));
        return found.filter(Duration::isPositive);
    }

    private static Map<String, Template> templates(Keys keys, String key) {
        List<String> names = keys.node(key).orElse(null) instanceof PlanNode.Mapping mapping
                ? mapping.entries().stream().map(PlanNode.Entry::key).toList()
                : List.of();
        Map<String, Template> all = new LinkedHashMap<>();
        keys.mapping(key, inner -> {
            names.forEach(name -> inner.template(name, NAMESPACES).ifPresent(value -> all.put(name, value)));
            inner.done();
            return all;
        });
        return all;
    }
}
