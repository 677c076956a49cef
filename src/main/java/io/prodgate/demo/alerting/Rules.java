package io.prodgate.demo.alerting;

import io.prodgate.demo.promql.PromQl;
import io.prodgate.demo.promql.QueryException;
import io.prodgate.demo.promql.SeriesSource;
import io.prodgate.demo.promql.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A group of rules, evaluated again and again, and the series {@code ALERTS} and {@code ALERTS_FOR_STATE} that come of it.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/">alerting rules</a>
 */
final class Rules implements SeriesSource {
    /** How often an alert that goes on is sent again. */
    private static final Duration RESEND = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final String NAME = "__name__";

    private final RuleGroup group;
    private final List<Evaluated> rules;
    private final Deque<Evaluation> evaluations = new ArrayDeque<>();
    private Map<Map<String, String>, Double> latest = Map.of();

    /** The alerts' series after an evaluation, those that have just ended among them. */
    private record Evaluation(long at, Map<Map<String, String>, Double> values) {}

    Rules(RuleGroup group) {
        this.group = group;
        this.rules = group.rules().stream().map(Evaluated::new).toList();
    }

    /** A rule and what it has found. */
    static final class Evaluated {
        private final Rule rule;
        private final Map<Map<String, String>, Active> active = new LinkedHashMap<>();
        private final Map<Map<String, String>, Long> sent = new HashMap<>();
        private Optional<String> error = Optional.empty();
        private Optional<Instant> last = Optional.empty();

        private Evaluated(Rule rule) {
            this.rule = rule;
        }

        Rule rule() {
            return rule;
        }

        List<Active> active() {
            return List.copyOf(active.values());
        }

        /** Why the last evaluation failed, if it did. */
        Optional<String> error() {
            return error;
        }

        /** When it was evaluated last. */
        Optional<Instant> last() {
            return last;
        }
    }

    RuleGroup group() {
        return group;
    }

    List<Evaluated> all() {
        return rules;
    }

    /**
     * Evaluates all rules.
     *
     * @param at milliseconds since 1970
     * @return what an Alertmanager has to be told
     */
    List<Alert> evaluate(SeriesSource numbers, long at) {
        List<Alert> told = new ArrayList<>();
        rules.forEach(rule -> told.addAll(evaluate(rule, numbers, at)));
        remember(at);
        return told;
    }

    private static List<Alert> evaluate(Evaluated rule, SeriesSource numbers, long at) {
        rule.last = Optional.of(Instant.ofEpochMilli(at));
        List<Value.Sample> found;
        try {
            found = switch (PromQl.of(rule.rule.query(), numbers).at(at)) {
                case Value.Vector(List<Value.Sample> samples) -> samples;
                case Value.Scalar(double number) -> List.of(new Value.Sample(Map.of(), number));
                case Value.Matrix matrix -> throw new IllegalArgumentException("a rule cannot be a range");
            };
            rule.error = Optional.empty();
        } catch (QueryException | IllegalArgumentException e) {
            rule.error = Optional.of(String.valueOf(e.getMessage()));
            found = List.of();
        }
        Map<Map<String, String>, Active> now = new LinkedHashMap<>();
        for (Value.Sample sample : found) {
            Map<String, String> labels = labels(rule.rule, sample);
            long since = Optional.ofNullable(rule.active.get(labels))
                    .map(Active::since)
                    .orElse(at);
            boolean firing = at - since >= rule.rule.pending().toMillis();
            now.put(labels, new Active(labels, annotations(rule.rule, sample), firing, since, sample.value()));
        }
        return changes(rule, now, at);
    }

    private static List<Alert> changes(Evaluated rule, Map<Map<String, String>, Active> now, long at) {
        List<Alert> told = new ArrayList<>();
        rule.active.forEach((labels, before) -> {
            if (before.firing() && !now.containsKey(labels)) {
                rule.sent.remove(labels);
                told.add(alert(before, at, at));
            }
        });
        now.forEach((labels, alert) -> {
            if (alert.firing() && at - rule.sent.getOrDefault(labels, Long.MIN_VALUE / 2) >= RESEND.toMillis()) {
                rule.sent.put(labels, at);
                told.add(alert(alert, at, at + RESEND.multipliedBy(4).toMillis()));
            }
        });
        rule.active.clear();
        rule.active.putAll(now);
        return told;
    }

    private static Alert alert(Active active, long at, long ends) {
        return new Alert(
                active.labels(),
                active.annotations(),
                Instant.ofEpochMilli(active.since()),
                Instant.ofEpochMilli(ends),
                Instant.ofEpochMilli(at));
    }

    private static Map<String, String> labels(Rule rule, Value.Sample sample) {
        Map<String, String> labels = new HashMap<>(sample.labels());
        labels.remove(NAME);
        labels.putAll(rule.labels());
        labels.put("alertname", rule.name());
        return labels;
    }

    private static Map<String, String> annotations(Rule rule, Value.Sample sample) {
        Map<String, String> filled = new HashMap<>();
        rule.annotations()
                .forEach((name, text) -> filled.put(
                        name,
                        text.replace(
                                "{{ $value }}",
                                sample.value() == Math.rint(sample.value())
                                        ? Long.toString((long) sample.value())
                                        : Double.toString(sample.value()))));
        return filled;
    }

    private void remember(long at) {
        Map<Map<String, String>, Double> values = new HashMap<>();
        for (Evaluated rule : rules) {
            for (Active active : rule.active.values()) {
                Map<String, String> state = new HashMap<>(active.labels());
                state.put(NAME, "ALERTS_FOR_STATE");
                values.put(Map.copyOf(state), (double) (active.since() / 1000));
                state.put(NAME, "ALERTS");
                state.put("alertstate", active.state());
                values.put(Map.copyOf(state), 1.0);
            }
        }
        Map<Map<String, String>, Double> told = new HashMap<>(values);
        latest.keySet().forEach(labels -> told.putIfAbsent(labels, STALE));
        latest = values;
        if (!told.isEmpty()) {
            evaluations.addLast(new Evaluation(at, told));
        }
        while (!evaluations.isEmpty() && evaluations.getFirst().at() < at - KEPT.toMillis()) {
            evaluations.removeFirst();
        }
    }

    @Override
    public List<Run> select(Predicate<Map<String, String>> wanted, long from, long to) {
        Map<Map<String, String>, List<Long>> times = new LinkedHashMap<>();
        Map<Map<String, String>, List<Double>> values = new HashMap<>();
        for (Evaluation evaluation : evaluations) {
            if (evaluation.at() >= from && evaluation.at() <= to) {
                evaluation.values().forEach((labels, value) -> {
                    if (wanted.test(labels)) {
                        times.computeIfAbsent(labels, first -> new ArrayList<>())
                                .add(evaluation.at());
                        values.computeIfAbsent(labels, first -> new ArrayList<>())
                                .add(value);
                    }
                });
            }
        }
        return times.entrySet().stream()
                .map(entry -> new Run(entry.getKey(), entry.getValue(), values.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }
}
