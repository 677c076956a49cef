package io.prodgate.system.servicedesk;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A page of notes: {@code {"notes": [{…}], "list_info": {"has_more_rows": false, …}, "response_status": …}}.
 *
 * @param notes empty if the answer holds none, which is another thing than an empty list
 * @param page where the list goes on
 * @param status the envelope, in either of its forms: see {@link Envelope}
 */
public record NotesAnswer(
        @JsonAlias("request_notes") Optional<List<NoteJson>> notes,
        @JsonProperty("list_info") Optional<Page> page,
        @JsonProperty("response_status") Optional<JsonNode> status) {
    /**
     * Where a list goes on.
     *
     * @param more {@code has_more_rows}
     */
    public record Page(@JsonProperty("has_more_rows") Optional<Boolean> more) {}
}
