package io.prodgate.system.servicedesk;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One request: {@code {"request": {"id": "…", …}, "response_status": …}}.
 *
 * @param request empty if the answer holds none
 * @param status the envelope, in either of its forms: see {@link Envelope}
 */
public record RequestAnswer(
        Optional<Head> request,
        @JsonProperty("response_status") Optional<JsonNode> status) {
    /**
     * What a request is known by.
     *
     * @param id a large number, as text
     */
    public record Head(Optional<String> id) {}
}
