package io.prodgate.check.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests to production a flow makes: as the plan says, and, once production has limited the app, at least as many as
 * were seen in the device's log. Safe for use by several threads.
 */
final class Cost {
    private final Map<String, Integer> planned;
    private final int otherwise;
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();

    /**
     * Costs.
     *
     * @param planned by the flow's name
     * @param otherwise of flows that are not among them
     */
    Cost(Map<String, Integer> planned, int otherwise) {
        this.planned = Map.copyOf(planned);
        this.otherwise = otherwise;
    }

    int of(String flow) {
        int plan = planned.getOrDefault(flow, otherwise);
        return Math.max(plan, seen.getOrDefault(flow, 0));
    }

    /** Production limited the app in this flow after so many answers. */
    void learn(String flow, int answers) {
        seen.merge(flow, answers, Math::max);
    }
}
