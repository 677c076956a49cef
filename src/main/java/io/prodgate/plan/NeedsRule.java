package io.prodgate.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a check needs has to exist, to run before it, and not to need it in turn. */
final class NeedsRule {
    private static final int MOST_SHOWN = 10;

    private final CheckIds ids;
    private final PlanErrors errors;

    NeedsRule(CheckIds ids, PlanErrors errors) {
        this.ids = ids;
        this.errors = errors;
    }

    void check(List<CheckDraft> checks) {
        for (CheckDraft check : checks) {
            check.needs().forEach(need -> check(check, need));
        }
        circle(checks).ifPresent(this::tell);
    }

    private void check(CheckDraft check, CheckDraft.Written need) {
        Optional<CheckDraft> needed = ids.find(need.word());
        if (needed.isEmpty()) {
            errors.add(
                    need.at(),
                    need.path(),
                    "there is no check with the id '" + Excerpt.of(need.word()) + "'",
                    Nearest.hint(need.word(), ids.all()));
        } else if (needed.get() == check) {
            errors.add(need.at(), need.path(), "a check cannot need itself", "remove '" + need.word() + "'");
        } else if (needed.get().stageNumber() > check.stageNumber()) {
            errors.add(
                    need.at(),
                    need.path(),
                    "'" + need.word() + "' runs later, in the stage '"
                            + Excerpt.of(needed.get().entry().stage()) + "' at "
                            + needed.get().entry().at(),
                    "a check can need what is in its own stage or an earlier one");
        }
    }

    /** Takes away check after check that needs nothing any more; what is left contains a circle. */
    private Optional<List<CheckDraft>> circle(List<CheckDraft> checks) {
        Map<CheckDraft, Integer> open = new IdentityHashMap<>();
        Map<CheckDraft, List<CheckDraft>> neededBy = new IdentityHashMap<>();
        for (CheckDraft check : checks) {
            List<CheckDraft> needs = needs(check);
            open.put(check, needs.size());
            needs.forEach(need ->
                    neededBy.computeIfAbsent(need, _ -> new ArrayList<>()).add(check));
        }
        Deque<CheckDraft> free = new ArrayDeque<>();
        checks.stream().filter(check -> open.getOrDefault(check, 0) == 0).forEach(free::add);
        while (!free.isEmpty()) {
            CheckDraft done = free.remove();
            open.remove(done);
            for (CheckDraft check : neededBy.getOrDefault(done, List.of())) {
                if (open.merge(check, -1, Integer::sum) == 0) {
                    free.add(check);
                }
            }
        }
        return checks.stream().filter(open::containsKey).findFirst().map(start -> follow(start, open));
    }

    private List<CheckDraft> follow(CheckDraft start, Map<CheckDraft, Integer> open) {
        Map<CheckDraft, Integer> steps = new IdentityHashMap<>();
        List<CheckDraft> way = new ArrayList<>();
        CheckDraft at = start;
        while (!steps.containsKey(at)) {
            steps.put(at, way.size());
            way.add(at);
            at = needs(at).stream().filter(open::containsKey).findFirst().orElseThrow();
        }
        return way.subList(steps.getOrDefault(at, 0), way.size());
    }

    private List<CheckDraft> needs(CheckDraft check) {
        return check.needs().stream()
                .flatMap(need -> ids.find(need.word()).stream())
                .filter(needed -> needed != check && needed.stageNumber() == check.stageNumber())
                .toList();
    }

    private void tell(List<CheckDraft> circle) {
        List<String> steps = new ArrayList<>();
        circle.stream()
                .limit(MOST_SHOWN)
                .forEach(check -> steps.add(ids.of(check) + " (" + check.entry().at() + ")"));
        if (circle.size() > MOST_SHOWN) {
            steps.add((circle.size() - MOST_SHOWN) + " more");
        }
        steps.add(ids.of(circle.getFirst()));
        CheckDraft first = circle.getFirst();
        errors.add(
                first.needs().getFirst().at(),
                first.needs().getFirst().path(),
                "these checks need one another in a circle: " + String.join(" → ", steps),
                "remove one of the needs");
    }
}
