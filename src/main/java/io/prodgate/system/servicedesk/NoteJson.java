package io.prodgate.system.servicedesk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A note as both editions write it.
 *
 * @param id a large number, as text
 * @param description HTML; lists leave it out
 * @param addedBy who wrote it
 * @param addedTime when
 * @param request what it is on
 */
public record NoteJson(
        Optional<String> id,
        Optional<String> description,
        @JsonProperty("added_by") Optional<User> addedBy,
        @JsonProperty("added_time") Optional<Moment> addedTime,
        Optional<RequestAnswer.Head> request) {
    /**
     * A user.
     *
     * @param name as it is shown
     * @param email its address: {@code email_id}
     */
    public record User(
            Optional<String> name, @JsonProperty("email_id") Optional<String> email) {}

    /**
     * A moment.
     *
     * @param value milliseconds since 1970, as text
     */
    public record Moment(Optional<String> value) {}
}
