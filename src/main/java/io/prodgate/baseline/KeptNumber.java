package io.prodgate.baseline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A number with what it stands on.
 *
 * @param check the id of the check that measured it
 * @param metric what was measured: {@code time}, {@code success}, {@code duration}, or as a metric check calls it
 * @param group which value of a label it is of, as {@code tenant_id=a}; empty if it is of all
 * @param system the monitoring system that was asked, by its name in the plan; absent if prodgate measured itself
 * @param query that was asked there
 * @param step between the points of a query that was asked over time
 * @param from start of the window
 * @param to end of the window
 * @param unit what the value counts: {@code number}, {@code seconds}, {@code milliseconds}, {@code bytes}, {@code percent}
 *     (0 to 100), {@code ratio} (0 to 1)
 * @param better which way is good
 * @param expected as the plan wants it to be; empty if it says nothing of this number
 * @param value finite; of samples that prodgate took itself the median
 * @param observations that it stands on
 * @param samples that it was computed from, where they are known
 */
public record KeptNumber(
        String check,
        String metric,
        String group,
        Optional<String> system,
        Optional<String> query,
        Optional<Duration> step,
        Instant from,
        Instant to,
        String unit,
        Better better,
        String expected,
        Double value,
        Long observations,
        Optional<Samples> samples) {
    /** Which way is good. */
    public enum Better {
        /** Less of it. */
        LOWER,
        /** More of it. */
        HIGHER;

        /** The name in JSON. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public KeptNumber {
        Needed.of(check, "check");
        Needed.of(metric, "metric");
        Needed.of(group, "group");
        Needed.of(from, "from");
        Needed.of(to, "to");
        Needed.of(unit, "unit");
        Needed.of(better, "better");
        Needed.of(expected, "expected");
        Needed.finite(value, "value");
        if (Needed.of(observations, "observations") < 0) {
            throw new IllegalArgumentException("'observations' is " + observations);
        }
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("'to' is before 'from'");
        }
    }

    /** What tells it from the other numbers of a run: {@code latency/p95-latency}, {@code success/success-share/tenant_id=a}. */
    public String name() {
        return name(check, metric, group);
    }

    static String name(String check, String metric, String group) {
        return check + "/" + metric + (group.isEmpty() ? "" : "/" + group);
    }

    /** How long the window is. */
    public Duration window() {
        return Duration.between(from, to);
    }

    /** True for a share of a whole. */
    @JsonIgnore
    public boolean isShare() {
        return unit.equals("percent") || unit.equals("ratio");
    }
}
