package io.prodgate.check.spans;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.TraceReading.By;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the plan looks for, with its references filled in.
 *
 * @param by how
 * @param words the same for people
 * @param service that is searched; empty for ids without one
 * @param wanted what is asked for
 */
public record Question(By by, String words, String service, List<Wanted> wanted) {
    /** The attribute that a baggage span processor makes of our baggage. */
    private static final String RUN = "prodgate.run";

    /**
     * The attributes that server spans tell a client by, the current one first.
     *
     * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/user-agent/">user agent attributes</a>
     */
    private static final List<String> AGENTS = List.of("user_agent.original", "http.user_agent");

    public Question {
        wanted = List.copyOf(wanted);
    }

    /**
     * Fills in a plan.
     *
     * @throws Values.MissingValueException if a value is missing
     */
    public static Question of(TracePlan plan, Values values) {
        return switch (plan.search()) {
            case TracePlan.Ids(List<Template> ids) ->
                new Question(
                        By.ID,
                        "id",
                        "",
                        distinct(ids, values).stream()
                                .map(id -> new Wanted(id, id, Map.of(), 1))
                                .toList());
            case TracePlan.Tags tags -> tagged(plan, tags, values);
            case TracePlan.OfRun(String service) ->
                new Question(
                        By.RUN,
                        "the run's id in " + RUN + " or " + String.join(" or ", AGENTS) + " of " + service,
                        service,
                        List.of(new Wanted("", "", Map.of(RUN, runId(values)), plan.atLeast())));
        };
    }

    private static Question tagged(TracePlan plan, TracePlan.Tags search, Values values) {
        List<Wanted> wanted = new ArrayList<>();
        for (String item : distinct(search.items(), values)) {
            Values withItem =
                    reference -> reference.namespace().equals("item") ? Optional.of(item) : values.find(reference);
            wanted.add(new Wanted(item, "", filled(search.tags(), withItem), 1));
        }
        if (wanted.isEmpty()) {
            wanted.add(new Wanted("", "", filled(search.tags(), values), plan.atLeast()));
        }
        return new Question(By.TAG, words(search), search.service(), wanted);
    }

    /**
     * Fills in a plan for each of several things, of which each must have left a trace.
     *
     * @param items by their names, what references stand for
     * @throws Values.MissingValueException if a value is missing
     */
    public static Question ofEach(TracePlan plan, Map<String, Values> items) {
        List<Wanted> wanted = new ArrayList<>();
        switch (plan.search()) {
            case TracePlan.Ids(List<Template> ids) ->
                items.forEach((name, values) ->
                        wanted.add(new Wanted(name, ids.getFirst().fill(values), Map.of(), 1)));
            case TracePlan.Tags tags ->
                items.forEach((name, values) -> wanted.add(new Wanted(name, "", filled(tags.tags(), values), 1)));
            case TracePlan.OfRun run -> throw new IllegalArgumentException("items have no traces in common");
        }
        return switch (plan.search()) {
            case TracePlan.Tags tags -> new Question(By.TAG, words(tags), tags.service(), wanted);
            case TracePlan.Ids _, TracePlan.OfRun _ -> new Question(By.ID, "id", "", wanted);
        };
    }

    private static String words(TracePlan.Tags search) {
        return search.tags().entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .sorted()
                .collect(Collectors.joining(", ", "tag ", " of " + search.service()));
    }

    private static Set<String> distinct(List<Template> templates, Values values) {
        return templates.stream()
                .map(template -> template.fill(values))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, String> filled(Map<String, Template> tags, Values values) {
        Map<String, String> filled = new TreeMap<>();
        tags.forEach((name, value) -> filled.put(name, value.fill(values)));
        return filled;
    }

    private static String runId(Values values) {
        Template.Reference reference = new Template.Reference("run", "id", Optional.empty());
        return values.find(reference).orElseThrow(() -> new Values.MissingValueException(reference));
    }

    /** Other tags that traces of this run may be found by, once the log shows by which name we go. */
    List<Map<String, String>> alternatives(EvidenceLog log) {
        if (by != By.RUN) {
            return List.of();
        }
        Optional<String> agent = log.facts().stream()
                .filter(HttpExchange.class::isInstance)
                .flatMap(fact -> ((HttpExchange) fact).requestHeaders().stream())
                .filter(header -> header.name().equalsIgnoreCase("user-agent"))
                .map(header -> header.value())
                .findFirst();
        return agent.stream()
                .flatMap(name -> AGENTS.stream().map(attribute -> Map.of(attribute, name)))
                .toList();
    }

    /** How many traces there must be. */
    int least() {
        return wanted.stream().mapToInt(Wanted::least).sum();
    }
}
