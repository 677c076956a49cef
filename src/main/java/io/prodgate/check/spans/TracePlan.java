package io.prodgate.check.spans;

import io.prodgate.check.AskedSystem;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import io.prodgate.system.jaeger.Jaeger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
 * @param since how far back traces are searched; from the start of the run if empty
 * @param atLeast how many traces there must be
 * @param maxGap the longest time within a trace in which no span may be at work
 * @param noErrors whether a span that ended with an error is a miss
 * @param duration expected of each trace
 * @param share of the traces that must be as expected; all if empty
 */
public record TracePlan(
        AskedSystem system,
        Optional<Jaeger.Dialect> dialect,
        Search search,
        Expected expected,
        Duration within,
        Duration every,
        Optional<Duration> since,
        int atLeast,
        Optional<Duration> maxGap,
        boolean noErrors,
        Optional<Expectation> duration,
        Optional<Expectation> share) {
    /** Services' clocks may be behind. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    /** How far back is searched where it is not known when the run began. */
    private static final Duration USUALLY = Duration.ofHours(1);

    /** Which traces. */
    public sealed interface Search {}

    /** Those with these ids, each of them. */
    public record Ids(List<Template> ids) implements Search {
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    /**
     * Those that hold a span with these tags.
     *
     * @param items one trace is looked for each, and {@code ${item.name}} stands for it; empty if any number may be found
     */
    public record Tags(String service, Map<String, Template> tags, List<Template> items) implements Search {
        public Tags {
            tags = Map.copyOf(tags);
            items = List.copyOf(items);
        }
    }

    /** Those of this run, by what marks all its requests. */
    public record OfRun(String service) implements Search {}

    /** The same plan for one look, which waits for nothing. */
    public TracePlan atOnce() {
        return new TracePlan(
                system,
                dialect,
                search,
                expected,
                Duration.ZERO,
                every,
                since,
                atLeast,
                maxGap,
                noErrors,
                duration,
                share);
    }

    /** All that is filled in. */
    public List<Template.Reference> references() {
        List<Template> templates = switch (search) {
            case Ids(List<Template> ids) -> ids;
            case Tags tags -> List.copyOf(tags.tags().values());
            case OfRun _ -> List.of();
        };
        return templates.stream()
                .flatMap(template -> template.references().stream())
                .toList();
    }

    /** From when traces are searched: what was sent in this run left none before it. */
    Instant from(Values values, Instant now) {
        return since.map(now::minus)
                .or(() -> runStarted(values)
                        .map(started -> started.minus(SLACK))
                        .filter(started -> started.isBefore(now)))
                .orElseGet(() -> now.minus(USUALLY));
    }

    private static Optional<Instant> runStarted(Values values) {
        try {
            return values.find(new Template.Reference("run", "started", Optional.empty()))
                    .map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
