package io.prodgate.system.jaeger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one request left behind in all services that worked on it.
 *
 * @param id as Jaeger names it
 * @param spans by their start; one that begins before its parent, by a clock that is behind, is moved to its parent's start
 */
public record Trace(String id, List<Span> spans) {
    /** A trace of at least one span. */
    public Trace {
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("the trace " + id + " has no spans");
        }
        spans = inOrder(spans);
    }

    private static List<Span> inOrder(List<Span> spans) {
        Map<String, Span> byId = new HashMap<>();
        spans.forEach(span -> byId.putIfAbsent(span.id(), span));
        List<Span> moved = new ArrayList<>(spans.size());
        for (Span span : spans) {
            moved.add(span.at(notBeforeParents(span, byId)));
        }
        moved.sort(Comparator.comparing(Span::start));
        return List.copyOf(moved);
    }

    private static Instant notBeforeParents(Span span, Map<String, Span> byId) {
        Instant start = span.start();
        Set<String> passed = new HashSet<>(Set.of(span.id()));
        Optional<Span> above = span.parent().map(byId::get);
        while (above.isPresent() && passed.add(above.get().id())) {
            start = above.get().start().isAfter(start) ? above.get().start() : start;
            above = above.get().parent().map(byId::get);
        }
        return start;
    }

    /** When its first span began. */
    public Instant start() {
        return spans.getFirst().start();
    }

    /** From the start of its first span to the end of the one that ends last. */
    public Duration duration() {
        Instant end =
                spans.stream().map(Span::end).max(Comparator.naturalOrder()).orElseThrow();
        return Duration.between(start(), end);
    }

    /** True if one of its spans has all of these tags. */
    public boolean has(Map<String, String> tags) {
        return spans.stream().anyMatch(span -> span.tags().entrySet().containsAll(tags.entrySet()));
    }
}
