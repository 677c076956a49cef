package io.prodgate.system.prometheus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Alerts that are pending or firing: {@code {"status": "success", "data": {"alerts": [{"labels": {"alertname": "QueueDepthHigh"},
 * "annotations": {"summary": "51 jobs wait"}, "state": "firing", "activeAt": "2026-…", "value": "5.1e+01"}]}}}.
 *
 * @param status {@code success} or {@code error}
 * @param data the alerts
 * @param error the reason in words, if there is one
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlertsAnswer(Optional<String> status, Optional<Data> data, Optional<String> error) {
    /** The alerts. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Data(Optional<List<Alert>> alerts) {}

    /**
     * One alert.
     *
     * @param labels {@code alertname} among them
     * @param annotations texts for people, filled in
     * @param state {@code pending} or {@code firing}
     * @param activeAt since when the condition holds, RFC 3339
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Alert(
            Map<String, String> labels, Map<String, String> annotations, String state, Optional<String> activeAt) {
        public Alert {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(Objects.requireNonNullElse(annotations, Map.of()));
        }
    }
}
