package io.prodgate.check.spans;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.request.References;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Expectation.Subject;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Template;
import io.prodgate.system.jaeger.Jaeger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds the keys of a check of kind {@code trace}. */
public final class TraceReader {
    /** Each of them is asked for singly. */
    private static final int MOST_SINGLE = 200;

    private static final int MOST_TOGETHER = 1000;
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String NO_SERVICE =
            "'service' is missing: a search needs the name of a service that takes part";
    private static final List<String> RUN_TIME = List.of("secret", "run");
    private static final List<String> WITH_ITEMS = List.of("secret", "run", "item");

    private final Keys own;
    private final Plan plan;

    public TraceReader(Keys own, Plan plan) {
        this.own = own;
        this.plan = plan;
    }

    /** The check; empty if something is wrong with it. */
    public Optional<TracePlan> read() {
        Optional<TracePlan.Search> search = search();
        int atLeast = own.integer("at-least", 1, MOST_TOGETHER).orElse(1);
        if (own.has("at-least") && (own.has("trace-id") || own.has("for-each"))) {
            own.error(
                    "at-least",
                    "'at-least' says nothing where each trace is named: all of them must be there",
                    "leave it out");
        }
        return read(search, atLeast);
    }

    /**
     * The trace that each of several things has to leave: by a tag, or by its id.
     *
     * @param references read the texts that name it
     */
    public Optional<TracePlan> readEach(References references) {
        return read(searchEach(references), 1);
    }

    private Optional<TracePlan> read(Optional<TracePlan.Search> search, int atLeast) {
        Optional<AskedSystem> system = AskedSystem.read(own, plan, "jaeger");
        Optional<Jaeger.Dialect> dialect = own.oneOf("api", Map.of("v3", Jaeger.Dialect.V3, "v2", Jaeger.Dialect.V2));
        Expected expected = new SpansReader(own).read();
        Duration within = own.duration("within").orElse(WITHIN);
        Duration every = own.duration("every").filter(Duration::isPositive).orElse(EVERY);
        Optional<Duration> since = own.duration("since").filter(Duration::isPositive);
        Optional<Duration> maxGap = own.duration("max-gap");
        boolean noErrors = own.flag("no-errors", true);
        Optional<Expectation> duration = expectation("duration", Subject.DURATION);
        Optional<Expectation> share = expectation("share", Subject.PERCENTAGE);
        if (system.isEmpty() || search.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TracePlan(
                system.get(),
                dialect,
                search.get(),
                expected,
                within,
                every,
                since,
                atLeast,
                maxGap,
                noErrors,
                duration,
                share));
    }

    private Optional<TracePlan.Search> searchEach(References references) {
        if (own.has("tag") == own.has("trace-id")) {
            own.error(
                    own.has("tag") ? "trace-id" : "tag",
                    own.has("tag") ? "'trace-id' cannot stand beside 'tag'" : "nothing says which trace is whose",
                    "write \"tag: { ticket: '${item.ticket}' }\" beside 'service', or 'trace-id'");
            return Optional.empty();
        }
        if (own.has("trace-id")) {
            return references.template(own, "trace-id").map(id -> new TracePlan.Ids(List.of(id)));
        }
        Map<String, Template> tags = new LinkedHashMap<>();
        own.mapping("tag", keys -> {
            own.node("tag")
                    .filter(PlanNode.Mapping.class::isInstance)
                    .map(PlanNode.Mapping.class::cast)
                    .ifPresent(mapping -> mapping.entries()
                            .forEach(entry -> references
                                    .template(keys, entry.key())
                                    .ifPresent(value -> tags.put(entry.key(), value))));
            return keys;
        });
        boolean each = tags.values().stream()
                .flatMap(tag -> tag.references().stream())
                .anyMatch(reference -> !reference.namespace().equals("secret")
                        && !reference.namespace().equals("run"));
        if (!each) {
            own.error("tag", "the tag is the same for all", "name what is the item's own: '${item.ticket}'");
        }
        Optional<String> service = own.text("service").filter(text -> !text.isBlank());
        if (service.isEmpty()) {
            own.error("service", NO_SERVICE, "add 'service: …', as Jaeger lists it, or look by 'trace-id'");
        }
        return service.filter(name -> each).map(name -> new TracePlan.Tags(name, tags, List.of()));
    }

