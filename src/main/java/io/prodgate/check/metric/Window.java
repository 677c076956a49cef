package io.prodgate.check.metric;

import io.prodgate.plan.Durations;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Which time a number is about. It ends now, or when it has lasted as long as it is to. */
sealed interface Window {
    /** So long back from now. */
    record Last(Duration length) implements Window {}

    /** Since an instant, without what lies directly after it, and how long if it has an end. */
    record SinceDeploy(Instant deployed, Duration warmUp, Optional<Duration> lasts) implements Window {}

    /** Since this run began, without what lies directly after, and how long if it has an end. */
    record ThisRun(Duration warmUp, Optional<Duration> lasts) implements Window {}

    /** Only now: traps are looked for as far back as the query looks. */
    record Now(Duration length) implements Window {}

    /** When a run began, as runs know it. */
    Template.Reference RUN_STARTED = new Template.Reference("run", "started", Optional.empty());

    /** Instants at which windows end are so many seconds apart: the first of these that a window is long enough for. */
    List<Long> GRIDS = List.of(15L, 10L, 5L, 2L, 1L);

    /** A window may end before now by so small a part of it. */
    int PARTS_OF_LATENESS = 500;

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
            case SinceDeploy(Instant deployed, Duration warmUp, Optional<Duration> lasts) ->
                since(deployed.plus(warmUp), lasts, now);
            case ThisRun(Duration warmUp, Optional<Duration> lasts) ->
                since(started(values).plus(warmUp), lasts, now);
        };
    }

    private static Span since(Instant from, Optional<Duration> lasts, Instant now) {
        return new Span(
                from, lasts.map(from::plus).filter(end -> end.isBefore(now)).orElse(now));
    }

    /**
     * When it is over: before that there is no telling.
     *
     * @return empty if it has no end of its own, or if it is not known when the run began
     */
    default Optional<Instant> end(Values values) {
        return switch (this) {
            case Last _, Now _ -> Optional.empty();
            case SinceDeploy(Instant deployed, Duration warmUp, Optional<Duration> lasts) ->
                lasts.map(deployed.plus(warmUp)::plus);
            case ThisRun(Duration warmUp, Optional<Duration> lasts) ->
                lasts.flatMap(length -> values.find(RUN_STARTED)
                        .map(start -> Instant.parse(start).plus(warmUp).plus(length)));
        };
    }

    /**
     * The span that it is, ending now or a little before: at an instant that the windows of other checks of the run end at too, so that
     * what they look at together is asked for once. At most 15 seconds before, and at most a 500th of the window; not before its own
     * end where it has one.
     *
     * @throws Values.MissingValueException if it is not known when the run began
     */
    default Span endingAbout(Instant now, Values values) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Span exact = until(second, values);
        boolean over = end(values).filter(end -> !end.isAfter(second)).isPresent();
        if (over || this instanceof Now) {
            return exact;
        }
        long most = exact.length().toSeconds() / PARTS_OF_LATENESS;
        long grid =
                GRIDS.stream().filter(seconds -> seconds <= most).findFirst().orElse(1L);
        return until(Instant.ofEpochSecond(second.getEpochSecond() / grid * grid), values);
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
            case SinceDeploy since -> since.lasts().map(Window::first).orElse("the time since") + " the deploy";
            case ThisRun run ->
                run.lasts().map(length -> first(length) + " this run's start").orElse("this run");
        };
    }

    private static String first(Duration lasts) {
        return "the " + Durations.format(lasts) + " after";
    }

    /** When, behind what is expected: {@code < 60s in the last 24h}. */
    default String when() {
        return this instanceof Now ? told() : "in " + told();
    }
}
