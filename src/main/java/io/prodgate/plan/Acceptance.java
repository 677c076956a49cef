package io.prodgate.plan;

import java.util.List;

/**
 * What people accept production by, and who signs that it was accepted.
 *
 * @param criteria in the plan's order; empty if the plan declares none and no check refers to one
 * @param signOff the roles that sign, in the plan's order; empty if anybody may
 */
public record Acceptance(List<Criterion> criteria, List<String> signOff) {
    /** Where the plan says nothing. */
    public static final Acceptance NONE = new Acceptance(List.of(), List.of());

    public Acceptance {
        criteria = List.copyOf(criteria);
        signOff = List.copyOf(signOff);
    }

    /**
     * An acceptance criterion.
     *
     * @param id what checks refer to it by
     * @param text in words
     * @param byReport whether the validation report itself is what it asks for, so that no check can show it
     */
    public record Criterion(String id, String text, boolean byReport) {}
}
