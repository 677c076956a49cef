package io.prodgate.demo;

import java.time.Instant;
import java.util.Map;

/**
 * A piece of work on the way of a ticket, as tracing has it.
 *
 * @param traceId 32 hexadecimal digits
 * @param id 16 hexadecimal digits
 * @param parent the span that it is part of; empty for one that has none
 * @param service who did it
 * @param name what was done
 * @param kind whose side of a call it tells
 * @param start when it began
 * @param end when it ended
 * @param tags what else is known of it
 */
record Span(
        String traceId,
        String id,
        String parent,
        String service,
        String name,
        Kind kind,
        Instant start,
        Instant end,
        Map<String, String> tags) {
    Span {
        tags = Map.copyOf(tags);
    }

    /** The kinds of OpenTelemetry, in the order in which OTLP numbers them from 1 on. */
    enum Kind {
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }
}
