package io.prodgate.check.trace;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.check.spans.TracePlan;
import io.prodgate.check.spans.TraceReader;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.system.Systems;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The kind {@code trace}: traces of what was sent, in Jaeger. */
@Singleton
public final class TraceKind implements CheckKind {
    private final Systems systems;

    /** A kind whose checks ask through these clients. */
    public TraceKind(Systems systems) {
        this.systems = systems;
    }

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        Optional<TracePlan> trace = new TraceReader(own, plan).read();
        own.done();
        return trace.map(read -> new BoundCheck(entry, new TraceCheck(read, systems))).stream()
                .toList();
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-trace");
    }
}
