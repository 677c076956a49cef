package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a tracing system had of the requests that were looked for, when it was asked last.
 *
 * @param system its name in the plan
 * @param url its base URL
 * @param api the language it answered in, in words
 * @param by how traces were looked for
 * @param search the same in words: {@code tag ticket=${item.name} of webhook}
 * @param wanted how many traces there must be at least
 * @param found how many of them were there; more than {@code wanted} if any number may be found
 * @param whole how many of those found have all spans that are expected
 * @param single how many of those found consist of one span alone
 * @param absent what no trace was found of, the first of them
 * @param others how many further traces of the same service there were, if that was asked
 * @param looks when something new was seen, and the last look
 * @param traces those that lack something or hold errors first, then some of the others
 * @param stages where the time of all traces went
 */
public record TraceReading(
        String system,
        String url,
        String api,
        By by,
        String search,
        int wanted,
        int found,
        int whole,
        int single,
        List<String> absent,
        Optional<Integer> others,
        List<Look> looks,
        List<Seen> traces,
        List<Stage> stages)
        implements Evidence {
    public TraceReading {
        absent = List.copyOf(absent);
        looks = List.copyOf(looks);
        traces = List.copyOf(traces);
        stages = List.copyOf(stages);
    }

    /** How traces are looked for. */
    public enum By {
        /** By their ids. */
        ID,
        /** By a tag of one of their spans. */
        TAG,
        /** By what marks every request of the run. */
        RUN;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One look.
     *
     * @param after since the first look
     * @param traces how many there were
     * @param spans how many they had together
     */
    public record Look(Duration after, int traces, int spans) {}

    /**
     * One trace.
     *
     * @param id in the tracing system
     * @param of what it was found for
     * @param start of its first span
     * @param duration from its start to the end of its last span
     * @param spans how many it has
     * @param lacking what is missing or out of order: {@code worker → servicedesk is missing}
     * @param errors spans that ended with an error, in words
     * @param gap the longest time within it in which no span was at work
     */
    public record Seen(
            String id,
            String of,
            Instant start,
            Duration duration,
            int spans,
            List<String> lacking,
            List<String> errors,
            Duration gap) {
        public Seen {
            lacking = List.copyOf(lacking);
            errors = List.copyOf(errors);
        }
    }

    /**
     * Where time went, over all traces. What a span waited for its children is theirs.
     *
     * @param name of a span that is expected, of a service, or {@code (between spans)}
     * @param traces in how many it took part
     * @param median of its time in those, by nearest rank
     * @param p95 the same
     * @param longest the same
     * @param percent its part of the time of all traces together
     */
    public record Stage(String name, int traces, Duration median, Duration p95, Duration longest, double percent) {}
}
