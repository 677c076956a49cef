package io.prodgate.demo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes along with a ticket through the services, so that their spans become one trace.
 *
 * @param traceId 32 hexadecimal digits
 * @param parent the span that the next one is part of, 16 hexadecimal digits; empty: it is the first
 * @param tags what all spans of the trace bear
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a> and <a href="https://www.w3.org/TR/baggage/">Baggage</a>
 */
record TraceContext(String traceId, String parent, Map<String, String> tags) {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");

    /** Of the baggage of a request, spans keep what says whose test it belongs to. */
    private static final Pattern RUN = Pattern.compile("(?:^|,)\\s*(prodgate\\.[a-z]{1,20})=([\\w.-]{1,100})");

    TraceContext {
        tags = Map.copyOf(tags);
    }

    /** What a call brings along; a trace of its own if it brings none. */
    static TraceContext of(Call call, Identifiers identifiers) {
        Optional<Matcher> given =
                call.header("traceparent").map(TRACEPARENT::matcher).filter(Matcher::matches);
        Map<String, String> tags = new TreeMap<>();
        call.header("baggage")
                .ifPresent(
                        baggage -> RUN.matcher(baggage).results().forEach(one -> tags.put(one.group(1), one.group(2))));
        return new TraceContext(
                given.map(header -> header.group(1)).orElseGet(() -> identifiers.next("")),
                given.map(header -> header.group(2)).orElse(""),
                tags);
    }

    /** The context of what is done within a span. */
    TraceContext within(String span) {
        return new TraceContext(traceId, span, tags);
    }

    /** The same with one more tag for all spans to come. */
    TraceContext with(String key, String value) {
        Map<String, String> more = new TreeMap<>(tags);
        more.put(key, value);
        return new TraceContext(traceId, parent, more);
    }
}
