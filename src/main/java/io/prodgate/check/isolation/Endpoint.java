package io.prodgate.check.isolation;

import io.prodgate.check.request.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint whose walls are tried.
 *
 * @param step the request, without anybody's credential
 * @param owner whose data it is about; empty if every tenant gets its own there
 * @param writes whether it may change anything
 */
record Endpoint(Step step, Optional<Tenant> owner, boolean writes) {
    /** An endpoint that does what its method says. */
    Endpoint(Step step, Optional<Tenant> owner) {
        this(step, owner, step.writes());
    }

    /** Whose data it is about, for people. */
    String whose() {
        return owner.map(Tenant::name).orElse("each its own");
    }

    /**
     * Everybody's tries. Who may read comes first, and shows that there is something to be seen; who may write comes last, since after a
     * deletion nobody else could be stopped any more.
     */
    List<Call> calls(List<Tenant> tenants) {
        List<Call> allowed = new ArrayList<>();
        List<Call> others = new ArrayList<>();
        for (Tenant tenant : tenants) {
            boolean may = owner.isEmpty() || owner.get().equals(tenant);
            (may ? allowed : others).add(new Call(this, Optional.of(tenant), may));
        }
        others.add(new Call(this, Optional.empty(), false));
        List<Call> calls = new ArrayList<>(writes ? others : allowed);
        calls.addAll(writes ? allowed : others);
        return calls;
    }
}
