package io.prodgate.demo.alerting;

import io.prodgate.plan.PlanNode;
import java.time.Duration;
import java.util.List;

/**
 * Rules that are evaluated together.
 *
 * @param interval between evaluations
 */
public record RuleGroup(String name, Duration interval, List<Rule> rules) {
    public RuleGroup {
        rules = List.copyOf(rules);
    }

    /**
     * The only group of a file of rules.
     *
     * @param yaml as Prometheus reads it: https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
     * @throws IllegalArgumentException if it is not as the demo's own are
     */
    public static RuleGroup read(String yaml) {
        PlanNode group =
                Yaml.items(Yaml.get(Yaml.root("alerts.yml", yaml), "groups")).getFirst();
        return new RuleGroup(
                Yaml.text(group, "name"),
                Yaml.duration(group, "interval"),
                Yaml.items(Yaml.get(group, "rules")).stream()
                        .map(rule -> new Rule(
                                Yaml.text(rule, "alert"),
                                Yaml.text(rule, "expr"),
                                Yaml.duration(rule, "for"),
                                Yaml.texts(Yaml.get(rule, "labels")),
                                Yaml.texts(Yaml.get(rule, "annotations"))))
                        .toList());
    }
}
