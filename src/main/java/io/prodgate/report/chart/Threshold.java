package io.prodgate.report.chart;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound that a plan sets.
 *
 * @param upper whether values should be below it
 * @param value in the measure of what it bounds; 0 or more
 * @param told as the plan writes it: {@code < 5s}
 */
record Threshold(boolean upper, double value, String told) {
    private static final Pattern BOUND =
            Pattern.compile("\\s*(<=?|>=?)\\s*([0-9][^\\s,]*)(?:[\\s,].*)?", Pattern.DOTALL);

    /**
     * The bound of an expectation.
     *
     * @param expected as a judgement tells it: {@code < 400ms in this run}
     * @return empty if it is no plain bound
     */
    static Optional<Threshold> of(String expected, Amount amount) {
        Matcher bound = BOUND.matcher(expected);
        if (!bound.matches()) {
            return Optional.empty();
        }
        return amount.read(bound.group(2)).stream()
                .mapToObj(value ->
                        new Threshold(bound.group(1).startsWith("<"), value, bound.group(1) + " " + bound.group(2)))
                .findFirst();
    }
}
