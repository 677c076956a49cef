package io.prodgate.check;

import io.prodgate.plan.Plan;
import java.util.List;
import java.util.Map;

/** A check of the plan together with what runs it. */
public record BoundCheck(Plan.CheckEntry entry, Check check) {
    /**
     * The check with each entry that it needs replaced by the checks that the entry stands for.
     *
     * @param checks the ids of an entry's checks, by the entry's id
     */
    BoundCheck needing(Map<String, List<String>> checks) {
        List<String> needs = entry.needs().stream()
                .flatMap(need -> checks.getOrDefault(need, List.of(need)).stream())
                .toList();
        return new BoundCheck(entry.part(entry.id(), entry.title(), entry.tags(), needs), check);
    }
}
