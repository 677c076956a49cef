package io.prodgate.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a diagnosis means for the next attempt. */
public enum Next {
    /** Trying again would not change anything. */
    STOP,
    /** Try once more at once: does production say the same twice? */
    CONFIRM,
    /** Wait, longer each time, and try again: up to three attempts. */
    BACK_OFF,
    /** Keep trying until the settle window ends. */
    UNTIL_SETTLED;

    /** The name in rules: lower case with hyphens. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
