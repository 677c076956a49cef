package io.prodgate.demo.alerting;

import io.prodgate.plan.PlanNode;
import io.prodgate.system.alertmanager.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is told of what together, and how often: the configuration of an Alertmanager, of which only the topmost route says how it groups.
 *
 * @param text YAML
 * @param by labels that alerts of a group have in common
 * @param interval between notifications of a group in which something has changed
 * @param repeat after which is told again what is as it was
 */
record Grouping(String text, Routing routing, List<String> by, Duration interval, Duration repeat) {
    static Grouping read(String yaml) {
        PlanNode route = Yaml.get(Yaml.root("alertmanager.yml", yaml), "route");
        return new Grouping(
                yaml,
                Routing.read(yaml).orElseThrow(() -> new IllegalArgumentException("no routes and receivers")),
                Yaml.items(Yaml.get(route, "group_by")).stream().map(Yaml::text).toList(),
                Yaml.duration(route, "group_interval"),
                Yaml.duration(route, "repeat_interval"));
    }

    Map<String, String> labels(Alert alert) {
        Map<String, String> common = new TreeMap<>();
        by.stream()
                .filter(alert.labels()::containsKey)
                .forEach(name -> common.put(name, alert.labels().getOrDefault(name, "")));
        return common;
    }
}
