package io.prodgate.check.spans;

import io.prodgate.system.jaeger.Span;
import io.prodgate.system.jaeger.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The spans that a trace should have.
 *
 * @param names those that have to be there, in the order of their starts
 * @param retries what is called more than once, if that is looked at
 */
public record Expected(List<SpanName> names, Optional<Retries> retries) {
    public Expected {
        names = List.copyOf(names);
    }

    /** What a trace lacks, in words: {@code worker → servicedesk is missing}, {@code servicedesk begins before worker}. */
    List<String> lacking(Trace trace) {
        List<String> lacking = new ArrayList<>();
        Set<Span> used = new HashSet<>();
        Optional<SpanName> before = Optional.empty();
        Instant from = Instant.MIN;
        for (SpanName name : names) {
            List<Span> candidates = trace.spans().stream()
                    .filter(span -> name.matches(span) && !used.contains(span))
                    .toList();
            Instant earliest = from;
            Optional<Span> span = candidates.stream()
                    .filter(candidate -> !candidate.start().isBefore(earliest))
                    .findFirst();
            if (candidates.isEmpty()) {
                lacking.add(before.map(last -> last + " → ").orElse("") + name + " is missing");
            } else if (span.isEmpty()) {
                lacking.add(name + " begins before "
                        + before.map(SpanName::toString).orElse("it can"));
                used.add(candidates.getLast());
            } else {
                used.add(span.get());
                from = span.get().start();
            }
            before = Optional.of(name);
        }
        retries.flatMap(expected -> expected.lacking(trace)).ifPresent(lacking::add);
        return lacking;
    }

    /** True if nothing is expected. */
    boolean isEmpty() {
        return names.isEmpty() && retries.isEmpty();
    }

    /** True if a trace has the first of them, and so begins as it should; always if there are none. */
    boolean begins(Trace trace) {
        return names.isEmpty() || trace.spans().stream().anyMatch(names.getFirst()::matches);
    }

    /** As people read it. */
    @Override
    public String toString() {
        return Stream.concat(
                        Stream.of(names.stream().map(SpanName::toString).collect(Collectors.joining(" → ")))
                                .filter(text -> !text.isEmpty()),
                        retries.map(Retries::toString).stream())
                .collect(Collectors.joining("; "));
    }
}
