package io.prodgate.check.metric;

import io.prodgate.plan.Durations;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Which time a number is about. It always ends now. */
sealed interface Window {
    /** So long back from now. */
    record Last(Duration length) implements Window {}

    /** Since an instant, without what lies directly after it. */
    record SinceDeploy(Instant deployed, Duration warmUp) implements Window {}

    /** Since this run began, without what lies directly after. */
    record ThisRun(Duration warmUp) implements Window {}

    /** Only now: traps are looked for as far back as the query looks. */
    record Now(Duration length) implements Window {}

    /** When a run began, as runs know it. */
    Template.Reference RUN_STARTED = new Template.Reference("run", "started", Optional.empty());

    /** From when to when. */
    record Span(Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    /**
     * The span that it is, to now.
     *
     * @throws Values.MissingValueException if it is not known when the run began
     */
    default Span until(Instant now, Values values) {
        return switch (this) {
            case Last(Duration length) -> new Span(now.minus(length), now);
            case Now(Duration length) -> new Span(now.minus(length), now);
            case SinceDeploy(Instant deployed, Duration warmUp) -> new Span(deployed.plus(warmUp), now);
            case ThisRun(Duration warmUp) -> new Span(started(values).plus(warmUp), now);
        };
    }

    private static Instant started(Values values) {
        try {
            return values.find(RUN_STARTED)
                    .map(Instant::parse)
                    .orElseThrow(() -> new Values.MissingValueException(RUN_STARTED));
        } catch (DateTimeParseException e) {
            throw new Values.MissingValueException(RUN_STARTED);
        }
    }

    /** In words. */
    default String told() {
        return switch (this) {
            case Last(Duration length) -> "the last " + Durations.format(length);
            case Now(Duration length) -> "now";
            case SinceDeploy since -> "the time since the deploy";
            case ThisRun run -> "this run";
        };
    }

    /** When, behind what is expected: {@code < 60s in the last 24h}. */
    default String when() {
        return this instanceof Now ? told() : "in " + told();
    }
}