    private Optional<TracePlan.Search> search() {
        Optional<String> service = own.text("service").filter(text -> !text.isBlank());
        List<Template> ids =
                own.node("trace-id").map(node -> templates(node, RUN_TIME)).orElse(List.of());
        List<Template> items =
                own.node("for-each").map(node -> templates(node, RUN_TIME)).orElse(List.of());
        Map<String, Template> tags = own.node("tag").map(this::tags).orElse(Map.of());
        if (own.has("trace-id")) {
            if (own.has("tag") || own.has("for-each")) {
                own.error(
                        "trace-id",
                        "'trace-id' cannot stand beside 'tag' and 'for-each'",
                        "look for traces in one way only");
            }
            if (ids.isEmpty() || ids.size() > MOST_SINGLE) {
                own.error("trace-id", "expected from 1 to " + MOST_SINGLE + " ids", "write an id, or a list of them");
                return Optional.empty();
            }
            return Optional.of(new TracePlan.Ids(ids));
        }
        if (service.isEmpty()) {
            own.error("service", NO_SERVICE, "add 'service: …', as Jaeger lists it, or look by 'trace-id'");
            return Optional.empty();
        }
        if (!own.has("tag")) {
            if (own.has("for-each")) {
                own.error("for-each", "'for-each' needs a 'tag'", "add \"tag: { ticket: '${item.name}' }\"");
            }
            return Optional.of(new TracePlan.OfRun(service.get()));
        }
        return tagged(service.get(), tags, items);
    }

    private Optional<TracePlan.Search> tagged(String service, Map<String, Template> tags, List<Template> items) {
        if (tags.isEmpty()) {
            own.error("tag", "'tag' is empty", "write \"tag: { ticket: '…' }\"");
            return Optional.empty();
        }
        if (own.has("for-each") && (items.isEmpty() || items.size() > MOST_SINGLE)) {
            own.error("for-each", "expected from 1 to " + MOST_SINGLE + " texts", "list what a trace is looked for");
            return Optional.empty();
        }
        boolean refers = tags.values().stream()
                .flatMap(tag -> tag.references().stream())
                .anyMatch(reference -> reference.namespace().equals("item"));
        if (refers != own.has("for-each")) {
            own.error(
                    "tag",
                    refers
                            ? "${item.…} stands here without 'for-each'"
                            : "'for-each' is there, but no tag refers to it",
                    "'for-each' lists the items, and a tag names each with '${item.name}'");
            return Optional.empty();
        }
        return Optional.of(new TracePlan.Tags(service, tags, items));
    }

    private List<Template> templates(PlanNode node, List<String> namespaces) {
        List<PlanNode> nodes =
                node instanceof PlanNode.Sequence sequence ? List.copyOf(sequence.items()) : List.of(node);
        List<Template> templates = new ArrayList<>();
        for (PlanNode each : nodes) {
            template(each, namespaces).ifPresent(templates::add);
        }
        return templates;
    }

    private Optional<Template> template(PlanNode node, List<String> namespaces) {
        if (node instanceof PlanNode.Scalar scalar) {
            NodeKeys.checkReferences(scalar, namespaces, own.errors());
            return Optional.of(scalar.template());
        }
        own.errors().add(node.at(), node.path(), "expected a text");
        return Optional.empty();
    }

    private Map<String, Template> tags(PlanNode node) {
        Map<String, Template> tags = new LinkedHashMap<>();
        if (node instanceof PlanNode.Mapping mapping) {
            for (PlanNode.Entry entry : mapping.entries()) {
                template(entry.value(), WITH_ITEMS).ifPresent(text -> tags.put(entry.key(), text));
                checkItem(entry);
            }
        } else {
            own.errors().add(node.at(), node.path(), "expected tags: names and what they must be");
        }
        return tags;
    }

    private void checkItem(PlanNode.Entry entry) {
        if (entry.value() instanceof PlanNode.Scalar scalar) {
            scalar.template().references().stream()
                    .filter(reference -> reference.namespace().equals("item")
                            && !reference.name().equals("name"))
                    .forEach(reference -> own.errors()
                            .add(scalar.at(), scalar.path(), "an item here is a text: '${item.name}' is all it has"));
        }
    }

    private Optional<Expectation> expectation(String key, Subject subject) {
        return own.node(key).flatMap(node -> Expectation.read(node, subject, List.of(), own.errors()));
    }
}
