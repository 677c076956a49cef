package io.prodgate.system.pagerduty;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/**
 * Incidents: {@code {"incidents": [{"id": "PT4KHLK", "title": "[FIRING:1] X", "status": "triggered", "created_at":
 * "2026-10-06T21:30:42Z", "escalation_policy": {"id": "PT20YPA"}}], "limit": 100, "offset": 0, "more": false}}.
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record IncidentsAnswer(Optional<List<Incident>> incidents, Optional<Boolean> more) {
    /**
     * One incident.
     *
     * @param title what its first alert says
     * @param status {@code triggered}, {@code acknowledged} or {@code resolved}
     * @param createdAt RFC 3339
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Incident(
            String id,
            Optional<String> title,
            Optional<String> status,
            @JsonProperty("created_at") Optional<String> createdAt,
            @JsonProperty("escalation_policy") Optional<Reference> policy) {}

    /** Something by its id. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Reference(String id) {}
}
