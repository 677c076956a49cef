package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is left of some checks where production must not be disturbed: neither those that disturb it nor those that need one of them.
 *
 * @param checks that are left, in their order
 * @param leftOut the ids of the others
 */
record Undisturbed(List<BoundCheck> checks, List<String> leftOut) {
    private static final String OPTION = "--allow-disruption";

    /**
     * What is left of the checks.
     *
     * @throws CommandException if nothing is: no checks selected is never a pass
     */
    static Undisturbed of(List<BoundCheck> checks) throws CommandException {
        Set<String> out = new LinkedHashSet<>();
        while (checks.stream()
                .filter(check -> check.disruptive()
                        || check.entry().needs().stream().anyMatch(out::contains)
                        || check.entry().under().filter(out::contains).isPresent())
                .map(check -> check.entry().id())
                .map(out::add)
                .reduce(false, Boolean::logicalOr)) {
            // Until those that need one of them are out, too.
        }
        List<BoundCheck> left = checks.stream()
                .filter(check -> !out.contains(check.entry().id()))
                .toList();
        if (left.isEmpty() && !out.isEmpty()) {
            throw CommandException.usage("what was chosen disturbs production on purpose (" + String.join(", ", out)
                    + "), and that was not allowed: add " + OPTION + "; nothing was run");
        }
        return new Undisturbed(left, List.copyOf(out));
    }

    /** What chose the checks, with that some were left out. */
    List<String> described(List<String> options) {
        if (leftOut.isEmpty()) {
            return options;
        }
        List<String> all = new ArrayList<>(options);
        all.add("without " + OPTION + ", and so without " + String.join(", ", leftOut));
        return all;
    }
}
