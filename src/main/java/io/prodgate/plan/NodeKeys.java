package io.prodgate.plan;

/** {@link Keys} over a mapping of the plan's tree. */
public final class NodeKeys {
    private NodeKeys() {}

    /** Reads the keys of a mapping; mistakes go into {@code errors}. */
    public static Keys of(PlanNode.Mapping mapping, PlanErrors errors) {
        throw new IllegalStateException("keys of " + mapping + errors);
    }
}
