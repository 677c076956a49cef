package io.prodgate.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What people accept a run by, who signs it, and who sees to its conditions, as the plan had it.
 *
 * @param criteria in the plan's order
 * @param roles who signs; empty if anybody may
 * @param owner who sees to a condition, where its check does not say
 * @param due until when a condition is to be seen to, counted from the run's end
 */
public record Acceptance(List<Criterion> criteria, List<String> roles, Optional<String> owner, Optional<Duration> due) {
    /** Where a plan says nothing, and in journals of versions that did not write it. */
    public static final Acceptance NONE = new Acceptance(List.of(), List.of(), Optional.empty(), Optional.empty());

    public Acceptance {
        criteria = List.copyOf(criteria);
        roles = List.copyOf(roles);
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
