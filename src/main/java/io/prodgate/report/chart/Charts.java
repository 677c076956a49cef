package io.prodgate.report.chart;

import io.prodgate.journal.RunResult;
import io.prodgate.verdict.Judged;
import java.util.List;
import java.util.stream.Stream;

/** The charts of a run: those that have something to show. */
public final class Charts {
    private Charts() {}

    /** What the whole run is about, in the order of the page. */
    public static List<Chart> of(Judged judged) {
        RunResult run = judged.run();
        return Stream.of(
                        Timeline.of(run).stream(),
                        Latency.of(run).stream(),
                        Gauges.of(run).stream(),
                        Courses.of(run).stream(),
                        Drills.of(run).stream(),
                        Answers.of(run).stream(),
                        History.of(judged).stream())
                .flatMap(charts -> charts)
                .toList();
    }

    /** The ways of a run's items, beside which their steps are listed. */
    public static List<Chart> ways(RunResult run) {
        return Chains.of(run);
    }
}
