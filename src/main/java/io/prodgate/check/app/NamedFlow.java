package io.prodgate.check.app;

import io.prodgate.device.maestro.Flow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A flow and the check that it is.
 *
 * @param id the check's id
 * @param order its place among the flows of the entry, from 0
 */
record NamedFlow(String id, Flow flow, int order) {
    private static final int LONGEST_NAME = 60;

    /**
     * Gives each flow an id of its own below the entry's.
     *
     * @param taken ids that are none of a flow's
     */
    static List<NamedFlow> name(String entry, List<Flow> flows, Set<String> taken) {
        Set<String> used = new HashSet<>(taken);
        List<NamedFlow> named = new ArrayList<>();
        for (Flow flow : flows) {
            String base = entry + "." + word(flow.name());
            String id = base;
            for (int i = 2; !used.add(id); i++) {
                id = base + "-" + i;
            }
            named.add(new NamedFlow(id, flow, named.size()));
        }
        return List.copyOf(named);
    }

    private static String word(String name) {
        String word = name.strip().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        String cut = word.length() > LONGEST_NAME ? word.substring(0, LONGEST_NAME) : word;
        return cut.isEmpty() ? "flow" : cut;
    }

    /** Whether it has a place in the workspace's execution order. */
    boolean inSequence() {
        return flow.sequence().isPresent();
    }
}
