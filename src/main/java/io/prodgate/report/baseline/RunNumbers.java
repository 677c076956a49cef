package io.prodgate.report.baseline;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.Baseline.LeftOut;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.MetricNumbers;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers that a run measured: those of metric checks, the times and the success of journeys, and how long the answers to
 * requests of {@code http} checks took. A pure function of what the run's journal tells.
 */
public final class RunNumbers {
    /** Fewer samples are no distribution. */
    static final int LEAST_SAMPLES = MetricNumbers.LEAST_SAMPLES;

    private final List<KeptNumber> numbers = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private RunNumbers() {}

    /** The numbers of a run, in the order of its checks. */
    public static Baseline of(RunResult run) {
        RunNumbers found = new RunNumbers();
        run.checks().forEach(found::check);
        return new Baseline(
                Baseline.VERSION,
                new Baseline.Run(
                        run.head().id(),
                        run.head().version(),
                        run.head().production(),
                        run.head().url(),
                        run.head().revision(),
                        run.started(),
                        run.sessions().getLast().ended()),
                found.numbers,
                found.leftOut);
    }

    private void check(CheckResult check) {
        switch (check.head().kind()) {
            case "metric" -> metric(check);
            case "journey" -> JourneyNumbers.of(check, this);
            case "http" -> HttpNumbers.of(check, this);
            // Other kinds measure nothing that one could compare.
            default -> {}
        }
    }

    private void metric(CheckResult check) {
        MetricNumbers metric = MetricNumbers.of(
                check.head().id(),
                check.attempts().stream()
                        .flatMap(attempt -> attempt.evidence().stream())
                        .toList());
        numbers.addAll(metric.numbers());
        leftOut.addAll(metric.leftOut());
    }

    void keep(KeptNumber number) {
        numbers.add(number);
    }

    void leaveOut(CheckResult check, String metric, String group, String why) {
        leftOut.add(new LeftOut(check.head().id(), metric, group, why));
    }
}
