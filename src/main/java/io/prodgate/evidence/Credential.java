package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose credential a request carried: it decides who is to blame when the credential is refused. */
public enum Credential {
    /** The request carried none. */
    NONE,
    /** A secret of the plan: if it is refused, the plan's owner has to mend it. */
    OURS;

    /** The name in JSON: lower case. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
