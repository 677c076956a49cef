package io.prodgate.check;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All kinds of checks there are. */
@Singleton
public final class Kinds {
    private final Map<String, CheckKind> byName;

    public Kinds(@All List<CheckKind> kinds) {
        byName = new TreeMap<>(kinds.stream().collect(Collectors.toMap(CheckKind::name, Function.identity())));
    }

    /** The kinds, by name. */
    public List<CheckKind> all() {
        return List.copyOf(byName.values());
    }

    /** Binds every check of a plan; mistakes go into {@code errors}. */
    public List<BoundCheck> bind(Plan plan, PlanErrors errors) {
        List<BoundCheck> bound = new ArrayList<>();
        Map<String, List<String>> ids = new HashMap<>();
        for (Plan.Stage stage : plan.stages()) {
            for (Plan.CheckEntry entry : stage.checks()) {
                CheckKind kind = byName.get(entry.kind());
                if (kind == null) {
                    errors.add(
                            entry.at(),
                            entry.own().path(),
                            "there is no kind of check called '" + entry.kind() + "'",
                            Nearest.hint(entry.kind(), byName.keySet()));
                } else {
                    Keys own = NodeKeys.of(entry.own(), errors, Plan.CheckEntry.COMMON_KEYS);
                    List<BoundCheck> parts = kind.bind(entry, own, plan);
                    ids.put(
                            entry.id(),
                            parts.stream().map(part -> part.entry().id()).toList());
                    parts.forEach(part -> bound.add(part.from(entry.id())));
                }
            }
        }
        new Parts(bound, errors).check(plan);
        if (errors.all().isEmpty()) {
            new Caps(plan.disruption(), errors).check(bound);
        }
        return bound.stream().map(check -> check.needing(ids)).toList();
    }
}
