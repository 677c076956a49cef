package io.prodgate.check.journey;

import io.prodgate.evidence.ItemResult;
import java.util.Comparator;
import java.util.List;

/** The steps of an item's way, in their order. */
final class Way {
    /** Production took it. */
    static final String ACCEPTED = "accepted";

    /** Production answered what must have no effect. */
    static final String ANSWERED = "answered";

    /** Production says what became of it. */
    static final String JOB = "job";

    /** The services that worked on it say so. */
    static final String SPANS = "spans";

    /** What was waited for is there. */
    static final String STATE = "state";

    /** What was waited for is there: a note. */
    static final String NOTE = "note";

    private static final List<String> ORDER = List.of(ACCEPTED, JOB, SPANS, STATE, NOTE);

    private Way() {}

    /** Steps in the order of the way: clocks differ, and what came first may be seen last. */
    static List<ItemResult.Step> ordered(List<ItemResult.Step> steps) {
        return steps.stream()
                .sorted(Comparator.comparingInt(step -> ORDER.indexOf(step.what())))
                .toList();
    }
}
