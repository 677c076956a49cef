package io.prodgate.system.pagerduty;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/**
 * Alerts of an incident: {@code {"alerts": [{"id": "PT4KHLX", "summary": "[FIRING:1] X", "status": "resolved", "created_at":
 * "2026-10-06T21:30:42Z", "body": {"details": {"firing": "Labels: …"}}}], "more": false}}.
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlertsAnswer(Optional<List<Alert>> alerts, Optional<Boolean> more) {
    /**
     * One alert.
     *
     * @param status {@code triggered} or {@code resolved}
     * @param body what was sent, {@code details} or {@code cef_details} in it
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Alert(
            String id,
            Optional<String> summary,
            Optional<String> status,
            @JsonProperty("created_at") Optional<String> createdAt,
            Optional<JsonNode> body) {}
}
