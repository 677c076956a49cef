package io.prodgate.check.journey;

import io.prodgate.check.Attempt;
import io.prodgate.check.spans.Found;
import io.prodgate.check.spans.Question;
import io.prodgate.check.spans.SpanName;
import io.prodgate.check.spans.TracePlan;
import io.prodgate.check.spans.Traces;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Values;
import io.prodgate.system.Systems;
import io.prodgate.system.jaeger.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The traces of items that arrived: an item whose trace is not there, or not as the plan wants it, is not proven. */
final class ItemTraces {
    private static final int MOST_SERVICES = 10;

    private final TracePlan plan;
    private final Systems systems;
    private final Attempt attempt;
    private final String place;

    /**
     * The traces of one attempt.
     *
     * @param place where the check stands in the plan, for messages
     */
    ItemTraces(TracePlan plan, Systems systems, Attempt attempt, String place) {
        this.plan = plan;
        this.systems = systems;
        this.attempt = attempt;
        this.place = place;
    }

    /**
     * What traces show.
     *
     * @param ends of all items, with their spans
     * @param facts what was asked and seen
     * @param judgements of the traces
     */
    record Shown(List<ItemEnd> ends, List<Evidence> facts, List<Judgement> judgements) {
        Shown {
            ends = List.copyOf(ends);
            facts = List.copyOf(facts);
            judgements = List.copyOf(judgements);
        }
    }

    /**
     * Looks for the traces of those that arrived.
     *
     * @param values of each of them, by its name; at least one
     */
    Shown look(List<ItemEnd> ends, Map<String, Values> values) throws InterruptedException {
        EvidenceLog log = attempt.log().part(fact -> {});
        Optional<Traces.Findings> findings = ask(plan, log, values);
        List<Evidence> facts = new ArrayList<>(log.facts());
        findings.ifPresent(found -> facts.add(found.reading()));
        Map<String, Found> found = new LinkedHashMap<>();
        findings.ifPresent(all -> all.found().forEach(each -> found.put(each.of(), each)));
        List<ItemEnd> shown = ends.stream()
                .map(end -> !values.containsKey(end.name())
                        ? end
                        : findings.isEmpty()
                                ? end.unproven("it arrived, and its trace could not be asked for")
                                : shown(end, Optional.ofNullable(found.get(end.name()))))
                .toList();
        return new Shown(
                shown,
                facts,
                findings.map(Traces.Findings::judgements).orElseGet(() -> List.of(unknown(values.size()))));
    }

    /**
     * Adds how far items came by their traces, as far as those are there now, for whoever looks for what went wrong. Nothing is judged
     * by it, and nothing is waited for.
     *
     * @param values of each item, by its name
     */
    List<ItemEnd> glance(List<ItemEnd> ends, Map<String, Values> values) throws InterruptedException {
        Map<String, ItemResult.Step> steps = new LinkedHashMap<>();
        ask(plan.atOnce(), attempt.log().part(fact -> {}), values)
                .ifPresent(findings -> findings.found().forEach(found -> steps.put(found.of(), step(found))));
        return ends.stream()
                .map(end -> Optional.ofNullable(steps.get(end.name()))
                        .map(end::with)
                        .orElse(end))
                .toList();
    }

    private Optional<Traces.Findings> ask(TracePlan how, EvidenceLog log, Map<String, Values> values)
            throws InterruptedException {
        try {
            return new Traces(how, systems).look(attempt.logging(log), Question.ofEach(plan, values));
        } catch (Values.MissingValueException e) {
            log.add(new Misconfiguration(
                    String.valueOf(e.getMessage()), place, "let 'send', 'look-up' or 'job' capture it"));
            return Optional.empty();
        }
    }

    private static Judgement unknown(int items) {
        return new Judgement(
                "traces",
                "a trace for each of " + items,
                "(not told)",
                false,
                items,
                Judgement.UNDECIDED + "traces could not be asked for");
    }

    private ItemEnd shown(ItemEnd end, Optional<Found> found) {
        if (found.isEmpty()) {
            return end.unproven("it arrived, and no trace of it was found");
        }
        Found trace = found.get();
        ItemEnd with = end.with(step(trace));
        if (!trace.whole()) {
            return with.unproven("it arrived, and in its trace " + String.join(", ", trace.lacking()));
        }
        if (plan.noErrors() && !trace.errors().isEmpty()) {
            return with.unproven("it arrived, and its trace has errors: " + String.join(", ", trace.errors()));
        }
        return with;
    }

    private ItemResult.Step step(Found found) {
        return new ItemResult.Step(Way.SPANS, found.trace().start(), told(found));
    }

    /** {@code webhook, queue +20 ms, worker +100 ms; 5 spans in 4.2 s, trace 4bf92f35…}. */
    private String told(Found found) {
        List<SpanName> names = plan.expected().names();
        String way = names.isEmpty()
                ? found.trace().spans().stream()
                        .map(Span::service)
                        .distinct()
                        .limit(MOST_SERVICES)
                        .collect(Collectors.joining(", "))
                : names.stream().map(name -> told(name, found)).collect(Collectors.joining(", "));
        int spans = found.trace().spans().size();
        return way + "; " + spans + (spans == 1 ? " span" : " spans") + " in "
                + shown(found.trace().duration()) + ", trace "
                + found.trace().id();
    }

    /** Spans are shorter than journeys. */
    private static String shown(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0 ? time.toMillis() + " ms" : Words.seconds(time);
    }

    private static String told(SpanName name, Found found) {
        Optional<Span> span =
                found.trace().spans().stream().filter(name::matches).findFirst();
        Optional<Duration> after =
                span.map(there -> Duration.between(found.trace().start(), there.start()));
        return after.map(time -> name + (time.isZero() ? "" : " +" + shown(time)))
                .orElse("(no " + name + ")");
    }
}
