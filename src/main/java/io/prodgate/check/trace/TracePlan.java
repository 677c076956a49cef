package io.prodgate.check.trace;

import io.prodgate.check.AskedSystem;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Template;
import io.prodgate.system.jaeger.Jaeger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check of kind {@code trace} looks for.
 *
 * @param system asked
 * @param dialect that it speaks, if the plan says so
 * @param search which traces
 * @param expected spans of each
 * @param within how long it may take until a trace can be seen whole
 * @param every how long to wait between looks: at first, growing by half
 * @param since how far back traces are searched
 * @param atLeast how many traces there must be
 * @param maxGap the longest time within a trace in which no span may be at work
 * @param noErrors whether a span that ended with an error is a miss
 * @param duration expected of each trace
 * @param share of the traces that must be as expected; all if empty
 */
record TracePlan(
        AskedSystem system,
        Optional<Jaeger.Dialect> dialect,
        Search search,
        Expected expected,
        Duration within,
        Duration every,
        Duration since,
        int atLeast,
        Optional<Duration> maxGap,
        boolean noErrors,
        Optional<Expectation> duration,
        Optional<Expectation> share) {
    /** Which traces. */
    sealed interface Search {}

    /** Those with these ids, each of them. */
    record Ids(List<Template> ids) implements Search {
        Ids {
            ids = List.copyOf(ids);
        }
    }

    /**
     * Those that hold a span with these tags.
     *
     * @param items one trace is looked for each, and {@code ${item.name}} stands for it; empty if any number may be found
     */
    record Tags(String service, Map<String, Template> tags, List<Template> items) implements Search {
        Tags {
            tags = Map.copyOf(tags);
            items = List.copyOf(items);
        }
    }

    /** Those of this run, by what marks all its requests. */
    record OfRun(String service) implements Search {}
}
