package io.prodgate.verdict;

import io.prodgate.diagnosis.Cause;
import io.prodgate.journal.RunResult.CheckResult;

/** What somebody who uses production notices of what a check is about, in words that need no knowledge of the inside. */
public final class Noticed {
    private Noticed() {}

    /** The words that follow what the check is about: {@code does not work}. */
    public static String of(CheckResult check) {
        return switch (check.outcome()) {
            case FAILED -> "does not work";
            case INCONCLUSIVE ->
                "could not be judged"
                        + check.cause()
                                .map(Cause::wireName)
                                .map(cause -> " (" + cause + ")")
                                .orElse("");
            case SKIPPED -> "was not run";
            case FLAKY -> "works, but not each time";
            case PASSED -> "works, with conditions";
        };
    }
}
