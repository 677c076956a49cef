package io.prodgate.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether the frontend may be deployed. A closed gate waits for a person's decision. */
public enum Gate {
    OPEN,
    CLOSED;

    /** The name in reports: lower case. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
