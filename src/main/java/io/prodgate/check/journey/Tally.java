package io.prodgate.check.journey;

import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds all items together against what is expected of them. An item of which nobody knows how it ended may have ended either way: only
 * what holds both ways is met, only what fails both ways is missed, and all else is undecided.
 */
final class Tally {
    private static final int MOST_NAMES = 8;

    private final List<ItemEnd> items;
    private final int open;

    Tally(List<ItemEnd> items) {
        this.items = List.copyOf(items);
        this.open = (int) items.stream().filter(ItemEnd::open).count();
    }

    Judgement judge(Journey.Aim aim) {
        return switch (aim.measure()) {
            case SUCCESS -> success(aim.expectation());
            case COUNT ->
                judgement(aim, List.of(Actual.number(items.size())), items.size(), String.valueOf(items.size()), "");
            case RESULTS, NOTES -> results(aim);
            case P50, P75, P90, P95, P99, MAX -> percentile(aim);
            case MEAN -> mean(aim);
        };
    }

    private Judgement success(Expectation expectation) {
        long arrived = items.stream()
                .filter(item -> !item.open() && !item.productionFailed())
                .count();
        List<Expectation.Result> ways = new ArrayList<>();
        for (long successes = arrived; successes <= arrived + open; successes++) {
            ways.add(expectation.judge(share(successes, 6), reference -> Optional.empty()));
        }
        String shown = "%s (%d of %d)".formatted(share(arrived, 2).shown(), arrived, items.size());
        return judgement("success", ways, items.size(), open == 0 ? shown : "at least " + shown, names());
    }

    private Actual share(long successes, int digits) {
        return new Actual.Amount(
                BigDecimal.valueOf(100 * successes)
                        .divide(
                                BigDecimal.valueOf(items.size()),
                                digits,
                                // So that 94.9999999 % is not shown, nor judged, as 95 %.
                                RoundingMode.DOWN),
                Unit.PERCENT);
    }

    /** Every item that arrived has its own number of results. */
    private Judgement results(Journey.Aim aim) {
        Expectation expectation = aim.expectation();
        List<ItemEnd> counted =
                items.stream().filter(item -> item.results().isPresent()).toList();
        List<ItemEnd> wrong = counted.stream()
                .filter(item -> !expectation
                        .judge(Actual.number(item.results().getAsInt()), reference -> Optional.empty())
                        .met())
                .toList();
        boolean uncounted = counted.isEmpty()
                || items.stream().anyMatch(item -> item.open() && item.results().isEmpty());
        String actual = wrong.isEmpty()
                ? counted.size() + " of " + items.size() + " counted, all as expected"
                : named(wrong, item -> String.valueOf(item.results().getAsInt()));
        String remark = !wrong.isEmpty()
                ? wrong.size() + " of " + counted.size() + " items"
                : uncounted ? Judgement.UNDECIDED + names() : "";
        return new Judgement(
                aim.measure().word(),
                expectation.toString(),
                actual,
                wrong.isEmpty() && !uncounted,
                Math.max(1, counted.size()),
                remark);
    }

    /** The nearest rank: the smallest time that so many percent of all items did not exceed; one that never came took forever. */
    private Judgement percentile(Journey.Aim aim) {
        int rank = (int) Math.ceil(aim.measure().percent() / 100.0 * items.size());
        Optional<Duration> least = sorted(Tally::least).get(rank - 1);
        Optional<Duration> most = sorted(Tally::most).get(rank - 1);
        return times(aim, least, most);
    }

    private Judgement mean(Journey.Aim aim) {
        return times(aim, mean(sorted(Tally::least)), mean(sorted(Tally::most)));
    }

    private static Optional<Duration> mean(List<Optional<Duration>> times) {
        if (times.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(times.stream()
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus)
                .dividedBy(times.size()));
    }

    private Judgement times(Journey.Aim aim, Optional<Duration> least, Optional<Duration> most) {
        String shown = most.map(time -> Actual.duration(time).shown())
                .orElseGet(() ->
                        least.map(time -> "more than " + Words.seconds(time)).orElse("(never came)"));
        String remark = least.isPresent() && most.isPresent() && !least.equals(most)
                ? "seen between " + Words.seconds(least.get()) + " and " + Words.seconds(most.get())
                : names();
        return judgement(aim, List.of(actual(least), actual(most)), items.size(), shown, remark);
    }

    private static Actual actual(Optional<Duration> time) {
        return time.map(Actual::duration).orElseGet(Actual::absent);
    }

    private List<Optional<Duration>> sorted(Function<ItemEnd, Optional<Duration>> time) {
        return items.stream()
                .map(time)
                .sorted(Comparator.comparing(
                        t -> t.orElse(Duration.ofSeconds(Long.MAX_VALUE)), Comparator.naturalOrder()))
                .toList();
    }

    private static Optional<Duration> least(ItemEnd item) {
        return switch (item.end()) {
            case ARRIVED, LATE -> item.arrival().map(Arrival::least);
            case FAILED, REFUSED -> Optional.empty();
            case UNKNOWN, NOT_JUDGED ->
                Optional.of(item.arrival().map(Arrival::least).orElse(Duration.ZERO));
        };
    }

    private static Optional<Duration> most(ItemEnd item) {
        return switch (item.end()) {
            // That something else of it is not proven does not change when it arrived.
            case ARRIVED, LATE, UNKNOWN, NOT_JUDGED -> item.arrival().map(Arrival::most);
            case FAILED, REFUSED -> Optional.empty();
        };
    }

    private Judgement judgement(Journey.Aim aim, List<Actual> ways, int samples, String shown, String remark) {
        return judgement(
                aim.measure().word(),
                ways.stream()
                        .map(way -> aim.expectation().judge(way, reference -> Optional.empty()))
                        .toList(),
                samples,
                shown,
                remark);
    }

    private static Judgement judgement(
            String subject, List<Expectation.Result> ways, int samples, String shown, String remark) {
        boolean met = ways.stream().allMatch(Expectation.Result::met);
        boolean undecided = !met && ways.stream().anyMatch(Expectation.Result::met);
        return new Judgement(
                subject,
                ways.getFirst().expected(),
                shown,
                met,
                samples,
                undecided ? Judgement.UNDECIDED + remark : remark);
    }

    /** The items that did not end as they should, with how. */
    private String names() {
        List<ItemEnd> others = items.stream()
                .filter(item -> item.open() || item.productionFailed())
                .toList();
        return others.isEmpty() ? "" : named(others, item -> item.end().wireName());
    }

    private static String named(List<ItemEnd> items, Function<ItemEnd, String> word) {
        Stream<String> names = items.stream().limit(MOST_NAMES).map(item -> item.name() + ": " + word.apply(item));
        String rest =
                items.size() > MOST_NAMES ? String.format(Locale.ROOT, ", and %d more", items.size() - MOST_NAMES) : "";
        return names.collect(Collectors.joining(", ")) + rest;
    }
}
