package io.prodgate.report.terminal;

import java.util.List;
import java.util.stream.Collectors;

/** A line for a terminal, without control characters. */
public record Line(List<Span> spans) {
    /** A piece of a line. */
    public record Span(Style style, String text) {}

    public Line {
        spans = List.copyOf(spans);
    }

    static Line of(Span... spans) {
        return new Line(List.of(spans));
    }

    /** The line without its styles. */
    public String text() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }
}
