package io.prodgate.check.journey;

import io.prodgate.check.request.Capture;
import io.prodgate.check.request.Step;
import io.prodgate.check.spans.TracePlan;
import io.prodgate.plan.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a journey does for each of its items, and what is expected of all of them.
 *
 * @param id the check's
 * @param place where the check stands in the plan, for messages
 * @param items at least one
 * @param send what is sent
 * @param forgeries what is made wrong with it; empty if it is sent as it is
 * @param lookUp how to find out whether something arrived whose sending was not answered
 * @param until what is waited for
 * @param job what production says of an item on its way
 * @param trace the trace that each item that arrived must have left
 * @param results what is counted then
 * @param unchanged what must stay as it was
 * @param parallel how many items are under way at the same time
 * @param repeat true if the plan says that sending an item twice does no harm
 * @param expected of all items
 */
record Journey(
        String id,
        String place,
        List<Item> items,
        Step send,
        List<Forgery> forgeries,
        Optional<LookUp> lookUp,
        Optional<Until> until,
        Optional<Job> job,
        Optional<TracePlan> trace,
        Optional<Results> results,
        List<Watch> unchanged,
        int parallel,
        boolean repeat,
        List<Aim> expected) {
    Journey {
        items = List.copyOf(items);
        forgeries = List.copyOf(forgeries);
        unchanged = List.copyOf(unchanged);
        expected = List.copyOf(expected);
    }

    /** What production is asked beside what is sent. */
    List<Step> asked() {
        return Stream.of(
                        lookUp.map(LookUp::step).stream(),
                        until.flatMap(waited -> waited.look().step()).stream(),
                        job.map(asks -> asks.look().asked()).stream(),
                        results.map(Results::step).stream(),
                        unchanged.stream().map(Watch::step))
                .flatMap(steps -> steps)
                .toList();
    }

    /** True if nothing is waited for: what is sent must be answered as expected and have no effect. */
    boolean withoutEffect() {
        return until.isEmpty() && results.isEmpty();
    }

    /** The notes that are waited for. */
    List<Look.ForNote> notes() {
        return until.stream()
                .map(Until::look)
                .filter(Look.ForNote.class::isInstance)
                .map(Look.ForNote.class::cast)
                .toList();
    }

    /**
     * How often something is asked.
     *
     * @param first the pause after the first time
     * @param longest each pause is half as long again as the one before, up to this
     */
    record Pace(Duration first, Duration longest) {
        /** The pause after another. */
        Duration after(Duration pause) {
            Duration longer = pause.plus(pause.dividedBy(2));
            return longer.compareTo(longest) < 0 ? longer : longest;
        }
    }

    /**
     * A question whether something arrived.
     *
     * @param step asked; met if it arrived
     * @param within how long it may take until what arrived can be seen
     */
    record LookUp(Step step, Pace pace, Duration within) {}

    /**
     * A state that is waited for.
     *
     * @param look how it is looked for
     * @param within counted from the sending
     * @param blind true if nothing in it is captured from the answer to the sending
     * @param mayBeThere true if the plan says that the state may be there before anything is sent
     */
    record Until(Look look, Pace pace, Duration within, boolean blind, boolean mayBeThere) {
        /** How long it takes from the sending until everything about an item is known, at most. */
        Duration longest() {
            return switch (look) {
                case Look.AtAnswer _ -> within;
                case Look.ForNote(var _, Duration quiet) -> within.plus(quiet);
            };
        }
    }

    /**
     * What production says of an item on its way: its job.
     *
     * @param look met if the job is as it should be
     * @param within counted from the sending
     */
    record Job(Look.AtAnswer look, Pace pace, Duration within) {}

    /**
     * What is counted when the state is there.
     *
     * @param count where the number, or the list, is in the answer
     * @param quiet how long to wait for one too many
     * @param expectation of the number of every item
     */
    record Results(Step step, Capture count, Pace pace, Duration quiet, Expectation expectation) {}

    /**
     * Something that must stay as it was.
     *
     * @param value where it is in the answer
     * @param watch how long it is looked at after the last sending
     */
    record Watch(Step step, Capture value, Pace pace, Duration watch) {}

    /** Something expected of all items together. */
    record Aim(Measure measure, Expectation expectation) {}

    /** What of all items together can be expected to be something. */
    enum Measure {
        SUCCESS("success"),
        RESULTS("results"),
        NOTES("notes"),
        COUNT("count"),
        P50("p50"),
        P75("p75"),
        P90("p90"),
        P95("p95"),
        P99("p99"),
        MEAN("mean"),
        MAX("max");

        private final String word;

        Measure(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** For a percentile: which. */
        int percent() {
            return switch (this) {
                case P50 -> 50;
                case P75 -> 75;
                case P90 -> 90;
                case P95 -> 95;
                case P99 -> 99;
                case MAX -> 100;
                case SUCCESS, RESULTS, NOTES, COUNT, MEAN ->
                    throw new IllegalStateException(word + " is no percentile");
            };
        }

        /** What an expectation of it compares with. */
        Expectation.Subject subject() {
            return switch (this) {
                case SUCCESS -> Expectation.Subject.PERCENTAGE;
                case RESULTS, NOTES, COUNT -> Expectation.Subject.NUMBER;
                case P50, P75, P90, P95, P99, MEAN, MAX -> Expectation.Subject.DURATION;
            };
        }
    }
}
