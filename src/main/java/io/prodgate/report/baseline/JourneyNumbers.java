package io.prodgate.report.baseline;

import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.KeptNumber.Better;
import io.prodgate.baseline.Samples;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.journal.RunResult.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers of a journey: how long its items took, and how many of them arrived. */
final class JourneyNumbers {
    private static final String TIME = "time";
    private static final String SUCCESS = "success";

    private JourneyNumbers() {}

    static void of(CheckResult check, RunNumbers numbers) {
        Map<String, ItemResult> last = new LinkedHashMap<>();
        check.attempts().stream()
                .flatMap(attempt -> attempt.evidence().stream())
                .filter(ItemResult.class::isInstance)
                .map(ItemResult.class::cast)
                .forEach(item -> last.put(item.item(), item));
        Collection<ItemResult> items = last.values();
        long open = items.stream().filter(JourneyNumbers::isOpen).count();
        Optional<String> why = open > 0
                ? Optional.of(open + " of " + items.size() + " items may have ended either way")
                : items.size() < RunNumbers.LEAST_SAMPLES
                        ? Optional.of(items.size() + " of at least " + RunNumbers.LEAST_SAMPLES + " items")
                        : Optional.empty();
        if (why.isPresent()) {
            numbers.leaveOut(check, TIME, "", why.get());
            numbers.leaveOut(check, SUCCESS, "", why.get());
            return;
        }
        time(check, items, numbers);
        numbers.keep(success(check, items));
    }

    /** True if nobody knows how it ended. */
    private static boolean isOpen(ItemResult item) {
        return switch (item.end()) {
            case ARRIVED, LATE, FAILED, REFUSED -> false;
            case UNKNOWN, NOT_JUDGED -> true;
        };
    }

    private static boolean arrived(ItemResult item) {
        return item.end() == End.ARRIVED;
    }

    private static void time(CheckResult check, Collection<ItemResult> items, RunNumbers numbers) {
        if (items.stream().anyMatch(item -> arrived(item) && item.took().isEmpty())) {
            numbers.leaveOut(check, TIME, "", "it waits for no state that would take time");
            return;
        }
        List<Double> values = items.stream()
                .filter(JourneyNumbers::arrived)
                .map(item -> seconds(item.took().orElseThrow()))
                .toList();
        Samples samples = Samples.of(values, items.size() - values.size());
        double median = samples.quantile(0.5);
        if (Double.isInfinite(median)) {
            numbers.leaveOut(check, TIME, "", "half of the items never arrived");
            return;
        }
        numbers.keep(number(check, items, TIME, "seconds", Better.LOWER, "", median, Optional.of(samples)));
    }

    private static KeptNumber success(CheckResult check, Collection<ItemResult> items) {
        double share = 100.0 * items.stream().filter(JourneyNumbers::arrived).count() / items.size();
        return number(check, items, SUCCESS, "percent", Better.HIGHER, expected(check), share, Optional.empty());
    }

    private static String expected(CheckResult check) {
        return check.attempts().getLast().evidence().stream()
                .filter(Judgement.class::isInstance)
                .map(Judgement.class::cast)
                .filter(judgement -> judgement.subject().equals(SUCCESS))
                .map(Judgement::expected)
                .findFirst()
                .orElse("");
    }

    private static KeptNumber number(
            CheckResult check,
            Collection<ItemResult> items,
            String metric,
            String unit,
            Better better,
            String expected,
            double value,
            Optional<Samples> samples) {
        Instant from =
                items.stream().map(ItemResult::started).min(Instant::compareTo).orElseThrow();
        Instant to = items.stream()
                .map(item -> item.started().plus(item.took().orElse(Duration.ZERO)))
                .max(Instant::compareTo)
                .orElseThrow();
        return new KeptNumber(
                check.head().id(),
                metric,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                from,
                to,
                unit,
                better,
                expected,
                value,
                (long) items.size(),
                samples);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
