package io.prodgate.system.jaeger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One piece of work within a trace, whichever API told it.
 *
 * @param id unique in its trace
 * @param parent the span that it is part of, which may not be in the trace; empty for a root
 * @param service who did it
 * @param name what was done
 * @param kind {@code server}, {@code client}, {@code producer}, {@code consumer}, {@code internal}, or empty if not told
 * @param start when it began, by the clock of who did it
 * @param duration how long it took
 * @param error whether it ended with an error
 * @param said what it says of its error, or empty
 * @param tags of the span and of the process that made it, as text
 */
public record Span(
        String id,
        Optional<String> parent,
        String service,
        String name,
        String kind,
        Instant start,
        Duration duration,
        boolean error,
        String said,
        Map<String, String> tags) {
    public Span {
        tags = Map.copyOf(tags);
    }

    /** When it ended. */
    public Instant end() {
        return start.plus(duration);
    }

    /** The same at another time, for clocks that differ. */
    Span at(Instant other) {
        return new Span(id, parent, service, name, kind, other, duration, error, said, tags);
    }
}
