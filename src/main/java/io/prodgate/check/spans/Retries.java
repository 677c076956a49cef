package io.prodgate.check.spans;

import io.prodgate.system.jaeger.Span;
import io.prodgate.system.jaeger.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How often something is called that fails, and that it is left alone for longer each time.
 *
 * @param span the calls
 * @param calls how many there are, the first among them
 * @param growing whether each gap between the end of a call and the start of the next has to be longer than the one before
 */
public record Retries(SpanName span, int calls, boolean growing) {
    /** What a trace lacks, in words; empty if nothing. */
    Optional<String> lacking(Trace trace) {
        List<Span> found = trace.spans().stream().filter(span::matches).toList();
        if (found.size() != calls) {
            return Optional.of(span + " is called " + found.size() + " times, not " + calls);
        }
        List<Duration> gaps = IntStream.range(1, found.size())
                .mapToObj(i ->
                        Duration.between(found.get(i - 1).end(), found.get(i).start()))
                .toList();
        boolean grow = IntStream.range(1, gaps.size()).allMatch(i -> gaps.get(i).compareTo(gaps.get(i - 1)) > 0);
        return growing && !grow
                ? Optional.of("the gaps between the calls of " + span + " do not grow: "
                        + gaps.stream()
                                .map(gap -> gap.toMillis() / 1000.0 + " s")
                                .collect(Collectors.joining(", ")))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return calls + " calls of " + span + (growing ? ", after growing gaps" : "");
    }
}
