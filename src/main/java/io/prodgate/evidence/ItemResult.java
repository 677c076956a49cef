package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How far one item of a journey came.
 *
 * @param item its name
 * @param end how it ended
 * @param started when its sending began, after all waiting for pace
 * @param took from {@code started} to the state that was waited for; empty if it did not come
 * @param results how many results were seen of it, where the plan counts them
 * @param detail what was seen last, in words
 * @param steps what proves how far it came, in the order of its way
 * @param simulated true if it is none that production itself has met: replayed from a file, or made up
 */
public record ItemResult(
        String item,
        End end,
        Instant started,
        Optional<Duration> took,
        Optional<Integer> results,
        String detail,
        List<Step> steps,
        boolean simulated)
        implements Evidence {
    public ItemResult {
        // Journals that were written before there were steps have none.
        steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
    }

    /** An item of production's own, of which nothing but its end is told. */
    public ItemResult(
            String item, End end, Instant started, Optional<Duration> took, Optional<Integer> results, String detail) {
        this(item, end, started, took, results, detail, List.of(), false);
    }

    /**
     * Something that was seen of an item on its way.
     *
     * @param what in a word: {@code accepted}, {@code job}, {@code spans}, {@code note}, {@code state}
     * @param at when, by the clock of who tells it
     * @param detail what it says
     */
    public record Step(String what, Instant at, String detail) {}

    /** How an item ended. */
    public enum End {
        /** The state that was waited for was seen in time. */
        ARRIVED,
        /** The state that was waited for was not seen within the time the plan grants. */
        LATE,
        /** A state came that the plan calls a failure. */
        FAILED,
        /** Production refused what was sent. */
        REFUSED,
        /** It is not known whether what was sent arrived, and nothing could tell. */
        UNKNOWN,
        /** It could not be sent, or its progress not be asked for. */
        NOT_JUDGED;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
