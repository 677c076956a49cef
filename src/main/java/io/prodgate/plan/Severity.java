package io.prodgate.plan;

import java.util.Locale;

/** How much it hurts when a check fails. The order is from worst to least. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW;

    /** The name in plans and reports: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
