package io.prodgate.check.journey;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Check;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.check.journey.servicedesk.ServiceDesks;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.system.Systems;
import jakarta.inject.Singleton;
import java.util.List;

/** The kind {@code journey}: what is sent, followed to where it really ends. */
@Singleton
public final class JourneyKind implements CheckKind {
    private final Systems systems;
    private final ServiceDesks serviceDesks;

    public JourneyKind(Systems systems) {
        this.systems = systems;
        serviceDesks = new ServiceDesks(systems);
    }

    @Override
    public String name() {
        return "journey";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        JourneyReader reader = new JourneyReader(entry, own, plan);
        Check check = reader.read()
                .<Check>map(journey -> new JourneyCheck(journey, serviceDesks, systems))
                .orElseGet(() -> new NothingToDo());
        own.done();
        return List.of(new BoundCheck(entry, check));
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-journey");
    }
}
