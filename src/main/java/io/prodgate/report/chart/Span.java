package io.prodgate.report.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of time.
 *
 * @param to never before {@code from}
 */
record Span(Instant from, Instant to) {
    Span {
        if (to.isBefore(from)) {
            to = from;
        }
    }

    static Span of(Instant from, Duration duration) {
        return new Span(from, from.plus(duration));
    }

    Duration length() {
        return Duration.between(from, to);
    }

    /** From the beginning of the first to the end of the last. */
    static Span around(List<Span> spans) {
        return new Span(
                spans.stream().map(Span::from).min(Comparator.naturalOrder()).orElseThrow(),
                spans.stream().map(Span::to).max(Comparator.naturalOrder()).orElseThrow());
    }

    /** The same time in stretches that neither touch nor overlap, in order. */
    static List<Span> joined(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            if (joined.isEmpty() || joined.getLast().to().isBefore(span.from())) {
                joined.add(span);
            } else {
                joined.add(around(List.of(joined.removeLast(), span)));
            }
        }
        return List.copyOf(joined);
    }
}
