package io.prodgate.run;

import io.prodgate.diagnosis.Rule;
import io.prodgate.diagnosis.Rules;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.PlainYaml;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds the diagnosis rules that a plan adds: they are tried before the built-in ones, and on the samples that stand beside them. A
 * rule that does not do what its own samples say is a mistake in the plan.
 */
public final class PlanRules {
    private PlanRules() {}

    /** The built-in rules with the plan's own before them; mistakes go into {@code errors}. */
    public static Rules bind(Plan plan, PlanErrors errors) {
        Map<String, PlanNode> samples = new LinkedHashMap<>();
        Rules rules = Rules.builtIn()
                .preceded(plan.rules().map(node -> rules(node, samples, errors)).orElse(List.of()));
        Samples trial = new Samples(plan, rules, errors);
        samples.forEach((id, node) -> trial.ofRule(node, id));
        return rules;
    }

    /**
     * The built-in rules with those of a plan's file before them, without the rest of the plan: nothing is filled in, no sample is
     * tried. Mistakes go into {@code errors}.
     */
    public static Rules ofFile(Path plan, PlanErrors errors) {
        Optional<PlanNode> root = PlainYaml.read(plan, errors);
        if (root.isPresent() && !(root.get() instanceof PlanNode.Mapping)) {
            errors.add(root.get().at(), "", "a plan is a mapping of keys to values");
        }
        List<Rule> own = root.filter(PlanNode.Mapping.class::isInstance).stream()
                .flatMap(node -> ((PlanNode.Mapping) node).entries().stream())
                .filter(entry -> entry.key().equals("rules"))
                .flatMap(entry -> rules(entry.value(), new LinkedHashMap<>(), errors).stream())
                .toList();
        return Rules.builtIn().preceded(own);
    }

    private static List<Rule> rules(PlanNode node, Map<String, PlanNode> samples, PlanErrors errors) {
        if (!(node instanceof PlanNode.Sequence sequence)) {
            errors.add(node.at(), node.path(), "expected a list of rules");
            return List.of();
        }
        List<Rule> rules = new ArrayList<>();
        for (PlanNode item : sequence.items()) {
            if (item instanceof PlanNode.Mapping mapping) {
                rule(mapping, samples, errors).ifPresent(rules::add);
            } else {
                errors.add(item.at(), item.path(), "expected a rule with id, when, cause, explanation and do");
            }
        }
        return rules;
    }

    private static Optional<Rule> rule(PlanNode.Mapping mapping, Map<String, PlanNode> samples, PlanErrors errors) {
        Keys keys = NodeKeys.of(mapping, errors);
        String id = keys.requiredText("id");
        Map<String, List<String>> when = conditions(keys, "when", errors);
        Map<String, List<String>> unless = conditions(keys, "unless", errors);
        String cause = keys.requiredText("cause");
        String next = keys.text("next").orElse("stop");
        String explanation = keys.requiredText("explanation");
        String todo = keys.requiredText("do");
        Optional<PlanNode> own = keys.node("samples");
        keys.done();
        if (Rules.reserved(id)) {
            keys.error("id", "ids that begin with PG- belong to the built-in rules", "choose another id");
            return Optional.empty();
        }
        try {
            Rule rule = Rules.rule(id, when, unless, cause, next, explanation, todo);
            own.ifPresent(node -> samples.put(id, node));
            return Optional.of(rule);
        } catch (IllegalArgumentException e) {
            errors.add(mapping.at(), mapping.path(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> conditions(Keys keys, String key, PlanErrors errors) {
        Map<String, List<String>> conditions = new LinkedHashMap<>();
        keys.node(key).ifPresent(node -> {
            if (node instanceof PlanNode.Mapping mapping) {
                mapping.entries().forEach(entry -> conditions.put(entry.key(), texts(entry.value(), errors)));
            } else {
                errors.add(node.at(), node.path(), "expected conditions: a symptom and what it must be");
            }
        });
        return conditions;
    }

    private static List<String> texts(PlanNode node, PlanErrors errors) {
        return switch (node) {
            case PlanNode.Scalar scalar -> List.of(scalar.template().toString());
            case PlanNode.Sequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> texts(item, errors).stream())
                        .toList();
            case PlanNode.Mapping mapping -> {
                errors.add(mapping.at(), mapping.path(), "expected a text or a list of texts");
                yield List.of();
            }
        };
    }
}
