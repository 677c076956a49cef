package io.prodgate.baseline.slo;

import io.prodgate.baseline.KeptNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An objective that a number suggests.
 *
 * @param number that was measured
 * @param events that it counts
 * @param bound that the check expects
 * @param share of events that have to be good, above 0 and below 1
 */
record Objective(KeptNumber number, Events events, Bound bound, BigDecimal share) {
    /** A window in which fewer events are to be expected tells of single ones. */
    private static final int LEAST_EVENTS = 10;
    /** As many events have to be allowed to fail in what was measured, or it says little about how many do. */
    private static final int LEAST_FAILURES = 5;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * An objective, or why a number suggests none.
     *
     * @param objective if it suggests one
     * @param why else
     */
    record Suggestion(Optional<Objective> objective, String why) {
        private static Suggestion none(String why) {
            return new Suggestion(Optional.empty(), why);
        }
    }

    static Suggestion of(KeptNumber number, long leastObservations) {
        Optional<Bound> bound = Bound.of(number).filter(Bound::isOneSided);
        Optional<Events> events = Events.of(number, bound);
        if (number.query().isEmpty()) {
            return Suggestion.none("prodgate measured it itself: there is nothing that a Prometheus could watch");
        }
        if (bound.isEmpty()) {
            return Suggestion.none("its check expects no bound that could be promised, such as < 60s or >= 99.5%");
        }
        if (events.isEmpty()) {
            return Suggestion.none("its query is neither a share of counters nor a quantile of a histogram");
        }
        if (!bound.get().met(number)) {
            return Suggestion.none(
                    "it was not met when it was measured: " + number.value() + ", expected " + number.expected());
        }
        Objective objective =
                new Objective(number, events.get(), bound.get(), share(number, events.get(), bound.get()));
        return objective
                .refused(leastObservations)
                .map(Suggestion::none)
                .orElseGet(() -> new Suggestion(Optional.of(objective), ""));
    }

    private static BigDecimal share(KeptNumber number, Events events, Bound bound) {
        if (events.quantile().isPresent()) {
            return events.quantile().get();
        }
        BigDecimal share = number.unit().equals("percent") ? bound.amount().divide(HUNDRED) : bound.amount();
        return events.bad() ? BigDecimal.ONE.subtract(share) : share;
    }

    private Optional<String> refused(long leastObservations) {
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) >= 0) {
            return Optional.of("an objective of " + percent() + "% leaves no budget to burn, or is none");
        }
        long needed = Math.max(
                leastObservations,
                BigDecimal.valueOf(LEAST_FAILURES)
                        .divide(budget(), 0, RoundingMode.CEILING)
                        .longValueExact());
        if (number.observations() < needed) {
            return Optional.of("it stands on " + number.observations() + " observations; an objective of " + percent()
                    + "% needs " + needed);
        }
        return windows().isEmpty()
                ? Optional.of("no window of three days or less holds " + LEAST_EVENTS + " events, at "
                        + Math.round(perHour() * 10) / 10.0 + " an hour")
                : Optional.empty();
    }

    /** The share of events that may be bad. */
    BigDecimal budget() {
        return BigDecimal.ONE.subtract(share);
    }

    /** The share of good events in percent. */
    String percent() {
        return share.multiply(HUNDRED).stripTrailingZeros().toPlainString();
    }

    /** Events an hour, as measured. */
    double perHour() {
        return number.observations()
                / Math.max(
                        1e-9,
                        number.window().toMillis()
                                / (double) Duration.ofHours(1).toMillis());
    }

    /** The windows that can say something: enough events, and a share of errors that can be reached. */
    List<BurnWindow> windows() {
        return BurnWindow.ALL.stream()
                .filter(window -> leftOut(window).isEmpty())
                .toList();
    }

    /** Why a window can say nothing, if so. */
    Optional<String> leftOut(BurnWindow window) {
        if (window.factor().multiply(budget()).compareTo(BigDecimal.ONE) >= 0) {
            return Optional.of("the budget cannot burn " + window.factor() + " times too fast: that would be more than"
                    + " all events");
        }
        double events = perHour() * window.hours();
        return events < LEAST_EVENTS
                ? Optional.of("only " + Math.round(events * 10) / 10.0 + " events are to be expected in it")
                : Optional.empty();
    }
}
