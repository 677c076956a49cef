package io.prodgate.check;

import io.prodgate.plan.Nearest;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names of checks that only binding tells: the parts of an entry, such as the flows of an app. */
final class Parts {
    private final List<BoundCheck> checks;
    private final PlanErrors errors;
    private final Set<String> known = new TreeSet<>();

    Parts(List<BoundCheck> checks, PlanErrors errors) {
        this.checks = checks;
        this.errors = errors;
    }

    /** Sees to it that every id is there once, and that all the plan refers to is there. */
    void check(Plan plan) {
        plan.stages().forEach(stage -> stage.checks().forEach(entry -> known.add(entry.id())));
        Map<String, BoundCheck> first = new HashMap<>();
        for (BoundCheck check : checks) {
            known.add(check.entry().id());
            BoundCheck other = first.putIfAbsent(check.entry().id(), check);
            if (other != null && !other.origin().equals(check.origin())) {
                add(
                        check,
                        "there are two checks with the id '" + check.entry().id() + "', the first at "
                                + other.entry().at(),
                        "rename one of them");
            }
        }
        for (BoundCheck check : checks) {
            check.entry().needs().stream()
                    .filter(need -> !known.contains(need))
                    .forEach(need -> add(
                            check, "there is no check with the id '" + need + "', which is needed here", hint(need)));
        }
        plan.quarantine().entries().stream()
                .filter(entry -> !known.contains(entry.check()))
                .forEach(entry -> errors.add(
                        entry.at(),
                        "quarantine.checks",
                        "there is no check called '" + entry.check() + "'",
                        hint(entry.check())));
    }

    private void add(BoundCheck check, String message, String hint) {
        errors.add(check.entry().at(), check.entry().own().path(), message, hint);
    }

    private String hint(String id) {
        return Nearest.hint(id, known);
    }
}
