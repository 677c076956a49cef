package io.prodgate.check.targets;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.system.Systems;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The kind {@code targets}: everything that Prometheus scrapes is up. */
@Singleton
public final class TargetsKind implements CheckKind {
    private static final int MOST = 100_000;
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final Systems systems;

    /** A kind whose checks ask through these clients. */
    public TargetsKind(Systems systems) {
        this.systems = systems;
    }

    @Override
    public String name() {
        return "targets";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        Optional<AskedSystem> system = AskedSystem.read(own, plan, "prometheus");
        List<String> jobs = own.texts("jobs");
        if (own.has("jobs") && (jobs.isEmpty() || jobs.stream().anyMatch(String::isBlank))) {
            own.error(
                    "jobs", "a job has no name, or there is none", "list jobs of scrape_configs, or leave the key out");
        }
        int atLeast = own.integer("at-least", 1, MOST).orElse(1);
        Duration maxAge = own.duration("max-age").filter(Duration::isPositive).orElse(MAX_AGE);
        own.done();
        return system
                .map(asked ->
                        new BoundCheck(entry, new TargetsCheck(new TargetsPlan(asked, jobs, atLeast, maxAge), systems)))
                .stream()
                .toList();
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-targets");
    }
}
