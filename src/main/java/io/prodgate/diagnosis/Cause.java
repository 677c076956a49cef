package io.prodgate.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who is to blame for a miss. */
public enum Cause {
    /** The production under test: this is what the gate is for. */
    PRODUCTION,
    /** The machine, network or device that runs the validation, or a passing disturbance. */
    INFRASTRUCTURE,
    /** A limit that production or its edge puts on our traffic. */
    RATE_LIMIT,
    /** The plan, our credentials, or an allow-listing that has to be done. */
    CONFIGURATION;

    /** The name in plans and reports: lower case with hyphens. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
