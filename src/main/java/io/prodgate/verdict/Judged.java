package io.prodgate.verdict;

import io.prodgate.journal.RunResult;
import java.util.List;

/**
 * A run with its verdict.
 *
 * @param run what happened
 * @param verdict what it proves
 * @param gate {@code open} or {@code closed}
 * @param reasons why the verdict is not a plain approval, worst first: one sentence each, naming the check
 */
public record Judged(RunResult run, Verdict verdict, Gate gate, List<String> reasons) {
    public Judged {
        reasons = List.copyOf(reasons);
    }
}
