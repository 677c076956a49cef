package io.prodgate.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a check ended. */
public enum Outcome {
    /** Everything expected was met; disturbances on the way are noted. */
    PASSED,
    /** Production missed it once and met it on the second try. */
    FLAKY,
    /** Production is at fault, confirmed. */
    FAILED,
    /** Could not be judged: infrastructure, a rate limit or the configuration stood in the way. */
    INCONCLUSIVE,
    /** Not run, always with a reason. */
    SKIPPED;

    /** The name in reports: lower case. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
