package io.prodgate.system.alertmanager;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One alert that Alertmanager knows: {@code {"labels": {"alertname": "QueueDepthHigh"}, "annotations": {}, "fingerprint": "6c92…",
 * "receivers": [{"name": "ops"}], "startsAt": "2026-…", "status": {"state": "suppressed", "silencedBy": ["4e28…"], "inhibitedBy":
 * []}}}.
 *
 * @param labels {@code alertname} among them
 * @param annotations texts for people
 * @param fingerprint by which others name it in {@code inhibitedBy}
 * @param receivers where its labels lead
 * @param status whether it is sent to them
 * @param startsAt since when it is active, RFC 3339
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlertAnswer(
        Map<String, String> labels,
        Map<String, String> annotations,
        String fingerprint,
        List<Receiver> receivers,
        Status status,
        Optional<String> startsAt) {
    public AlertAnswer {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(Objects.requireNonNullElse(annotations, Map.of()));
        receivers = List.copyOf(Objects.requireNonNullElse(receivers, List.of()));
    }

    /** A receiver by its name. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Receiver(String name) {}

    /**
     * Whether an alert is sent.
     *
     * @param state {@code unprocessed}, {@code active} or {@code suppressed}
     * @param silencedBy ids of silences
     * @param inhibitedBy fingerprints of alerts
     * @param mutedBy names of time intervals; since Alertmanager 0.28
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            String state,
            Optional<List<String>> silencedBy,
            Optional<List<String>> inhibitedBy,
            Optional<List<String>> mutedBy) {}

    /** The names of its receivers, in order. */
    public List<String> receiverNames() {
        return receivers.stream().map(Receiver::name).toList();
    }

    /** Since when it is active; empty if it does not say so, or not readably. */
    public Optional<Instant> since() {
        try {
            return startsAt.map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether it is held back, by whatever. */
    public boolean suppressed() {
        return status.state().equals("suppressed");
    }
}
