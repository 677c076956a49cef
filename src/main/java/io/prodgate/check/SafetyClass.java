package io.prodgate.check;

import java.util.Locale;

/** What a check may do to production. */
public enum SafetyClass {
    /** It changes nothing. */
    READ_ONLY,
    /** It writes what its preview names, marked as ours where that can be. */
    WRITES_MARKED,
    /** It disturbs production on purpose. */
    DISRUPTIVE;

    /** The name in JSON and for people: lower case with hyphens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
