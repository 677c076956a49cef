package io.prodgate.check.metric;

import io.prodgate.check.metric.Window.Span;
import io.prodgate.evidence.Disturbance;
import io.prodgate.evidence.MetricReading;
import io.prodgate.plan.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When production was left to itself: numbers of any other time tell of our own drills and faults.
 *
 * @param disturbances all within the time that matters, in the order in which they began
 */
record Calm(List<Disturbance> disturbances) {
    private static final int MOST_TOLD = 3;

    Calm {
        disturbances = List.copyOf(disturbances);
    }

    /** Whether nothing was disturbed between two instants, both included. */
    boolean between(Instant first, Instant last) {
        return disturbances.stream().noneMatch(one -> one.within(first, last));
    }

    /** The longest part of a span in which nothing was disturbed, in whole seconds, a second apart from what was; of length zero if there is none. */
    Span longest(Span span) {
        Span longest = new Span(span.from(), span.from());
        Instant from = span.from();
        for (Disturbance disturbance : disturbances) {
            longest = longer(longest, new Span(from, earlier(disturbance.from(), span.to())));
            from = disturbance.to().isBefore(from)
                    ? from
                    : disturbance.to().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        }
        return longer(longest, new Span(from, span.to()));
    }

    private static Span longer(Span one, Span other) {
        return other.length().compareTo(one.length()) > 0 ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        Instant before = one.minusMillis(1).truncatedTo(ChronoUnit.SECONDS);
        return before.isBefore(other) ? before : other;
    }

    /** Those that are kept as evidence. */
    List<Disturbance> last() {
        return disturbances.subList(
                Math.max(0, disturbances.size() - MetricReading.MOST_DISTURBED), disturbances.size());
    }

    /** What was left out and when, in words; empty if nothing was. */
    String told() {
        if (disturbances.isEmpty()) {
            return "";
        }
        String more = disturbances.size() > MOST_TOLD ? " and " + (disturbances.size() - MOST_TOLD) + " more" : "";
        return disturbances.stream()
                .limit(MOST_TOLD)
                .map(Calm::told)
                .collect(Collectors.joining(", ", "left out is what we disturbed ourselves: ", more));
    }

    private static String told(Disturbance one) {
        return one.what() + " (" + one.from().truncatedTo(ChronoUnit.SECONDS) + ", "
                + Durations.format(Duration.ofSeconds(
                        Math.max(1, Duration.between(one.from(), one.to()).toSeconds())))
                + ", run " + one.run() + ")";
    }
}
