package io.prodgate.demo.alerting;

import io.prodgate.plan.Durations;
import io.prodgate.plan.PlainYaml;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks things up in the demo's own files, in which they have to be. */
final class Yaml {
    private Yaml() {}

    static PlanNode root(String name, String text) {
        PlanErrors errors = new PlanErrors();
        return PlainYaml.text(name, text, errors).orElseThrow(() -> new IllegalArgumentException("" + errors.all()));
    }

    static PlanNode get(PlanNode node, String key) {
        return entries(node).stream()
                .filter(entry -> entry.key().equals(key))
                .map(PlanNode.Entry::value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no '" + key + "' at " + node.at()));
    }

    static String text(PlanNode node, String key) {
        return text(get(node, key));
    }

    static String text(PlanNode node) {
        if (node instanceof PlanNode.Scalar scalar) {
            return scalar.template().toString();
        }
        throw new IllegalArgumentException("no text at " + node.at());
    }

    static Duration duration(PlanNode node, String key) {
        String text = text(node, key);
        return Durations.parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no duration"));
    }

    static List<PlanNode> items(PlanNode node) {
        return node instanceof PlanNode.Sequence sequence ? sequence.items() : List.of();
    }

    static Map<String, String> texts(PlanNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        entries(node).forEach(entry -> texts.put(entry.key(), text(entry.value())));
        return texts;
    }

    private static List<PlanNode.Entry> entries(PlanNode node) {
        return node instanceof PlanNode.Mapping mapping ? mapping.entries() : List.of();
    }
}
