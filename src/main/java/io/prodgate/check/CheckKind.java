package io.prodgate.check;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import java.util.List;

/**
 * A kind of check: how its own keys in the plan become a {@link Check}. Implementations are {@code @Singleton} beans in a
 * package of their own below this one, and are found by themselves.
 */
public interface CheckKind {
    /** The key that names it in the plan: {@code http}. */
    String name();

    /**
     * Binds the kind's own keys. Mistakes are noted in {@code own}; what is returned is used only if there were none.
     *
     * <p>Mostly it is one check. An entry of the plan may also stand for several, such as the flows of an app: each then has an id of
     * its own that begins with the entry's and a dot ({@code app.sign-up}), and whoever needs the entry needs all of them.
     *
     * @param entry what all kinds share
     * @param own the kind's own keys; the implementation calls {@code own.done()}
     * @param plan the whole plan, for what a kind refers to
     */
    List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan);

    /** The JSON Schema (2020-12) of the kind's own keys: an object schema with {@code properties}. */
    String schema();
}
