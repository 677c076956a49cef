package io.prodgate.check.alert;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.system.Systems;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** The kind {@code alert}: an alarm rings in time, is heard by whom it should, and stops. */
@Singleton
public final class AlertKind implements CheckKind {
    /** What its last words take: a look that has begun, and resolving what was posted. */
    private static final Duration REST = Duration.ofMinutes(1);

    private final Systems systems;
    private final Turns turns = new Turns();

    /** A kind whose checks ask through these clients. */
    public AlertKind(Systems systems) {
        this.systems = systems;
    }

    @Override
    public String name() {
        return "alert";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        return new AlertReader(plan)
                        .read(own)
                        .map(alert -> {
                            Plan.CheckEntry longer =
                                    entry.within(alert.longest().plus(REST));
                            return new BoundCheck(longer, new AlertCheck(alert, longer, systems, turns));
                        })
                        .stream()
                        .toList();
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-alert");
    }
}
