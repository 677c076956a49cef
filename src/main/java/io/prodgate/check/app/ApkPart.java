package io.prodgate.check.app;

import io.prodgate.check.Check;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import java.time.Duration;

/**
 * The APK of an entry: the check that proves it, and what flows have to know of it.
 *
 * @param check the proof
 * @param facts for the flows
 * @param atLeast how long the proof may take whatever the entry's deadline is: building an APK takes its time
 */
record ApkPart(Check check, ApkFacts.Source facts, Duration atLeast) {
    /** Reads the key {@code apk} of an entry. */
    @FunctionalInterface
    interface Reader {
        /** The part; mistakes go into the keys' errors. */
        ApkPart read(Plan.CheckEntry entry, Keys own, Plan plan);
    }
}
