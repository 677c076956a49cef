package io.prodgate.report.html;

import io.prodgate.report.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a check is on the page: {@code check-ID}, so that others can link to it who know no more than its id.
 *
 * @param byId what follows {@code #}, by the check's id
 */
record Anchors(Map<String, String> byId) {
    /** What ids of checks are made of (docs/plan.md), and what an address takes as it is. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    /** Anchors of all checks of a run; those that no plan would call so are counted, with a sign that is in no id. */
    static Anchors of(List<Finding> checks) {
        Map<String, String> byId = new HashMap<>();
        for (Finding check : checks) {
            byId.put(
                    check.id(), "check-" + (WORD.matcher(check.id()).matches() ? check.id() : ":" + (byId.size() + 1)));
        }
        return new Anchors(byId);
    }

    String of(Finding check) {
        return byId.getOrDefault(check.id(), "check-:0");
    }
}
