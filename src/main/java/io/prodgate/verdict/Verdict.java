package io.prodgate.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run proved about production. */
public enum Verdict {
    /** Everything required was proven. */
    APPROVED,
    /** Proven, but something is flaky, in quarantine, simulated, or an optional check did not pass. */
    APPROVED_WITH_CONDITIONS,
    /** Production is at fault. */
    NOT_APPROVED,
    /** Something required could not be judged. */
    INCONCLUSIVE;

    /** The name in reports: lower case with hyphens. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The exit code of a run with this verdict.
     *
     * @param strict whether conditions count as not approved
     */
    public int exitCode(boolean strict) {
        return switch (this) {
            case APPROVED -> 0;
            case APPROVED_WITH_CONDITIONS -> strict ? 1 : 0;
            case NOT_APPROVED -> 1;
            case INCONCLUSIVE -> 3;
        };
    }
}
