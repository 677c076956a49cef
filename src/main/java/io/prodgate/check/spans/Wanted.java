package io.prodgate.check.spans;

import java.util.Map;

/**
 * What is looked for with one question.
 *
 * @param name for people; empty where any number of traces may be found
 * @param id of the trace, or empty
 * @param tags that a span of it has, if there is no id
 * @param least how many traces it must find
 */
public record Wanted(String name, String id, Map<String, String> tags, int least) {
    public Wanted {
        tags = Map.copyOf(tags);
    }

    /** True if it stands for one trace, false for any number of them. */
    boolean single() {
        return !name.isEmpty();
    }
}
