package io.prodgate.demo.alerting;

import java.time.Duration;
import java.util.Map;

/**
 * A rule that alerts.
 *
 * @param name of its alerts
 * @param query PromQL; whatever it finds is an alert
 * @param pending how long it has to find it before that fires
 * @param labels that its alerts get
 * @param annotations texts for people, in which <code>{{ $value }}</code> stands for what was found
 */
public record Rule(
        String name, String query, Duration pending, Map<String, String> labels, Map<String, String> annotations) {
    public Rule {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
