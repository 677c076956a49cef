package io.prodgate.check;

import io.prodgate.plan.Nearest;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        conditions();
        plan.quarantine().entries().stream()
                .filter(entry -> !known.contains(entry.check()))
                .forEach(entry -> errors.add(
                        entry.at(),
                        "quarantine.checks",
                        "there is no check called '" + entry.check() + "'",
                        hint(entry.check())));
    }

    /** What a check runs under has to be a condition that another check of its stage makes, and each has to be made for somebody. */
    private void conditions() {
        Map<String, BoundCheck> makers = checks.stream()
                .filter(check -> check.check().makesCondition())
                .collect(Collectors.toMap(check -> check.entry().id(), Function.identity(), (one, other) -> one));
        Set<String> used = new TreeSet<>();
        for (BoundCheck check : checks) {
            check.entry().under().ifPresent(under -> {
                used.add(under);
                BoundCheck maker = makers.get(under);
                if (maker == null || check.check().makesCondition()) {
                    add(
                            check,
                            "'under' names '" + under + "', under which nothing can run",
                            Nearest.hint(under, makers.keySet()));
                } else if (!maker.entry().stage().equals(check.entry().stage())) {
                    add(check, "'" + under + "' is in another stage", "put both into the same one");
                }
            });
        }
        checks.stream()
                .filter(check -> check.entry()
                        .under()
                        .filter(under -> waitsFor(check, under) || waitsForUser(makers.get(under), under))
                        .isPresent())
                .forEach(check -> add(
                        check,
                        "it runs under '" + check.entry().under().orElse("") + "' and waits for its end",
                        "remove the need that leads there"));
        makers.values().stream()
                .filter(maker -> !used.contains(maker.entry().id()))
                .forEach(maker -> add(
                        maker,
                        "no check runs under it, so it would be made for nothing",
                        "give a check of this stage 'under: " + maker.entry().id() + "'"));
    }

    private boolean waitsForUser(@Nullable BoundCheck maker, String under) {
        return maker != null
                && checks.stream()
                        .filter(check ->
                                check.entry().under().filter(under::equals).isPresent())
                        .anyMatch(user -> waitsFor(maker, user.entry().id()) || waitsFor(maker, user.origin()));
    }

    /** Whether what a check needs, or what that needs, is a certain other one. */
    private boolean waitsFor(BoundCheck check, String other) {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(check.entry().needs());
        while (!open.isEmpty()) {
            String id = open.pop();
            if (id.equals(other)) {
                return true;
            }
            if (seen.add(id)) {
                checks.stream()
                        .filter(one ->
                                one.entry().id().equals(id) || one.origin().equals(id))
                        .forEach(one -> open.addAll(one.entry().needs()));
            }
        }
        return false;
    }

    private void add(BoundCheck check, String message, String hint) {
        errors.add(check.entry().at(), check.entry().own().path(), message, hint);
    }

    private String hint(String id) {
        return Nearest.hint(id, known);
    }
}
