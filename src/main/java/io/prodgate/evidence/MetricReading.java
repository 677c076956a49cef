package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A number read from a monitoring system, with what it stands on.
 *
 * @param system its name in the plan
 * @param query as it was asked
 * @param group which value of a label it is of, as {@code tenant_id="a"}; empty if it is of all
 * @param from start of the window
 * @param to end of the window
 * @param step between values of a query that was asked over time; absent if it was asked once, at the end
 * @param series how many series the answer had
 * @param points how many values they had together
 * @param value the value that was judged, as text, since it may be {@code NaN}; absent if there was none
 * @param observations how many observations it stands on, if that could be found out
 * @param unit what the value counts: {@code seconds}, {@code percent}; empty in journals that were written before it was told
 * @param values of a query that was asked over time, in order, as far as they are numbers: at most {@link #MOST_VALUES}, evenly picked
 * @param flaws what is wrong with the data, if anything
 * @param curve its course over time, times of disturbance too: at most {@link #MOST_POINTS} of a query that was asked over time, thinned
 *     so that no peak is lost
 * @param disturbed when drills and faults of ours disturbed production in the window, as far as that is known; at most
 *     {@link #MOST_DISTURBED}, the last ones
 */
public record MetricReading(
        String system,
        String query,
        String group,
        Instant from,
        Instant to,
        Optional<Duration> step,
        int series,
        long points,
        Optional<String> value,
        Optional<Long> observations,
        String unit,
        List<Double> values,
        List<Flaw> flaws,
        List<Point> curve,
        List<Disturbance> disturbed)
        implements Evidence {
    /** How many values over time are kept at most: those of a day at intervals of five minutes. */
    public static final int MOST_VALUES = 288;

    /** How many points of its course are kept at most. */
    public static final int MOST_POINTS = 300;

    /** How many disturbances are kept at most. */
    public static final int MOST_DISTURBED = 20;

    public MetricReading {
        // Journals that were written before there were units, values and courses have none.
        unit = Objects.requireNonNullElse(unit, "");
        values = List.copyOf(Objects.requireNonNullElse(values, List.of()));
        flaws = List.copyOf(flaws);
        curve = List.copyOf(Objects.requireNonNullElse(curve, List.of()));
        disturbed = List.copyOf(Objects.requireNonNullElse(disturbed, List.of()));
    }

    /** A value at a time; a number, never infinite. */
    public record Point(Instant at, double value) {}

    /**
     * What is wrong with data.
     *
     * @param kind in one word
     * @param detail one sentence for people
     */
    public record Flaw(Kind kind, String detail) {}

    /** What may be wrong with data. */
    public enum Kind {
        /** The answer is empty, or lacks points that it should have. */
        EMPTY,
        /** A value is NaN or infinite. */
        NOT_A_NUMBER,
        /** It stands on fewer observations than wanted. */
        TOO_FEW,
        /** The window is too short to say anything yet. */
        TOO_SHORT,
        /** Our own drills and faults disturbed too much of the window. */
        DISTURBED,
        /** Targets were not scraped, or were down, for a part of the window. */
        GAP,
        /** Counters began anew within the window. */
        RESET,
        /** Counters appeared within the window with a value, and it matters whether that is counted. */
        BORN,
        /** The histogram's highest finite bucket does not reach what is asked about. */
        SATURATED,
        /** A value outside of what a share can be. */
        NOT_A_SHARE,
        /** A rate per second, multiplied by 100, in the place of a percentage. */
        RATE_AS_PERCENTAGE,
        /** A selector in the query matches no series at all. */
        NO_SERIES,
        /** Several series where one is expected. */
        SEVERAL_SERIES,
        /** A value that is neither what is expected nor what is a failure. */
        BETWEEN;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
