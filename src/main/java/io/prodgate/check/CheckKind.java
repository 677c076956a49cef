package io.prodgate.check;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;

/**
 * A kind of check: how its own keys in the plan become a {@link Check}. Implementations are {@code @Singleton} beans in a
 * package of their own below this one, and are found by themselves.
 */
public interface CheckKind {
    /** The key that names it in the plan: {@code http}. */
    String name();

    /**
     * Binds the kind's own keys. Mistakes are noted in {@code own}; the returned check is used only if there were none.
     *
     * @param entry what all kinds share
     * @param own the kind's own keys; the implementation calls {@code own.done()}
     * @param plan the whole plan, for what a kind refers to
     */
    Check bind(Plan.CheckEntry entry, Keys own, Plan plan);

    /** The JSON Schema (2020-12) of the kind's own keys: an object schema with {@code properties}. */
    String schema();
}
