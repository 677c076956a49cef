package io.prodgate.system.pagerduty;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/**
 * What happened: {@code {"log_entries": [{"type": "escalate_log_entry", "summary": "Escalated to B", "created_at":
 * "2026-10-06T21:35:42Z"}], "more": false}}.
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record LogAnswer(@JsonProperty("log_entries") Optional<List<Entry>> entries, Optional<Boolean> more) {
    /**
     * One thing that happened.
     *
     * @param type {@code trigger_log_entry}, {@code notify_log_entry}, {@code acknowledge_log_entry}, {@code escalate_log_entry}…
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Entry(
            String type,
            Optional<String> summary,
            @JsonProperty("created_at") Optional<String> createdAt) {}
}
