package io.prodgate.system.prometheus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Rules that alert: {@code {"status": "success", "data": {"groups": [{"name": "queue", "interval": 15, "rules": [{"type": "alerting",
 * "name": "QueueDepthHigh", "query": "queue_depth > 25", "duration": 60, "labels": {}, "annotations": {}, "health": "ok", "lastError":
 * "", "state": "inactive"}]}]}}}.
 *
 * @param status {@code success} or {@code error}
 * @param data the rules
 * @param error the reason in words, if there is one
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record RulesAnswer(Optional<String> status, Optional<Data> data, Optional<String> error) {
    /** Groups that are evaluated together. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Data(Optional<List<Group>> groups) {}

    /**
     * One group.
     *
     * @param interval seconds between evaluations
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Group(String name, double interval, Optional<List<Rule>> rules) {}

    /**
     * One rule.
     *
     * @param duration seconds that it has to be pending before it fires, {@code for} in the configuration
     * @param labels that it adds
     * @param health {@code ok}, {@code err} or {@code unknown}
     * @param lastError why its last evaluation failed, else empty
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rule(
            String name,
            Optional<String> query,
            double duration,
            Map<String, String> labels,
            String health,
            Optional<String> lastError) {
        public Rule {
            labels = Map.copyOf(Objects.requireNonNullElse(labels, Map.of()));
        }
    }
}
