package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.diagnosis.Rules;
import io.prodgate.plan.Plan;
import java.util.List;

/**
 * A plan without mistakes, ready to run.
 *
 * @param plan as read
 * @param options that name it again on a command line: its file and where its variables come from
 * @param checks all of its checks, bound to what runs them, in the plan's order
 */
public record LoadedPlan(Plan plan, List<String> options, List<BoundCheck> checks, Rules rules) {
    public LoadedPlan {
        options = List.copyOf(options);
        checks = List.copyOf(checks);
    }

    /** The same checks by another plan. */
    LoadedPlan with(Plan other) {
        return new LoadedPlan(other, options, checks, rules);
    }
}
