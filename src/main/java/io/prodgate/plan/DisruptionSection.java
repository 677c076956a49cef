package io.prodgate.plan;

import java.util.OptionalInt;

/** Reads {@code disruption}. */
final class DisruptionSection {
    private static final int MOST = 100_000;

    private DisruptionSection() {}

    static Plan.DisruptionCap read(Keys keys) {
        OptionalInt jobs = keys.integer("jobs", 0, MOST);
        OptionalInt tenants = keys.integer("tenants", 0, MOST);
        keys.done();
        return new Plan.DisruptionCap(jobs.orElse(Plan.DisruptionCap.USUAL.jobs()), tenants);
    }
}
