package io.prodgate.check.isolation;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Severity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The kind {@code isolation}: tenants try to get at each other's data. */
@Singleton
public final class IsolationKind implements CheckKind {
    private final Map<String, String> environment;

    /** Checks whose kubectl inherits the environment of this process. */
    @Inject
    public IsolationKind() {
        this(System.getenv());
    }

    /** Checks whose kubectl inherits this environment. */
    public IsolationKind(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        neverOverridden(entry, own, plan);
        IsolationCheck check = new IsolationReader(own, plan).read(entry.at().toString(), environment);
        own.done();
        return List.of(new BoundCheck(critical(entry), check));
    }

    private static void neverOverridden(Plan.CheckEntry entry, Keys own, Plan plan) {
        // Whether it was left out cannot be told from the usual one.
        if (entry.severity() != Severity.CRITICAL && entry.severity() != Severity.HIGH) {
            own.error("severity", "a leak between tenants is always critical", "leave 'severity' out");
        }
        if (!entry.required()) {
            own.error("required", "a leak between tenants is never a mere condition", "leave 'required' out");
        }
        if (plan.quarantine().entries().stream()
                .anyMatch(quarantined -> quarantined.check().equals(entry.id()))) {
            own.error("id", "a leak between tenants is not put into quarantine", "take it out of 'quarantine'");
        }
    }

    private static Plan.CheckEntry critical(Plan.CheckEntry entry) {
        return new Plan.CheckEntry(
                entry.at(),
                entry.id(),
                entry.kind(),
                entry.title(),
                entry.stage(),
                Severity.CRITICAL,
                entry.required(),
                entry.tags(),
                entry.needs(),
                entry.deadline(),
                entry.runbook(),
                entry.owner(),
                entry.under(),
                entry.disruptive(),
                entry.criteria(),
                entry.own());
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-isolation");
    }
}
