package io.prodgate.check.spans;

import io.prodgate.evidence.TraceReading;
import io.prodgate.system.jaeger.Span;
import io.prodgate.system.jaeger.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the time of traces goes. */
final class Timings {
    private static final String BETWEEN = "(between spans)";

    private final List<SpanName> names;
    private final Map<String, List<Duration>> byStage = new LinkedHashMap<>();
    private Duration all = Duration.ZERO;

    /** Timings by the spans that are expected, by service for the others. */
    Timings(List<SpanName> names) {
        this.names = names;
        names.forEach(name -> byStage.put(name.toString(), new ArrayList<>()));
    }

    void add(Trace trace) {
        Map<String, List<Span>> children = new HashMap<>();
        trace.spans()
                .forEach(span -> span.parent()
                        .ifPresent(parent -> children.computeIfAbsent(parent, id -> new ArrayList<>())
                                .add(span)));
        Map<String, Duration> own = new LinkedHashMap<>();
        for (Span span : trace.spans()) {
            Duration itself = span.duration().minus(covered(span, children.getOrDefault(span.id(), List.of())));
            own.merge(stage(span), itself, Duration::plus);
        }
        Duration between = uncovered(trace).stream().reduce(Duration.ZERO, Duration::plus);
        if (between.isPositive()) {
            own.put(BETWEEN, between);
        }
        own.forEach((stage, time) -> {
            byStage.computeIfAbsent(stage, name -> new ArrayList<>()).add(time);
            all = all.plus(time);
        });
    }

    private String stage(Span span) {
        return names.stream()
                .filter(name -> name.matches(span))
                .map(SpanName::toString)
                .findFirst()
                .orElseGet(() -> span.service().isEmpty() ? "(no service)" : span.service());
    }

    /** The longest time within a trace in which no span was at work. */
    static Duration gap(Trace trace) {
        return uncovered(trace).stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private static List<Duration> uncovered(Trace trace) {
        List<Duration> gaps = new ArrayList<>();
        Instant covered = trace.start();
        for (Span span : trace.spans()) {
            if (span.start().isAfter(covered)) {
                gaps.add(Duration.between(covered, span.start()));
            }
            covered = span.end().isAfter(covered) ? span.end() : covered;
        }
        return gaps;
    }

    /** How much of a span's time its children, which are in the order of their starts, were at work. */
    private static Duration covered(Span span, List<Span> children) {
        Duration sum = Duration.ZERO;
        Instant until = span.start();
        for (Span child : children) {
            Instant from = child.start().isAfter(until) ? child.start() : until;
            Instant to = child.end().isBefore(span.end()) ? child.end() : span.end();
            if (to.isAfter(from)) {
                sum = sum.plus(Duration.between(from, to));
                until = to;
            }
        }
        return sum;
    }

    List<TraceReading.Stage> stages() {
        return byStage.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry ->
                        stage(entry.getKey(), entry.getValue().stream().sorted().toList()))
                .toList();
    }

    private TraceReading.Stage stage(String name, List<Duration> sorted) {
        Duration sum = sorted.stream().reduce(Duration.ZERO, Duration::plus);
        double percent = all.isZero() ? 0 : 100.0 * sum.toNanos() / all.toNanos();
        return new TraceReading.Stage(
                name, sorted.size(), ranked(sorted, 50), ranked(sorted, 95), sorted.getLast(), percent);
    }

    /** The quantile by nearest rank. */
    private static Duration ranked(List<Duration> sorted, int percent) {
        return sorted.get(Math.max(1, (sorted.size() * percent + 99) / 100) - 1);
    }
}
