package io.prodgate.plan;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ids of a plan's checks: those written, and {@code kind-number} for the others, counted per kind over the plan. */
final class CheckIds {
    private final Map<String, CheckDraft> byId = new HashMap<>();
    private final Map<CheckDraft, String> ids = new IdentityHashMap<>();

    CheckIds(List<CheckDraft> checks, PlanErrors errors) {
        for (CheckDraft check : checks) {
            check.id().ifPresent(id -> take(check, id, errors));
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (CheckDraft check : checks) {
            String kind = check.entry().kind();
            int number = numbers.merge(kind, 1, Integer::sum);
            if (check.id().isEmpty()) {
                String id = free(kind, number);
                byId.put(id, check);
                ids.put(check, id);
            }
        }
    }

    private void take(CheckDraft check, CheckDraft.Written id, PlanErrors errors) {
        ids.put(check, id.word());
        CheckDraft first = byId.putIfAbsent(id.word(), check);
        if (first != null) {
            Position at =
                    first.id().map(CheckDraft.Written::at).orElse(first.entry().at());
            errors.add(
                    id.at(),
                    id.path(),
                    "there are two checks with the id '" + Excerpt.of(id.word()) + "', the first at " + at,
                    "rename one of them");
        }
    }

    private String free(String kind, int number) {
        int next = number;
        while (byId.containsKey(kind + "-" + next)) {
            next++;
        }
        return kind + "-" + next;
    }

    /** The id of a check. */
    String of(CheckDraft check) {
        return ids.getOrDefault(check, "");
    }

    /** The check of that id, or the one that it may be a part of. */
    Optional<CheckDraft> find(String id) {
        return Optional.ofNullable(byId.get(id))
                .or(() -> whole(id, byId.keySet()).map(byId::get));
    }

    /**
     * Whether an id names one of the checks, or may name a part of one ({@code app.sign-up} of {@code app}): which parts there are is
     * known only when the checks are bound.
     */
    static boolean mayName(String id, Set<String> ids) {
        return ids.contains(id) || whole(id, ids).isPresent();
    }

    private static Optional<String> whole(String part, Set<String> ids) {
        for (int dot = part.lastIndexOf('.'); dot > 0; dot = part.lastIndexOf('.', dot - 1)) {
            if (ids.contains(part.substring(0, dot))) {
                return Optional.of(part.substring(0, dot));
            }
        }
        return Optional.empty();
    }

    /** All ids. */
    Set<String> all() {
        return byId.keySet();
    }
}
