package io.prodgate.journal;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is remembered of an ended run, small enough to be kept for many of them.
 *
 * @param run its id
 * @param production the production's name
 * @param revision what was live, if the plan said so
 * @param started when it began
 * @param duration how long it was at work
 * @param verdict as in its reports
 * @param part whether only a part of the plan was run: what is not named then need not have passed
 * @param outcomes how many checks ended in which way, by the outcome's name
 * @param unsettled the checks that did not simply pass; those beyond {@link #MOST_CHECKS} are only counted
 * @param numbers what it measured; those beyond {@link #MOST_NUMBERS} are left out
 */
public record PastRun(
        String run,
        String production,
        Optional<String> revision,
        Instant started,
        Duration duration,
        String verdict,
        boolean part,
        Map<String, Long> outcomes,
        List<Unsettled> unsettled,
        List<Number> numbers) {
    /** The most checks that are named. */
    public static final int MOST_CHECKS = 100;

    /** The most numbers that are kept. */
    public static final int MOST_NUMBERS = 30;

    public PastRun {
        if (run == null || production == null || started == null || duration == null || verdict == null) {
            throw new IllegalArgumentException("a run needs an id, a production, a start, a duration and a verdict");
        }
        outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
        if (outcomes.containsValue(null)) {
            throw new IllegalArgumentException("each outcome needs a number");
        }
        unsettled = List.copyOf(unsettled);
        numbers = List.copyOf(numbers);
    }

    /** How many checks ended so, by the outcome's name. */
    public long count(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Whether all checks that did not simply pass are named. */
    public boolean namesAll() {
        long not = outcomes.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(Outcome.PASSED.wireName()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return unsettled.size() >= not;
    }

    /**
     * A check that did not simply pass.
     *
     * @param check its id
     * @param outcome how it ended
     * @param cause who was to blame, if somebody was
     */
    public record Unsettled(String check, Outcome outcome, Optional<Cause> cause) {
        public Unsettled {
            if (check == null || outcome == null) {
                throw new IllegalArgumentException("a check needs an id and an outcome");
            }
        }
    }

    /**
     * Something that was measured.
     *
     * @param name check and metric: {@code tickets/p95}
     * @param unit what the value counts, as in a baseline
     * @param value finite
     */
    public record Number(String name, String unit, double value) {
        public Number {
            if (name == null || unit == null || !Double.isFinite(value)) {
                throw new IllegalArgumentException("a number needs a name, a unit and a finite value");
            }
        }
    }
}
