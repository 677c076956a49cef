package io.prodgate.report.chart;

import java.time.Instant;
import java.util.List;

/**
 * A row of the timeline.
 *
 * @param name what is written beside it, shortened
 * @param heading whether it is the stage that the rows after it belong to
 * @param bars what took time in it; at least one
 */
record Lane(String name, boolean heading, List<Bar> bars) {
    Lane {
        bars = List.copyOf(bars);
    }

    /**
     * Something that took time.
     *
     * @param look its class in the style sheet: {@code met}, {@code missed}, {@code unknown}, {@code stage}, {@code wait}, {@code fault},
     *     {@code left} for a fault that is not undone, {@code drill}
     * @param what it is, for the table: {@code attempt 2 of health}
     * @param result how it ended, in a few words
     * @param points moments in it that are told by a mark
     */
    record Bar(Span span, String look, String what, String result, List<Instant> points) {
        Bar {
            points = List.copyOf(points);
        }

        Bar(Span span, String look, String what, String result) {
            this(span, look, what, result, List.of());
        }
    }

    /** From its first to its last moment. */
    Span span() {
        return Span.around(bars.stream().map(Bar::span).toList());
    }
}
