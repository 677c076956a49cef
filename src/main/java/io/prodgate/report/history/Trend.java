package io.prodgate.report.history;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.PastRun;
import io.prodgate.journal.PastRun.Unsettled;
import io.prodgate.report.Figures;
import io.prodgate.verdict.Judged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of runs over time. A pure function of what is remembered of them.
 *
 * @param runs the oldest first
 * @param standing what did not pass in the last run, and for how long already; the oldest first
 * @param unsteady checks that sometimes passed and sometimes did not, the most unsteady first
 */
public record Trend(List<PastRun> runs, List<Standing> standing, List<Unsteady> unsteady) {
    /** Fewer runs tell nothing of how steady a check is. */
    private static final int LEAST_RUNS = 3;

    /**
     * A check that does not pass.
     *
     * @param check its id
     * @param outcome how it ended in the last run
     * @param cause who was to blame then
     * @param since when the first run of the unbroken row began
     * @param first that run's id
     * @param runs how many there are in the row
     * @param atLeast true if it may be older: the row goes back to the oldest run, or to one that does not name all
     */
    public record Standing(
            String check,
            Outcome outcome,
            Optional<Cause> cause,
            Instant since,
            String first,
            int runs,
            boolean atLeast) {
        /** For example {@code 3 runs in a row, since 2026-01-02 03:04:05 UTC}. */
        public String told() {
            return (runs == 1 ? "new" : Figures.count(runs, "run") + " in a row" + (atLeast ? " or more" : ""))
                    + ", since " + Figures.instant(since);
        }
    }

    /**
     * A check that does not end the same way each time.
     *
     * @param check its id
     * @param flaky in how many runs it was flaky
     * @param failed in how many it failed
     * @param unjudged in how many it was not judged
     * @param runs of how many whole runs
     */
    public record Unsteady(String check, int flaky, int failed, int unjudged, int runs) {
        /** In how many runs it did not simply pass. */
        public int missed() {
            return flaky + failed + unjudged;
        }
    }

    public Trend {
        runs = List.copyOf(runs);
        standing = List.copyOf(standing);
        unsteady = List.copyOf(unsteady);
    }

    /** The trend up to a run that knows those before it; empty if it knows none. */
    public static Optional<Trend> of(Judged judged) {
        List<PastRun> past = judged.run().past();
        if (past.isEmpty()) {
            return Optional.empty();
        }
        List<PastRun> all = new ArrayList<>(past);
        all.add(PastRuns.of(judged));
        return Optional.of(of(all));
    }

    /**
     * The trend over runs of one production.
     *
     * @param runs the oldest first
     */
    public static Trend of(List<PastRun> runs) {
        return new Trend(runs, standing(runs), unsteady(runs));
    }

    private static List<Standing> standing(List<PastRun> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        return runs.getLast().unsettled().stream()
                .map(check -> standing(check, runs))
                .sorted(Comparator.comparing(Standing::since))
                .toList();
    }

    private static Standing standing(Unsettled check, List<PastRun> runs) {
        PastRun first = runs.getLast();
        int row = 1;
        for (PastRun run : runs.reversed().subList(1, runs.size())) {
            if (names(run, check.check())) {
                first = run;
                row++;
            } else if (!run.namesAll()) {
                return new Standing(
                        check.check(), check.outcome(), check.cause(), first.started(), first.run(), row, true);
            } else if (!run.part()) {
                return new Standing(
                        check.check(), check.outcome(), check.cause(), first.started(), first.run(), row, false);
            }
        }
        return new Standing(check.check(), check.outcome(), check.cause(), first.started(), first.run(), row, true);
    }

    private static boolean names(PastRun run, String check) {
        return run.unsettled().stream().anyMatch(one -> one.check().equals(check));
    }

    private static List<Unsteady> unsteady(List<PastRun> runs) {
        List<PastRun> whole = runs.stream().filter(run -> !run.part()).toList();
        if (whole.size() < LEAST_RUNS) {
            return List.of();
        }
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (PastRun run : whole) {
            for (Unsettled check : run.unsettled()) {
                int[] count = counts.computeIfAbsent(check.check(), id -> new int[3]);
                switch (check.outcome()) {
                    case FLAKY -> count[0]++;
                    case FAILED -> count[1]++;
                    case INCONCLUSIVE, SKIPPED -> count[2]++;
                    case PASSED -> {}
                }
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new Unsteady(
                        entry.getKey(), entry.getValue()[0], entry.getValue()[1], entry.getValue()[2], whole.size()))
                .filter(check -> check.flaky() > 0 || check.missed() < check.runs())
                .sorted(Comparator.comparingInt(Unsteady::missed).reversed())
                .toList();
    }
}
