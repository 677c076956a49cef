package io.prodgate.report.chart;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A number of a monitoring system, with how it was judged.
 *
 * @param check the check's id
 * @param bound what the plan expects of it, if that is a plain bound
 */
record Reading(String check, MetricReading metric, Judgement judgement, Amount amount, Optional<Threshold> bound) {
    /** Those of the last attempts, what is not as expected first. */
    static List<Reading> of(RunResult run) {
        List<Reading> readings = new ArrayList<>();
        run.checks().stream().filter(check -> !check.attempts().isEmpty()).forEach(check -> add(readings, check));
        readings.sort(
                Comparator.comparingInt(reading -> reading.judgement().met() ? 2 : reading.isUndecided() ? 1 : 0));
        return readings;
    }

    /** Each reading is followed by how it was judged. */
    private static void add(List<Reading> readings, CheckResult check) {
        List<Evidence> evidence = check.attempts().getLast().evidence();
        for (int i = 0; i + 1 < evidence.size(); i++) {
            if (evidence.get(i) instanceof MetricReading metric && evidence.get(i + 1) instanceof Judgement judgement) {
                Amount amount = Amount.of(metric.unit());
                readings.add(new Reading(
                        check.head().id(), metric, judgement, amount, Threshold.of(judgement.expected(), amount)));
            }
        }
    }

    /** Whether too little is known to say if it is as expected. */
    boolean isUndecided() {
        return !judgement.met() && judgement.remark().startsWith(Judgement.UNDECIDED);
    }

    /** The class in the style sheet for how it was judged. */
    String look() {
        return judgement.met() ? "met" : isUndecided() ? "unknown" : "missed";
    }

    /** How it was judged, in a word. */
    String end() {
        return judgement.met() ? "met" : isUndecided() ? "undecided" : "missed";
    }

    /** The number, if there is one that can be drawn. */
    Optional<Double> value() {
        try {
            return metric.value().map(Double::parseDouble).filter(value -> Double.isFinite(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What it is, for people: {@code queue-depth of tenant_id=a}. */
    String name() {
        return check + (metric.group().isEmpty() ? "" : " of " + metric.group());
    }
}
