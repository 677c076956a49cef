package io.prodgate.baseline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * How a number compares with what it was.
 *
 * @param name of the number
 * @param result better is no worse
 * @param before what it was
 * @param now what it is; absent if there is none
 * @param why in words: what is known of the change, or why nothing is
 */
public record Comparison(String name, Result result, KeptNumber before, Optional<KeptNumber> now, String why) {
    /** How a comparison ends. */
    public enum Result {
        /** It did not become worse by more than is granted. */
        NO_WORSE,
        /** It became worse by more than is granted, and where samples are known, not by chance. */
        WORSE,
        /** It cannot be said. */
        UNDECIDED;

        /** The name in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
