package io.prodgate.report.chart;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long things of one sort took.
 *
 * @param what they are, for people: {@code items of tickets}
 * @param seconds each one that came to its end, in the order in which they were seen
 * @param never how many more did not
 * @param bounds what the plan expects of them
 */
record Timing(String what, List<Double> seconds, int never, List<Bound> bounds) {
    /** Fewer say nothing of how the others are. */
    static final int ENOUGH = 5;

    /** So many answers are shown also where the plan expects nothing of their time. */
    private static final int MANY = 20;

    /** So many items are shown also where the plan expects nothing of their time. */
    private static final int FEW = 3;

    private static final Pattern BOUNDED = Pattern.compile("p[0-9]{1,2}|mean|max|duration");

    Timing {
        seconds = List.copyOf(seconds);
        bounds = List.copyOf(bounds);
    }

    /**
     * A bound of the plan.
     *
     * @param subject what it is about: {@code p95}, {@code max}
     */
    record Bound(String subject, Threshold threshold, boolean met) {}

    /** All sorts of a run that can be drawn: first those whose bounds were missed, then those with bounds, then the most numerous. */
    static List<Timing> of(RunResult run) {
        List<Timing> timings = new ArrayList<>();
        run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .forEach(check -> of(check).ifPresent(timings::add));
        timings.sort(
                Comparator.comparing((Timing timing) -> timing.bounds().stream().allMatch(Bound::met))
                        .thenComparing(timing -> timing.bounds().isEmpty())
                        .thenComparing(Timing::count, Comparator.reverseOrder()));
        return timings;
    }

    /** All answers of production in a run, of all attempts. */
    static Timing answers(RunResult run) {
        return new Timing(
                "all answers of production",
                exchanges(run.checks().stream()
                        .flatMap(check -> check.attempts().stream())
                        .map(AttemptRecord::evidence)
                        .flatMap(List::stream)),
                0,
                List.of());
    }

    /** The items of a check's last attempt, or else its answers if they are many. */
    private static Optional<Timing> of(CheckResult check) {
        List<Evidence> evidence = check.attempts().getLast().evidence();
        List<ItemResult> items = evidence.stream()
                .filter(ItemResult.class::isInstance)
                .map(ItemResult.class::cast)
                .toList();
        List<Bound> bounds = bounds(evidence);
        if (!items.isEmpty()) {
            List<Double> took = items.stream()
                    .flatMap(item -> item.took().stream())
                    .map(Timing::seconds)
                    .filter(seconds -> seconds >= 0)
                    .toList();
            return took.size() < (bounds.isEmpty() ? FEW : 1)
                    ? Optional.empty()
                    : Optional.of(
                            new Timing("items of " + check.head().id(), took, items.size() - took.size(), bounds));
        }
        List<Double> answers = exchanges(evidence.stream());
        return answers.size() < (bounds.isEmpty() ? MANY : ENOUGH)
                ? Optional.empty()
                : Optional.of(new Timing("answers to " + check.head().id(), answers, 0, bounds));
    }

    private static List<Double> exchanges(Stream<Evidence> evidence) {
        return evidence.filter(HttpExchange.class::isInstance)
                .map(HttpExchange.class::cast)
                .map(exchange -> seconds(exchange.duration()))
                .filter(seconds -> seconds >= 0)
                .toList();
    }

    /** What a plan expects of times, among what was judged. */
    static List<Bound> bounds(List<Evidence> evidence) {
        return evidence.stream()
                .filter(Judgement.class::isInstance)
                .map(Judgement.class::cast)
                .filter(judgement -> BOUNDED.matcher(judgement.subject()).matches())
                .flatMap(judgement -> Threshold.of(judgement.expected(), Amount.SECONDS).stream()
                        .filter(Threshold::upper)
                        .map(threshold -> new Bound(judgement.subject(), threshold, judgement.met())))
                .distinct()
                .limit(3)
                .toList();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** All of them, those that did not come to an end too. */
    int count() {
        return seconds.size() + never;
    }

    /** Whether percentiles mean anything. */
    boolean isEnough() {
        return count() >= ENOUGH;
    }

    /** Nearest rank; infinite if so many did not come to an end. */
    double quantile(double share) {
        // What should be whole may come out a little more: 0.95 * 20.
        int rank = (int) Math.ceil(share * count() - 1e-9);
        return rank > seconds.size()
                ? Double.POSITIVE_INFINITY
                : seconds.stream()
                        .sorted()
                        .skip(Math.max(1, rank) - 1L)
                        .findFirst()
                        .orElseThrow();
    }

    double shortest() {
        return seconds.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    double longest() {
        return seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
