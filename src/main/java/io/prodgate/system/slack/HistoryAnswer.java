package io.prodgate.system.slack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/**
 * Messages: {@code {"ok": true, "messages": [{"type": "message", "ts": "1512085950.000216", "text": "", "attachments": [{"title":
 * "[FIRING:1] X", "color": "a30200"}]}], "has_more": false, "response_metadata": {"next_cursor": ""}}}, or {@code {"ok": false,
 * "error": "channel_not_found"}}.
 *
 * @param ok false for mistakes
 * @param error which, in one word
 * @param needed the scope that the token lacks, with the error {@code missing_scope}
 * @param messages the latest first
 * @param metadata where the next page is
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryAnswer(
        Optional<Boolean> ok,
        Optional<String> error,
        Optional<String> needed,
        Optional<List<JsonNode>> messages,
        @JsonProperty("response_metadata") Optional<Metadata> metadata) {
    /**
     * Where the next page is.
     *
     * @param next empty or absent if there is none
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(@JsonProperty("next_cursor") Optional<String> next) {}
}
