package io.prodgate.check.metric;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.Hours;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a metric check asks and wants.
 *
 * @param system where it asks
 * @param subject what it is called in judgements: {@code value}, or the preset's name
 * @param query as the plan or a preset writes it, {@code $window} in it
 * @param goal what each number should be
 * @param window which time it is about
 * @param step between points of a query over time, if the plan says so
 * @param figure what is made of the points of a query over time
 * @param share how many percent of the points have to meet the goal, where each is judged
 * @param hours the hours that count, if not all do
 * @param group the label that tells groups apart, each of which is judged; empty if there is one series only
 * @param groups groups that have to be there
 * @param minSamples the observations that a number has to stand on; the quantile decides if the plan does not
 * @param tolerated how much of what spoils numbers is fine
 * @param measuring how often it is asked
 */
record MetricSettings(
        AskedSystem system,
        String subject,
        String query,
        Goal goal,
        Window window,
        Optional<Duration> step,
        Figure figure,
        double share,
        Optional<Hours> hours,
        String group,
        List<String> groups,
        OptionalInt minSamples,
        Tolerated tolerated,
        Measuring measuring) {
    MetricSettings {
        groups = List.copyOf(groups);
    }

    /** What is made of many points. */
    enum Figure {
        /** Each is judged. */
        EACH,
        /** Their mean is judged. */
        MEAN,
        /** The largest is judged. */
        MAX,
        /** The smallest is judged. */
        MIN,
        /** The last is judged. */
        LAST;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How much of what spoils numbers is fine.
     *
     * @param gap the longest time without a scrape, or with a target that is down
     * @param resets how often counters may begin anew
     */
    record Tolerated(Duration gap, int resets) {}

    /**
     * How often it is asked.
     *
     * @param count how many answers are wanted, all of which have to be good
     * @param interval between them
     * @param errorBudget how many times in a row the system may give no answer
     */
    record Measuring(int count, Duration interval, int errorBudget) {}
}
