package io.prodgate.system.alertmanager;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;

/**
 * Alerts that are sent together: {@code {"labels": {"alertname": "QueueDepthHigh"}, "receiver": {"name": "ops"}, "alerts": [{…}]}}.
 *
 * @param receiver whom they are sent to
 * @param alerts those that are not resolved
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record GroupAnswer(AlertAnswer.Receiver receiver, List<AlertAnswer> alerts) {
    public GroupAnswer {
        alerts = List.copyOf(Objects.requireNonNullElse(alerts, List.of()));
    }
}
