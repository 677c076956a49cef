package io.prodgate.check.spans;

import io.prodgate.evidence.TraceReading;
import io.prodgate.system.jaeger.Trace;
import java.time.Duration;
import java.util.List;

/**
 * A trace that was looked for and is there.
 *
 * @param of what it was found for; empty where any number may be found
 * @param lacking what is missing or out of order, in words
 * @param errors spans that ended with an error, in words
 * @param gap the longest time without a span at work
 */
public record Found(String of, Trace trace, List<String> lacking, List<String> errors, Duration gap) {
    private static final int MOST_ERRORS = 5;

    public Found {
        lacking = List.copyOf(lacking);
        errors = List.copyOf(errors);
    }

    static Found of(String of, Trace trace, Expected expected) {
        List<String> errors = trace.spans().stream()
                .filter(span -> span.error())
                .map(span ->
                        span.service() + ": " + span.name() + (span.said().isEmpty() ? "" : " (" + span.said() + ")"))
                .distinct()
                .limit(MOST_ERRORS)
                .toList();
        return new Found(of, trace, expected.lacking(trace), errors, Timings.gap(trace));
    }

    /** True if all spans that are expected are there. */
    public boolean whole() {
        return lacking.isEmpty();
    }

    /** True if it is whole and no span ended with an error. */
    public boolean sound() {
        return whole() && errors.isEmpty();
    }

    /** For people. */
    String name() {
        return of.isEmpty() || of.equals(trace.id()) ? trace.id() : of;
    }

    TraceReading.Seen seen() {
        return new TraceReading.Seen(
                trace.id(),
                of.equals(trace.id()) ? "" : of,
                trace.start(),
                trace.duration(),
                trace.spans().size(),
                lacking,
                errors,
                gap);
    }
}
