package io.prodgate.demo.promql;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Sets of labels. */
final class Labels {
    static final String NAME = "__name__";

    private Labels() {}

    /** Only those that are wanted. */
    static Map<String, String> only(Map<String, String> labels, Predicate<String> wanted) {
        Map<String, String> kept = new TreeMap<>(labels);
        kept.keySet().removeIf(wanted.negate());
        return kept;
    }

    /** All but the name. */
    static Map<String, String> unnamed(Map<String, String> labels) {
        return only(labels, label -> !label.equals(NAME));
    }
}
