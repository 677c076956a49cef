package io.prodgate.system.prometheus;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A rule that alerts.
 *
 * @param name of the alert
 * @param labels that it adds
 * @param interval between evaluations
 * @param pending how long its condition has to hold before it fires
 * @param health {@code ok}, {@code err} or {@code unknown}
 * @param error why its last evaluation failed, if it did
 */
public record AlertRule(
        String name,
        Map<String, String> labels,
        Duration interval,
        Duration pending,
        String health,
        Optional<String> error) {
    public AlertRule {
        labels = Map.copyOf(labels);
    }
}
