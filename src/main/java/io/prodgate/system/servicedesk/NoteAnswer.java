package io.prodgate.system.servicedesk;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One note: on-premises {@code {"note": {…}, "response_status": …}}, in the cloud {@code {"request_note": {…}, …}}.
 *
 * @param note empty if the answer holds none
 * @param status the envelope, in either of its forms: see {@link Envelope}
 */
public record NoteAnswer(
        @JsonAlias("request_note") Optional<NoteJson> note,
        @JsonProperty("response_status") Optional<JsonNode> status) {}
