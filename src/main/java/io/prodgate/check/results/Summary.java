package io.prodgate.check.results;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The numbers of one summary of tests; a number that was not given is not there. */
final class Summary {
    /** What a number counts. */
    enum Count {
        PASSED,
        FAILED,
        BROKEN,
        SKIPPED,
        FLAKY,
        TOTAL
    }

    private final Map<Count, Integer> numbers = new EnumMap<>(Count.class);

    void put(Count count, int number) {
        numbers.merge(count, number, (before, more) -> (int) Math.min(1_000_000_000L, (long) before + more));
    }

    boolean has(Count count) {
        return numbers.containsKey(count);
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** True if none of the other's numbers is here already. */
    boolean takes(Summary other) {
        return other.numbers.keySet().stream().noneMatch(numbers::containsKey);
    }

    void add(Summary other) {
        other.numbers.forEach(this::put);
    }

    int get(Count count) {
        return numbers.getOrDefault(count, 0);
    }

    int notPassed() {
        return get(Count.FAILED) + get(Count.BROKEN);
    }

    /** How many passed: as said, else what is left of the total; flaky ones passed in the end. */
    int passed() {
        if (has(Count.PASSED)) {
            return get(Count.PASSED) + get(Count.FLAKY);
        }
        return Math.max(0, get(Count.TOTAL) - notPassed() - get(Count.SKIPPED));
    }

    /** True if it says how the tests ended, and not only how many there are. */
    boolean judges() {
        return has(Count.PASSED) || has(Count.FAILED) || has(Count.BROKEN);
    }

    /** Why the numbers cannot all be right. */
    Optional<String> contradiction() {
        int sum = passed() + notPassed() + get(Count.SKIPPED);
        return has(Count.TOTAL) && has(Count.PASSED) && sum != get(Count.TOTAL)
                ? Optional.of("the summary speaks of " + get(Count.TOTAL) + " tests and counts " + sum)
                : Optional.empty();
    }
}
