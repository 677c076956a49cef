package io.prodgate.verdict;

import java.util.List;

/**
 * A matter that stands between a run and a plain approval.
 *
 * @param text one sentence: what it is, and what would turn it
 * @param effect what it means for the gate
 * @param checks the ids of the checks it is about; empty if it is about the whole run
 */
public record Reason(String text, Effect effect, List<String> checks) {
    public Reason {
        checks = List.copyOf(checks);
    }
}
