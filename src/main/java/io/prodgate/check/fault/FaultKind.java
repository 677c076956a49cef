package io.prodgate.check.fault;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.system.Systems;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The kind {@code fault}: something is broken on purpose while other checks look how production bears it. */
@Singleton
public final class FaultKind implements CheckKind {
    private final Systems systems;
    private final Map<String, String> environment;

    /** Faults by scripts that inherit the environment of this process. */
    @Inject
    public FaultKind(Systems systems) {
        this(systems, System.getenv());
    }

    /** Faults by scripts that inherit this environment. */
    public FaultKind(Systems systems, Map<String, String> environment) {
        this.systems = systems;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return "fault";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        return new FaultReader(plan, environment)
                        .read(entry, own)
                        .map(fault -> new BoundCheck(entry, new FaultCheck(fault, entry, systems, environment)))
                        .stream()
                        .toList();
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-fault");
    }
}
