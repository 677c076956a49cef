package io.prodgate.check.alert;

import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Labels of alerts. */
final class Labels {
    static final String NAME = "alertname";

    private Labels() {}

    /** With every reference filled in. */
    static Map<String, String> filled(Map<String, Template> templates, Values values) {
        Map<String, String> labels = new TreeMap<>();
        templates.forEach((name, template) -> labels.put(name, template.fill(values)));
        return labels;
    }

    /** Whether all of some labels are among others. */
    static boolean among(Map<String, String> some, Map<String, String> all) {
        return all.entrySet().containsAll(some.entrySet());
    }

    /** Whether nothing in both says otherwise. */
    static boolean agree(Map<String, String> some, Map<String, String> others) {
        return some.entrySet().stream()
                .allMatch(label ->
                        others.getOrDefault(label.getKey(), label.getValue()).equals(label.getValue()));
    }

    /** For people, without the name: {@code {team="ops"}}. */
    static String told(Map<String, String> labels) {
        return labels.entrySet().stream()
                .filter(label -> !label.getKey().equals(NAME))
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Matchers for PromQL, without braces: {@code alertname="X",tenant_id="a"}. */
    static String promql(String name, Map<String, String> labels) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(NAME, name);
        return all.entrySet().stream()
                .map(label -> label.getKey() + "=\""
                        + label.getValue()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")
                        + '"')
                .collect(Collectors.joining(","));
    }
}
