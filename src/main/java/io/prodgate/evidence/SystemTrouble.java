package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A system around production, such as its monitoring, gave no answer that can be used. What was to be read from it is not known, and
 * production is not judged by it.
 *
 * @param system its name in the plan
 * @param kind what was wrong with the answer
 * @param url what was asked
 * @param message one sentence for people; the system's own words included, cut to an excerpt
 */
public record SystemTrouble(String system, Kind kind, String url, String message) implements Evidence {
    /** What was wrong. */
    public enum Kind {
        /** No answer at all; a {@link Trouble} beside it says what happened. */
        SILENT,
        /** It said that it cannot answer now (5xx). */
        UNABLE,
        /** It refused our credential, or wants one (401, 403). */
        CREDENTIAL_REFUSED,
        /** It does not know what it was asked for (3xx, 404, 405, 410): most likely the URL is not that of its API. */
        NOT_FOUND,
        /** It understood the question and refused it as wrong (other 4xx). */
        QUESTION_REFUSED,
        /** The answer has another form than its API documents. */
        UNREADABLE,
        /** The answer is larger than what is read, or was cut. */
        TOO_LARGE;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
