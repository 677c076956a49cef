package io.prodgate.check.separation;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.system.Systems;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The kind {@code separation}: in metrics and traces this run can be told from real users. */
@Singleton
public final class SeparationKind implements CheckKind {
    private final Systems systems;

    /** A kind whose checks ask through these clients. */
    public SeparationKind(Systems systems) {
        this.systems = systems;
    }

    @Override
    public String name() {
        return "separation";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        Optional<SeparationPlan> separation = new SeparationReader(own, plan).read();
        own.done();
        return separation.map(read -> new BoundCheck(entry, new SeparationCheck(read, systems))).stream()
                .toList();
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-separation");
    }
}
