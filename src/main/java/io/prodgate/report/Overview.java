package io.prodgate.report;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.PaceWait;
import io.prodgate.report.history.Trend;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A judged run, sorted for reading: the same for every format.
 *
 * @param judged the run and its verdict
 * @param checks all checks in the order of the plan
 * @param findings the checks that need attention, worst first
 * @param passed the checks that do not, in the order of the plan
 * @param waits for rate limits, by host and word, longest first
 */
public record Overview(
        Judged judged, List<Finding> checks, List<Finding> findings, List<Finding> passed, List<Wait> waits) {
    /** How checks end, in the order in which people want to know. */
    public static final List<Outcome> WORST_FIRST =
            List.of(Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.SKIPPED, Outcome.FLAKY, Outcome.PASSED);

    /**
     * Waits for one host's limit by one word.
     *
     * @param host whose limit
     * @param word by whose word
     * @param taken how many waits were taken
     * @param total how long they were together
     * @param givenUp how many requests were given up because the wait was longer than what was left
     * @param longestGivenUp the longest wait that was not taken; zero if none
     */
    public record Wait(String host, String word, int taken, Duration total, int givenUp, Duration longestGivenUp) {
        Wait and(PaceWait wait) {
            return wait.taken()
                    ? new Wait(host, word, taken + 1, total.plus(wait.delay()), givenUp, longestGivenUp)
                    : new Wait(host, word, taken, total, givenUp + 1, longer(longestGivenUp, wait.delay()));
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) >= 0 ? one : other;
        }
    }

    private record Limit(String host, String word) {}

    /** Sorts a judged run for reading. */
    public static Overview of(Judged judged) {
        Map<String, Trend.Standing> ages = ages(judged);
        List<Finding> all = judged.run().checks().stream()
                .map(check -> Finding.of(check, judged.run().started())
                        .aged(Optional.ofNullable(ages.get(check.head().id()))))
                .toList();
        return new Overview(
                judged,
                all,
                all.stream()
                        .filter(check -> !check.settled())
                        .sorted(worstFirst())
                        .toList(),
                all.stream().filter(Finding::settled).toList(),
                waits(all));
    }

    private static Map<String, Trend.Standing> ages(Judged judged) {
        return Trend.of(judged).map(Trend::standing).orElse(List.of()).stream()
                .collect(Collectors.toMap(Trend.Standing::check, age -> age));
    }

    /** How many checks ended so. */
    public long count(Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }

    /** How many checks the gate depends on. */
    public long required() {
        return checks.stream().filter(check -> check.check().head().required()).count();
    }

    /** How many checks are in quarantine now. */
    public long quarantined() {
        return checks.stream().filter(check -> check.quarantine().isPresent()).count();
    }

    /** Everything that was written to production, in the order of the plan. */
    public List<Written> writes() {
        return checks.stream()
                .flatMap(finding -> finding.check().writes().stream().map(write -> new Written(finding.id(), write)))
                .toList();
    }

    /** How long all checks together waited for rate limits; checks wait at the same time. */
    public Duration waited() {
        return waits.stream().map(Wait::total).reduce(Duration.ZERO, Duration::plus);
    }

    /** The verdict in capital letters with the state of the gate: {@code NOT APPROVED — gate closed}. */
    public String banner() {
        return title(judged.verdict()) + " — gate " + judged.gate().wireName();
    }

    /** What the verdict means for the release, one sentence. */
    public String meaning() {
        if (judged.run().head().shard().isPresent()) {
            return "This is shard " + judged.run().head().shard().get().told()
                    + " of a run: 'prodgate merge' makes one verdict of all of them.";
        }
        return switch (judged.verdict()) {
            case APPROVED -> "Everything required was proven against production: the frontend can be deployed.";
            case APPROVED_WITH_CONDITIONS ->
                "Everything required was proven, with conditions somebody has to look at: the frontend can be"
                        + " deployed.";
            case NOT_APPROVED -> "Production is at fault: do not deploy the frontend until it is mended.";
            case INCONCLUSIVE ->
                "Something required could not be proven either way: do not deploy the frontend on the strength of this"
                        + " run.";
        };
    }

    /** The counts that are not zero, the worst first: {@code 1 failed, 12 passed}. */
    public String counts() {
        return counts(this::count);
    }

    /** The same for how many checks ended in each way elsewhere. */
    public static String counts(ToLongFunction<Outcome> count) {
        String text = WORST_FIRST.stream()
                .filter(outcome -> count.applyAsLong(outcome) > 0)
                .map(outcome -> Figures.number(count.applyAsLong(outcome)) + " " + outcome.wireName())
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "no checks" : text;
    }

    private static String title(Verdict verdict) {
        return switch (verdict) {
            case APPROVED -> "APPROVED";
            case APPROVED_WITH_CONDITIONS -> "APPROVED WITH CONDITIONS";
            case NOT_APPROVED -> "NOT APPROVED";
            case INCONCLUSIVE -> "INCONCLUSIVE";
        };
    }

    private static Comparator<Finding> worstFirst() {
        return Comparator.comparing(Finding::effect)
                .thenComparingInt(
                        finding -> Judge.severityRank(finding.check().head().severity()))
                .thenComparingInt(finding -> urgency(finding.outcome()));
    }

    private static int urgency(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> 0;
            case INCONCLUSIVE -> 1;
            case FLAKY -> 2;
            case SKIPPED -> 3;
            case PASSED -> 4;
        };
    }

    private static List<Wait> waits(List<Finding> checks) {
        Map<Limit, Wait> byLimit = new LinkedHashMap<>();
        checks.stream()
                .flatMap(check -> check.check().attempts().stream())
                .map(AttemptRecord::evidence)
                .flatMap(List::stream)
                .filter(PaceWait.class::isInstance)
                .map(PaceWait.class::cast)
                .forEach(wait -> byLimit.compute(
                        new Limit(wait.host(), wait.word()),
                        (limit, sum) -> (sum == null
                                        ? new Wait(limit.host(), limit.word(), 0, Duration.ZERO, 0, Duration.ZERO)
                                        : sum)
                                .and(wait)));
        return byLimit.values().stream()
                .sorted(Comparator.comparing(Wait::total).reversed())
                .toList();
    }
}
