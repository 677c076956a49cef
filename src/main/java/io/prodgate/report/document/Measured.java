package io.prodgate.report.document;

import io.prodgate.baseline.Amounts;
import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.slo.Bound;
import io.prodgate.evidence.Judgement;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.baseline.RunNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A number, and how the run judged it.
 *
 * @param number what was measured
 * @param judgement how it was judged; empty if nothing is expected of it, or only the number was kept
 */
record Measured(KeptNumber number, Optional<Judgement> judgement) {
    /** The numbers that a run measured. */
    static List<Measured> of(RunResult run) {
        Map<String, Judgement> judged = new HashMap<>();
        for (CheckResult check : run.checks()) {
            check.attempts().stream()
                    .flatMap(attempt -> attempt.evidence().stream())
                    .filter(Judgement.class::isInstance)
                    .map(Judgement.class::cast)
                    .forEach(judgement -> judged.put(key(check.head().id(), judgement.subject()), judgement));
        }
        return RunNumbers.of(run).numbers().stream()
                .map(number -> new Measured(
                        number,
                        Optional.ofNullable(judged.get(key(number.check(), subject(number))))
                                .filter(judgement -> judgement.expected().equals(number.expected()))))
                .toList();
    }

    /** The numbers that a baseline keeps. */
    static List<Measured> of(Baseline baseline) {
        return baseline.numbers().stream()
                .map(number -> new Measured(number, Optional.empty()))
                .toList();
    }

    private static String key(String check, String subject) {
        return check + "\n" + subject;
    }

    /** As judgements call it. */
    private static String subject(KeptNumber number) {
        return number.metric() + (number.group().isEmpty() ? "" : " of " + number.group());
    }

    /** The number in its unit. */
    Text value() {
        return Text.of(Amounts.of(number.value(), number.unit()));
    }

    /** Whether it is as expected: by how it was judged, else by its bound. */
    Text asExpected() {
        if (number.expected().isEmpty()) {
            return Text.of("nothing expected");
        }
        return judgement
                .map(Judgements::asExpected)
                .or(() -> Bound.of(number).map(bound -> bound.met(number) ? Text.of("yes") : Text.strong("no")))
                .orElse(Text.of("not kept"));
    }
}
