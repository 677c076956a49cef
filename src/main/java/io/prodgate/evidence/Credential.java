package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose credential a request carried: it decides who is to blame when the credential is refused. */
public enum Credential {
    /** The request carried none. */
    NONE,
    /** A secret of the plan that nothing in this check has shown to be accepted: if it is refused, the plan's owner has to mend it. */
    OURS,
    /**
     * Something secret that production itself gave out earlier in the same check, and of the plan's secrets at most those with which
     * it was got: if it is refused, production contradicts itself.
     */
    ISSUED;

    /** The name in JSON: lower case. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
