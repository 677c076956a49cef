package io.prodgate.check.metric;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.Comparing;
import io.prodgate.baseline.Comparison;
import io.prodgate.baseline.Comparison.Result;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.Limits;
import io.prodgate.baseline.MetricNumbers;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import java.util.List;

/**
 * What a check's numbers were, and how much worse they may be.
 *
 * @param check its id
 * @param before the baseline
 * @param limits what is granted, and how many numbers of the plan are compared in all
 */
record AgainstBaseline(String check, Baseline before, Limits limits) {
    /** The numbers of the check that are wanted again. */
    List<KeptNumber> wanted() {
        return before.numbers().stream()
                .filter(number -> number.check().equals(check))
                .toList();
    }

    /** Holds what was measured against the baseline. */
    List<Judgement> judge(List<Evidence> evidence) {
        MetricNumbers now = MetricNumbers.of(check, evidence);
        Baseline measured = new Baseline(Baseline.VERSION, before.run(), now.numbers(), now.leftOut());
        return Comparing.of(wanted(), measured, limits).stream()
                .map(this::judgement)
                .toList();
    }

    private Judgement judgement(Comparison comparison) {
        KeptNumber number = comparison.before();
        boolean undecided = comparison.result() == Result.UNDECIDED;
        return new Judgement(
                number.metric() + (number.group().isEmpty() ? "" : " of " + number.group()) + " against the baseline",
                "at most " + limits.told(number) + " worse than in run "
                        + before.run().id(),
                undecided && comparison.now().isEmpty() ? "(absent)" : comparison.why(),
                comparison.result() == Result.NO_WORSE,
                (int) Math.min(
                        Integer.MAX_VALUE,
                        comparison.now().map(KeptNumber::observations).orElse(0L)),
                undecided ? Judgement.UNDECIDED + comparison.why() : "");
    }
}
