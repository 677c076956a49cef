package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Something a check does to production, noted before it is done and again when its answer is there: so that a run that was
 * killed in between knows what it may not do again.
 *
 * @param key tells the writes of one check apart: {@code step 2}, {@code network/send}
 * @param request what is sent: {@code POST https://api.example.com/webhook}; or what is made on loan, in a few words
 * @param state how far it came
 * @param values what its answer gave for the way on, by name, redacted
 * @param at when it was noted
 */
public record Write(String key, String request, State state, Map<String, String> values, Instant at) {
    public Write {
        values = Map.copyOf(values);
    }

    /** How far a write came. */
    public enum State {
        /** About to be sent: from here on it may have arrived. */
        ABOUT_TO_BE_SENT,
        /** It certainly was not carried out: not sent, refused for a limit, or shown by a look-up not to have arrived. */
        NOT_DONE,
        /** It was answered. */
        ANSWERED,
        /** It was made on loan, such as a fault, and is proven to be undone. */
        UNDONE,
        /** It was made on loan, and that it is undone could not be proven. */
        NOT_UNDONE;

        /** The name in JSON: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
