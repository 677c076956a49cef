package io.prodgate.check;

import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How much a plan may make production do, and how many tenants it may touch, while it disturbs it on purpose. */
public final class Caps {
    private final Plan.DisruptionCap cap;
    private final PlanErrors errors;

    Caps(Plan.DisruptionCap cap, PlanErrors errors) {
        this.cap = cap;
        this.errors = errors;
    }

    /** How many jobs these checks make while production is disturbed. */
    public static int jobs(List<BoundCheck> checks) {
        return checks.stream()
                .filter(Caps::disturbed)
                .mapToInt(check -> check.check().touch().jobs())
                .sum();
    }

    private static boolean disturbed(BoundCheck check) {
        return check.disruptive() || check.entry().under().isPresent();
    }

    /** Sees to it that a plan stays within its caps: nothing is made otherwise. */
    void check(List<BoundCheck> checks) {
        jobsOf(checks);
        Map<String, Set<String>> byFault = new HashMap<>();
        Set<String> all = new TreeSet<>();
        for (BoundCheck check : checks) {
            if (check.disruptive()) {
                Set<String> tenants = check.check().touch().tenants();
                byFault.put(check.entry().id(), tenants);
                tenantsOf(check, tenants, all);
            }
        }
        for (BoundCheck check : checks) {
            check.entry().under().map(byFault::get).ifPresent(named -> others(check, named));
        }
    }

    private void jobsOf(List<BoundCheck> checks) {
        int jobs = 0;
        for (BoundCheck check : checks) {
            int before = jobs;
            jobs += disturbed(check) ? check.check().touch().jobs() : 0;
            if (before <= cap.jobs() && jobs > cap.jobs()) {
                add(
                        check,
                        "with it, the jobs that are made while production is disturbed come to " + jobs
                                + ", and the plan allows " + cap.jobs(),
                        "send fewer, or allow more with 'disruption: { jobs: " + jobs + " }'");
            }
        }
    }

    private void tenantsOf(BoundCheck check, Set<String> tenants, Set<String> all) {
        if (cap.tenants().isEmpty()) {
            return;
        }
        if (tenants.isEmpty()) {
            add(
                    check,
                    "it does not say which tenants it touches, and the plan allows "
                            + cap.tenants().getAsInt(),
                    "make it a fault, and name them in its 'tenants'");
        }
        int before = all.size();
        all.addAll(tenants);
        if (before <= cap.tenants().getAsInt() && all.size() > cap.tenants().getAsInt()) {
            add(
                    check,
                    "with it, the tenants that are touched come to " + all.size() + ", and the plan allows "
                            + cap.tenants().getAsInt(),
                    "touch fewer, or allow more with 'disruption: { tenants: " + all.size() + " }'");
        }
    }

    /** What runs under a fault that says whose it is has to keep to them. */
    private void others(BoundCheck check, Set<String> named) {
        Set<String> others = new TreeSet<>(check.check().touch().tenants());
        others.removeAll(named);
        if (!named.isEmpty() && !others.isEmpty()) {
            add(
                    check,
                    "it touches " + String.join(", ", others) + ", and the fault that it runs under does not name them",
                    "add them to the fault's 'tenants', or send nothing of theirs");
        }
    }

    private void add(BoundCheck check, String message, String hint) {
        errors.add(check.entry().at(), check.entry().own().path(), message, hint);
    }
}
