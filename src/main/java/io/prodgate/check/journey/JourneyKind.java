package io.prodgate.check.journey;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Check;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import jakarta.inject.Singleton;
import java.util.List;

/** The kind {@code journey}: what is sent, followed to where it really ends. */
@Singleton
public final class JourneyKind implements CheckKind {
    @Override
    public String name() {
        return "journey";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        JourneyReader reader = new JourneyReader(entry, own, plan);
        Check check = reader.read().<Check>map(JourneyCheck::new).orElseGet(() -> new NothingToDo());
        own.done();
        return List.of(new BoundCheck(entry, check));
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-journey");
    }
}
