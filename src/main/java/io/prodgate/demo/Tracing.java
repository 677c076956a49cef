package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The spans of all services, the latest thousand traces of them. Safe for use by several threads. */
final class Tracing {
    private static final int TRACES_KEPT = 1000;
    private static final int SPAN_DIGITS = 16;

    private final Identifiers identifiers;
    private final Sampling sampling;
    private final Time time;
    private final Map<String, Boolean> sampled = new LinkedHashMap<>();
    private long begun;
    private final Map<String, List<Span>> byTrace = new LinkedHashMap<>();

    Tracing(Identifiers identifiers, Sampling sampling, Time time) {
        this.identifiers = identifiers;
        this.sampling = sampling;
        this.time = time;
    }

    /**
     * What is searched for.
     *
     * @param service one that takes part
     * @param name of one of its spans; empty: any
     * @param tags that one of its spans has, all of them
     * @param from when that span began at the earliest
     * @param to when that span began at the latest
     */
    record Search(String service, Optional<String> name, Map<String, String> tags, Instant from, Instant to) {
        Search {
            tags = Map.copyOf(tags);
        }

        boolean finds(Span span) {
            return span.service().equals(service)
                    && name.stream().allMatch(span.name()::equals)
                    && span.tags().entrySet().containsAll(tags.entrySet())
                    && !span.start().isBefore(from)
                    && !span.start().isAfter(to);
        }
    }

    /** A call that is being answered by a service: what is done for it is part of its span. */
    static final class Serving {
        private final TraceContext within;
        private Map<String, String> told = Map.of();

        private Serving(TraceContext within) {
            this.within = within;
        }

        /** The context of what is done for the call. */
        TraceContext context() {
            return within;
        }

        /** Gives the call's span the tags of what became of it. */
        void tell(TraceContext outcome) {
            told = outcome.tags();
        }
    }

    /** Answers a call within a span. */
    @FunctionalInterface
    interface Served {
        Answer answer(Call call, Serving serving);
    }

    /** Answers a call for a service, and keeps the span of that. */
    Answer serve(String service, Call call, Served endpoint) {
        Instant start = time.now();
        TraceContext caller = TraceContext.of(call, identifiers);
        String id = nextSpan();
        Serving serving = new Serving(caller.within(id));
        Answer answer = endpoint.answer(call, serving);
        Map<String, String> tags = new TreeMap<>(caller.tags());
        tags.putAll(serving.told);
        tags.put("http.request.method", call.method());
        tags.put("url.path", call.path());
        tags.put("http.response.status_code", Integer.toString(answer.status()));
        call.header("User-Agent").ifPresent(agent -> tags.put("user_agent.original", agent));
        if (call.isTest()) {
            tags.put("user_agent.synthetic.type", "test");
        }
        String name = call.method() + " " + call.path();
        keep(new Span(caller.traceId(), id, caller.parent(), service, name, Span.Kind.SERVER, start, time.now(), tags));
        return answer;
    }

    /** Keeps the span of something that has ended now. */
    void did(TraceContext context, String id, Span.Kind kind, String service, String name, Instant start) {
        keep(new Span(context.traceId(), id, context.parent(), service, name, kind, start, time.now(), context.tags()));
    }

    /** An id for a span that begins. */
    String nextSpan() {
        return identifiers.next("").substring(0, SPAN_DIGITS);
    }

    private synchronized void keep(Span span) {
        if (!sampled.computeIfAbsent(span.traceId(), id -> sampling.keeps(begun++))) {
            return;
        }
        byTrace.computeIfAbsent(span.traceId(), id -> new ArrayList<>()).add(span);
        forgetBeyond(TRACES_KEPT, byTrace);
        forgetBeyond(2 * TRACES_KEPT, sampled);
    }

    private static void forgetBeyond(int most, Map<String, ?> oldestFirst) {
        if (oldestFirst.size() > most) {
            oldestFirst.remove(oldestFirst.keySet().iterator().next());
        }
    }

    /** The names of all services that have spans, in order. */
    synchronized Set<String> services() {
        Set<String> names = new TreeSet<>();
        byTrace.values().forEach(spans -> spans.forEach(span -> names.add(span.service())));
        return names;
    }

    /** The spans of a trace in the order in which they began; none if it is not known. */
    synchronized List<Span> trace(String id) {
        return inOrder(byTrace.getOrDefault(id, List.of()));
    }

    /** The latest traces that a search finds, each whole. */
    synchronized List<List<Span>> traces(Search search, int most) {
        return new ArrayList<>(byTrace.values())
                .reversed().stream()
                        .filter(spans -> spans.stream().anyMatch(search::finds))
                        .limit(most)
                        .map(Tracing::inOrder)
                        .toList();
    }

    private static List<Span> inOrder(List<Span> spans) {
        return spans.stream().sorted(Comparator.comparing(Span::start)).toList();
    }
}
