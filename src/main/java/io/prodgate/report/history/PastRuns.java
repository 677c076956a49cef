package io.prodgate.report.history;

import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.Samples;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.PastRun;
import io.prodgate.journal.PastRun.Unsettled;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.baseline.RunNumbers;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** From a judged run to what is remembered of it. */
public final class PastRuns {
    private static final double TAIL = 0.95;

    private PastRuns() {}

    /** What is remembered of a run; the worst of its checks are named first. */
    public static PastRun of(Judged judged) {
        RunResult run = judged.run();
        Map<String, Long> outcomes = new TreeMap<>();
        run.checks().forEach(check -> outcomes.merge(check.outcome().wireName(), 1L, Long::sum));
        List<Unsettled> unsettled = run.checks().stream()
                .filter(check -> check.outcome() != Outcome.PASSED)
                .sorted(worstFirst(run))
                .limit(PastRun.MOST_CHECKS)
                .map(check -> new Unsettled(check.head().id(), check.outcome(), check.cause()))
                .toList();
        return new PastRun(
                run.head().id(),
                run.head().production(),
                run.head().revision(),
                run.started(),
                run.duration(),
                judged.verdict().wireName(),
                !run.head().selection().isEmpty() || !run.finished(),
                outcomes,
                unsettled,
                numbers(run));
    }

    private static Comparator<CheckResult> worstFirst(RunResult run) {
        return Comparator.<CheckResult, Effect>comparing(check -> Judge.effect(check, run.started()))
                .thenComparingInt(check -> Judge.severityRank(check.head().severity()));
    }

    /** Of samples that prodgate took itself the 95th percentile, too: users notice the slow ones. */
    private static List<PastRun.Number> numbers(RunResult run) {
        List<PastRun.Number> numbers = new ArrayList<>();
        for (KeptNumber kept : RunNumbers.of(run).numbers()) {
            numbers.add(new PastRun.Number(kept.name(), kept.unit(), kept.value()));
            kept.samples().map(samples -> tail(kept, samples)).stream()
                    .flatMap(number -> number)
                    .forEach(numbers::add);
        }
        return numbers.stream().limit(PastRun.MOST_NUMBERS).toList();
    }

    private static Stream<PastRun.Number> tail(KeptNumber kept, Samples samples) {
        double value = samples.quantile(TAIL);
        return Double.isFinite(value)
                ? Stream.of(new PastRun.Number(kept.name() + " p95", kept.unit(), value))
                : Stream.of();
    }
}
