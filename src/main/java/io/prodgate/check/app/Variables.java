package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a flow is given with {@code -e}: the plan's variables, and what marks the run's traffic as synthetic. */
final class Variables {
    /** The run's id. */
    static final String RUN = "PRODGATE_RUN";

    private static final Map<String, String> IDENTITY =
            Map.of("User-Agent", "PRODGATE_USER_AGENT", "baggage", "PRODGATE_BAGGAGE");
    private static final Template RUN_ID =
            new Template(java.util.List.of(new Template.Reference("run", "id", java.util.Optional.empty())));

    private Variables() {}

    /**
     * The variables for flows of an attempt.
     *
     * @throws Values.MissingValueException if the plan refers to a value that is not there
     */
    static Map<String, String> of(Map<String, Template> planned, Attempt attempt) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(RUN, RUN_ID.fill(attempt.values()));
        attempt.traffic().identity().forEach((header, value) -> {
            String name = IDENTITY.get(header);
            if (name != null) {
                all.put(name, value);
            }
        });
        planned.forEach((name, value) -> all.put(name, value.fill(attempt.values())));
        return all;
    }
}
