package io.prodgate.demo.alerting;

import io.prodgate.demo.promql.SeriesSource;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Rules and whom their alerts reach. Whoever looks first catches up with the evaluations and notifications that were due before; so it
 * needs no thread, and is as if there was one. Safe for use by several threads.
 */
public final class Alarms {
    /** What is older is not caught up with: numbers are kept no longer. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    private final Supplier<? extends SeriesSource> numbers;
    private final Rules rules;
    private final Dispatcher dispatcher;
    private final Time time;
    private final Instant begun;
    private long next;

    /**
     * Alarms that nobody has rung yet.
     *
     * @param numbers up to now, whenever they are asked for
     * @param alertmanager its configuration in YAML
     */
    public Alarms(
            Supplier<? extends SeriesSource> numbers,
            RuleGroup rules,
            String alertmanager,
            List<Silence> silences,
            Receiver receiver,
            Time time) {
        this.numbers = numbers;
        this.rules = new Rules(rules);
        this.dispatcher = new Dispatcher(Grouping.read(alertmanager), silences, receiver);
        this.time = time;
        this.begun = time.now();
        this.next = begun.toEpochMilli();
    }

    /**
     * A rule and what it has found.
     *
     * @param error why its last evaluation failed; empty if it did not
     */
    public record RuleState(Rule rule, List<Active> active, String error, Instant lastEvaluation) {
        public RuleState {
            active = List.copyOf(active);
        }
    }

    /**
     * An alert at an Alertmanager.
     *
     * @param receivers the names of those who are told
     * @param silencedBy ids of silences
     */
    public record Routed(Alert alert, List<String> receivers, List<String> silencedBy) {
        public Routed {
            receivers = List.copyOf(receivers);
            silencedBy = List.copyOf(silencedBy);
        }
    }

    /**
     * Alerts that a receiver is told of together.
     *
     * @param labels that they have in common
     */
    public record Grouped(String receiver, Map<String, String> labels, List<Routed> alerts) {
        public Grouped {
            labels = Map.copyOf(labels);
            alerts = List.copyOf(alerts);
        }
    }

    /** How often a receiver was told something, and how often it did not take it. */
    public record Told(int requests, int refused) {}

    /** The group of all rules. */
    public RuleGroup group() {
        return rules.group();
    }

    /** When it all began. */
    public Instant begun() {
        return begun;
    }

    /** The Alertmanager's configuration in YAML. */
    public String configuration() {
        return dispatcher.configuration().text();
    }

    /** All rules by now. */
    public synchronized List<RuleState> rules() {
        catchUp();
        return rules.all().stream()
                .map(one -> new RuleState(
                        one.rule(),
                        one.active(),
                        one.error().orElse(""),
                        one.last().orElse(begun)))
                .toList();
    }

    /** The numbers up to now, and the series of alerts among them. */
    public synchronized SeriesSource numbers() {
        catchUp();
        SeriesSource scraped = numbers.get();
        return (wanted, from, to) -> {
            List<SeriesSource.Run> all = new ArrayList<>(scraped.select(wanted, from, to));
            synchronized (this) {
                all.addAll(rules.select(wanted, from, to));
            }
            return all;
        };
    }

    /** Alerts of the Alertmanager that go on. */
    public synchronized List<Routed> alerts() {
        Instant now = catchUp();
        return dispatcher.active(now).stream()
                .map(alert -> dispatcher.routed(alert, now))
                .toList();
    }

    /** The groups of the Alertmanager, those in which nothing goes on among them. */
    public synchronized List<Grouped> groups() {
        return dispatcher.groups(catchUp());
    }

    /** Tells the Alertmanager of alerts. */
    public synchronized void post(List<Alert> alerts) {
        Instant now = catchUp();
        alerts.forEach(alert -> dispatcher.receive(alert, now));
    }

    /** All silences. */
    public List<Silence> silences() {
        return dispatcher.silences();
    }

    /** By the name of the receiver, those that can be told anything. */
    public synchronized Map<String, Told> told() {
        catchUp();
        return dispatcher.told();
    }

    /** Does all that was due by now. */
    public synchronized Instant catchUp() {
        Instant now = time.now();
        SeriesSource source = numbers.get();
        long interval = rules.group().interval().toMillis();
        long oldest = now.toEpochMilli() - KEPT.toMillis();
        if (next < oldest) {
            next += Math.ceilDiv(oldest - next, interval) * interval;
        }
        for (; next <= now.toEpochMilli(); next += interval) {
            Instant at = Instant.ofEpochMilli(next);
            dispatcher.advance(at);
            rules.evaluate(source, next).forEach(alert -> dispatcher.receive(alert, at));
        }
        dispatcher.advance(now);
        return now;
    }
}
