package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.plan.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which checks of a plan to run.
 *
 * @param only ids, with {@code *} and {@code ?} as in file names; empty for all
 * @param tags a check must carry one of these; empty for all
 * @param skipTags a check must carry none of these
 */
public record Selection(List<String> only, List<String> tags, List<String> skipTags) {
    public Selection {
        only = List.copyOf(only);
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
    }

    /**
     * The checks chosen, and those they need, in the plan's order. A needed check is taken in even if a tag would leave it
     * out: without it the check that needs it could not be judged.
     *
     * @throws CommandException if an id or a tag is not in the plan, or nothing is left: no checks selected is never a pass
     */
    public List<BoundCheck> apply(List<BoundCheck> checks) throws CommandException {
        refuseUnknown(checks);
        Set<String> chosen = checks.stream()
                .filter(chosenById().and(this::chosenByTag))
                .map(check -> check.entry().id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (chosen.isEmpty()) {
            throw CommandException.usage(
                    checks.isEmpty()
                            ? "the plan has no checks, and no checks is never a pass. Add one to the plan."
                            : "no check is left by " + String.join(" ", described())
                                    + ", and no checks is never a pass. Choose at least one of: "
                                    + String.join(", ", ids(checks)) + ".");
        }
        Set<String> withNeeds = withNeeds(chosen, checks);
        return checks.stream()
                .filter(check -> withNeeds.contains(check.entry().id()))
                .toList();
    }

    /** The options as a user would write them; empty if all checks are chosen. */
    public List<String> described() {
        List<String> options = new ArrayList<>();
        only.forEach(id -> options.add("--only " + id));
        tags.forEach(tag -> options.add("--tag " + tag));
        skipTags.forEach(tag -> options.add("--skip-tag " + tag));
        return List.copyOf(options);
    }

    private void refuseUnknown(List<BoundCheck> checks) throws CommandException {
        Collection<String> ids = new TreeSet<>(ids(checks));
        checks.forEach(check -> ids.add(check.origin()));
        for (String wanted : only) {
            if (ids.stream().noneMatch(glob(wanted))) {
                throw CommandException.usage("--only " + wanted + ": no check of the plan has this id ("
                        + Nearest.hint(wanted, ids) + "); nothing was run");
            }
        }
        Set<String> known = checks.stream()
                .flatMap(check -> check.entry().tags().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        refuseUnknownTags("--tag", tags, known);
        refuseUnknownTags("--skip-tag", skipTags, known);
    }

    private static void refuseUnknownTags(String option, List<String> wanted, Set<String> known)
            throws CommandException {
        for (String tag : wanted) {
            if (!known.contains(tag)) {
                throw CommandException.usage(option + " " + tag + ": no check of the plan has this tag ("
                        + (known.isEmpty() ? "the plan has no tags" : Nearest.hint(tag, known))
                        + "); nothing was run");
            }
        }
    }

    private Predicate<BoundCheck> chosenById() {
        List<Predicate<String>> globs = only.stream().map(Selection::glob).toList();
        return check -> globs.isEmpty()
                || globs.stream().anyMatch(glob -> glob.test(check.entry().id()) || glob.test(check.origin()));
    }

    private boolean chosenByTag(BoundCheck check) {
        List<String> own = check.entry().tags();
        return (tags.isEmpty() || own.stream().anyMatch(tags::contains))
                && own.stream().noneMatch(skipTags::contains);
    }

    private static Set<String> withNeeds(Set<String> chosen, List<BoundCheck> checks) {
        Map<String, BoundCheck> byId =
                checks.stream().collect(Collectors.toMap(check -> check.entry().id(), Function.identity()));
        Set<String> all = new HashSet<>(chosen);
        Deque<String> open = new ArrayDeque<>(chosen);
        while (!open.isEmpty()) {
            BoundCheck check = byId.get(open.pop());
            if (check != null) {
                Stream.of(check.entry().needs().stream(), check.entry().under().stream(), usersOf(check, checks))
                        .flatMap(ids -> ids)
                        .filter(all::add)
                        .forEach(open::push);
            }
        }
        return all;
    }

    /** A condition is made for those that run under it. */
    private static Stream<String> usersOf(BoundCheck check, List<BoundCheck> checks) {
        String id = check.entry().id();
        return check.check().makesCondition()
                ? checks.stream()
                        .filter(other ->
                                other.entry().under().filter(id::equals).isPresent())
                        .map(other -> other.entry().id())
                : Stream.empty();
    }

    private static List<String> ids(List<BoundCheck> checks) {
        return checks.stream().map(check -> check.entry().id()).toList();
    }

    private static Predicate<String> glob(String pattern) {
        String expression = pattern.codePoints()
                .mapToObj(Character::toString)
                .map(letter -> switch (letter) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Pattern.quote(letter);
                })
                .collect(Collectors.joining());
        return Pattern.compile(expression).asMatchPredicate();
    }
}
