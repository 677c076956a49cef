package io.prodgate.check.request;

import io.prodgate.evidence.Credential;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Position;
import io.prodgate.plan.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads texts with references, and knows which values earlier steps capture. */
public final class References {
    private static final List<String> EVERYWHERE = List.of("secret", "run", "capture");
    private static final List<String> WITH_ITEMS = List.of("secret", "run", "capture", "item");
    private static final List<String> WITH_OUTPUTS = List.of("secret", "run", "output");

    // RFC 9110 section 5.6.2.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Made by the client itself: another value would break the request's framing or its target. */
    private static final Set<String> NOT_FOR_PLANS =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private final PlanErrors errors;
    private final List<String> namespaces;
    private final Optional<Function<String, Optional<String>>> items;
    private final Map<String, Capture> captured = new LinkedHashMap<>();
    private final Set<String> accepted = new LinkedHashSet<>();

    private References(PlanErrors errors, List<String> namespaces, Optional<Function<String, Optional<String>>> items) {
        this.errors = errors;
        this.namespaces = namespaces;
        this.items = items;
    }

    /** A reader that notes mistakes there. */
    public References(PlanErrors errors) {
        this(errors, EVERYWHERE, Optional.empty());
    }

    /**
     * A reader for requests that are sent for each of several items.
     *
     * @param complaint what is wrong with {@code ${item.NAME}}, if anything
     */
    public static References withItems(PlanErrors errors, Function<String, Optional<String>> complaint) {
        return new References(errors, WITH_ITEMS, Optional.of(complaint));
    }

    /** A reader for a request about what something put out before, as {@code ${output.NAME}}. No step comes before it. */
    public static References withOutputs(PlanErrors errors) {
        return new References(errors, WITH_OUTPUTS, Optional.empty());
    }

    /** What can be filled in while a check runs. */
    List<String> namespaces() {
        return namespaces;
    }

    PlanErrors errors() {
        return errors;
    }

    /**
     * Makes known what a step got and by which secrets: who was given something secret for them was let in by them.
     *
     * @param used all references in the step's request
     */
    void answered(List<Capture> captures, List<Template.Reference> used) {
        if (captures.stream().anyMatch(Capture::secret)) {
            used.stream()
                    .filter(References::isOurs)
                    .map(Template.Reference::name)
                    .forEach(accepted::add);
        }
        captures.forEach(capture -> captured.put(capture.name(), capture));
    }

    /**
     * Whose credential a request carries. Something captured as secret is production's own; a secret of the plan that goes along is
     * ours, unless it is one of those for which production gave out what it is asked with now.
     */
    Credential credential(List<Template.Reference> used) {
        boolean issued = used.stream().anyMatch(this::isIssued);
        boolean ours = used.stream()
                .filter(References::isOurs)
                .anyMatch(reference -> !issued || !accepted.contains(reference.name()));
        return ours ? Credential.OURS : issued ? Credential.ISSUED : Credential.NONE;
    }

    private static boolean isOurs(Template.Reference reference) {
        return reference.namespace().equals("secret");
    }

    private boolean isIssued(Template.Reference reference) {
        return reference.namespace().equals("capture")
                && Optional.ofNullable(captured.get(reference.name()))
                        .filter(Capture::secret)
                        .isPresent();
    }

    /** A text, or a list of texts. */
    public List<Template> templates(Keys keys, String key) {
        return switch (keys.node(key).orElse(null)) {
            case null -> List.of();
            case PlanNode.Sequence sequence -> {
                List<Named> texts = new ArrayList<>();
                sequence.items().forEach(item -> value(key, item, texts));
                yield texts.stream().map(Named::value).toList();
            }
            case PlanNode.Scalar _, PlanNode.Mapping _ ->
                template(keys, key).stream().toList();
        };
    }

    /** A text of the plan. */
    public Optional<Template> template(Keys keys, String key) {
        Optional<Template> template = keys.template(key, namespaces());
        keys.node(key).ifPresent(node -> template.ifPresent(t -> check(t.references(), node)));
        return template;
    }

    /** Notes references that no earlier step captures, and those to what an item does not have. */
    void check(List<Template.Reference> references, PlanNode node) {
        for (Template.Reference reference : references) {
            if (reference.namespace().equals("item") && reference.fallback().isEmpty()) {
                items.flatMap(complaint -> complaint.apply(reference.name()))
                        .ifPresent(message -> errors.add(
                                node.at(),
                                node.path(),
                                message,
                                "mend the item, or give a fallback: ${item." + reference.name() + ":-…}"));
            }
            if (reference.namespace().equals("capture") && !captured.containsKey(reference.name())) {
                errors.add(
                        node.at(),
                        node.path(),
                        "no earlier step captures '" + reference.name() + "'",
                        captured.isEmpty() ? nowhere() : Nearest.hint(reference.name(), captured.keySet()));
            }
        }
    }

    private String nowhere() {
        return items.isPresent() ? "let 'send' capture it" : "an earlier step under 'steps' has to 'capture' it";
    }

    /** Notes what is wrong with the references anywhere in a tree. */
    void checkTree(PlanNode node) {
        switch (node) {
            case PlanNode.Scalar scalar -> checkScalar(scalar);
            case PlanNode.Sequence sequence -> sequence.items().forEach(this::checkTree);
            case PlanNode.Mapping mapping -> mapping.entries().forEach(entry -> checkTree(entry.value()));
        }
    }

    private void checkScalar(PlanNode.Scalar scalar) {
        NodeKeys.checkReferences(scalar, namespaces(), errors);
        check(scalar.template().references(), scalar);
    }

    /** A mapping of names to texts; a list of texts repeats the name. */
    List<Named> named(Keys keys, String key) {
        Optional<PlanNode> node = keys.node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof PlanNode.Mapping mapping)) {
            keys.error(key, "expected a mapping of names to values", "write each as 'name: value' below it");
            return List.of();
        }
        List<Named> named = new ArrayList<>();
        mapping.entries().forEach(entry -> value(entry.key(), entry.value(), named));
        return named;
    }

    private void value(String name, PlanNode value, List<Named> named) {
        switch (value) {
            case PlanNode.Scalar scalar
            when !scalar.isNull() -> {
                checkScalar(scalar);
                named.add(new Named(name, scalar.template()));
            }
            case PlanNode.Sequence sequence
            when sequence.items().stream().allMatch(PlanNode.Scalar.class::isInstance) ->
                sequence.items().forEach(item -> value(name, item, named));
            case PlanNode.Scalar _, PlanNode.Sequence _, PlanNode.Mapping _ ->
                errors.add(value.at(), value.path(), "expected a text", "for an empty one write ''");
        }
    }

    /** The headers of a request. */
    public List<Named> headers(Keys keys) {
        List<Named> headers = named(keys, "headers");
        keys.node("headers").ifPresent(node -> {
            if (node instanceof PlanNode.Mapping mapping) {
                mapping.entries()
                        .forEach(entry -> checkHeaderName(
                                entry.key(), entry.at(), entry.value().path()));
            }
        });
        return headers;
    }

    /** Notes a name that no header of a request can have. */
    void checkHeaderName(String name, Position at, String path) {
        if (!name.isEmpty() && !TOKEN.matcher(name).matches()) {
            errors.add(at, path, "'" + name + "' cannot be the name of a header", "letters, digits and - are usual");
        }
        if (NOT_FOR_PLANS.contains(name.toLowerCase(Locale.ROOT))) {
            errors.add(at, path, "the header '" + name + "' is set by the client itself", "leave it out");
        }
    }
}
