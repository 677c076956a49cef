package io.prodgate.check.metric;

import io.prodgate.check.metric.Window.Span;
import io.prodgate.evidence.MetricReading.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counters that appeared while a query looks, and whose growth it computes in a way to which first values cannot be added: whether
 * they matter is not known, so with any such counter nothing is said.
 */
final class Newcomers {
    private final Set<String> unseen;
    private final Optional<Duration> reach;

    /**
     * What to look for.
     *
     * @param query as it is asked
     * @param first what is known of how it computes growth
     * @param span the time that it is about
     * @param step between points, if it is asked over time
     */
    Newcomers(String query, FirstValues first, Span span, Optional<Duration> step) {
        this.unseen = first.unseen().stream().map(Selector::text).collect(Collectors.toSet());
        this.reach = Reach.of(query).map(back -> step.isPresent() ? back.plus(span.length()) : back);
    }

    /** The look for new counters of a selector; empty if there is nothing to look for, or no way to. */
    Optional<String> look(Selector selector, Duration gap) {
        return unseen.contains(selector.text())
                ? reach.map(back -> FirstValues.born(selector, back, gap))
                : Optional.empty();
    }

    /**
     * What is wrong.
     *
     * @param born how many counters appeared
     */
    Optional<Trap> found(Selector selector, double born) {
        if (!unseen.contains(selector.text()) || (reach.isPresent() && !(born > 0))) {
            return Optional.empty();
        }
        String what = reach.isEmpty()
                ? "whether counters of " + selector.text()
                        + " appeared with a value cannot be looked up at another time (@)"
                : Math.round(born) + (Math.round(born) == 1 ? " counter" : " counters") + " of " + selector.text()
                        + " appeared with a value";
        return Optional.of(Trap.fatal(
                Kind.BORN,
                what + ", which the way in which the query computes growth does not count: use rate() or increase() of"
                        + " the counter itself"));
    }
}
