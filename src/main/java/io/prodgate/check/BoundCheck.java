package io.prodgate.check;

import io.prodgate.plan.Plan;
import java.util.List;
import java.util.Map;

/**
 * A check of the plan together with what runs it.
 *
 * @param entry what all kinds share; of a part of an entry with the part's own id
 * @param check what runs it
 * @param origin the id of the entry in the plan that it comes from: its own, but for parts
 */
public record BoundCheck(Plan.CheckEntry entry, Check check, String origin) {
    /** The check of an entry that stands for one check only. */
    public BoundCheck(Plan.CheckEntry entry, Check check) {
        this(entry, check, entry.id());
    }

    /** Whether it disturbs production on purpose, by its kind or as the plan says. */
    public boolean disruptive() {
        return entry.disruptive() || check.disruptive();
    }

    /** What it may do to production, by what its preview says. */
    public SafetyClass safety() {
        if (disruptive()) {
            return SafetyClass.DISRUPTIVE;
        }
        return check.preview().writes().isEmpty() ? SafetyClass.READ_ONLY : SafetyClass.WRITES_MARKED;
    }

    BoundCheck from(String entry) {
        return new BoundCheck(this.entry, check, entry);
    }

    /**
     * The check with each entry that it needs replaced by the checks that the entry stands for.
     *
     * @param checks the ids of an entry's checks, by the entry's id
     */
    BoundCheck needing(Map<String, List<String>> checks) {
        List<String> needs = entry.needs().stream()
                .flatMap(need -> checks.getOrDefault(need, List.of(need)).stream())
                .toList();
        return new BoundCheck(entry.part(entry.id(), entry.title(), entry.tags(), needs), check, origin);
    }
}
