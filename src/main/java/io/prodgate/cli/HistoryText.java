package io.prodgate.cli;

import io.prodgate.diagnosis.Cause;
import io.prodgate.journal.PastRun;
import io.prodgate.report.Figures;
import io.prodgate.report.Overview;
import io.prodgate.report.history.Trend;
import io.prodgate.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Earlier runs, for people at a terminal. */
record HistoryText(Palette palette, Instant now) {
    /** One line each; the last run of each production comes first. */
    List<String> lines(Map<String, List<PastRun>> byProduction) {
        List<String> lines = new ArrayList<>();
        byProduction.forEach((production, runs) -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            production(production, Trend.of(runs), lines);
        });
        return lines;
    }

    private void production(String name, Trend trend, List<String> lines) {
        lines.add(palette.strong(DisplayText.line(name)) + ": "
                + DisplayText.count(trend.runs().size(), "run"));
        int widest = trend.runs().stream()
                .mapToInt(run -> run.verdict().length())
                .max()
                .orElse(0);
        for (PastRun run : trend.runs().reversed()) {
            lines.add("  " + Figures.instant(run.started()) + "  " + DisplayText.line(run.run()) + "  "
                    + verdict(run.verdict(), widest) + "  " + counts(run) + " in " + Figures.duration(run.duration())
                    + (run.part() ? " (a part)" : ""));
        }
        if (!trend.standing().isEmpty()) {
            lines.add("Not passed in the last run, and since when:");
            trend.standing().forEach(check -> lines.add("  " + standing(check)));
        }
        if (!trend.unsteady().isEmpty()) {
            lines.add("Does not end the same way each time:");
            trend.unsteady().forEach(check -> lines.add("  " + unsteady(check)));
        }
    }

    private String verdict(String name, int widest) {
        String padded = DisplayText.line(name) + " ".repeat(Math.max(0, widest - name.length()));
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.wireName().equals(name))
                .findFirst()
                .map(verdict -> switch (verdict) {
                    case APPROVED -> palette.good(padded);
                    case APPROVED_WITH_CONDITIONS, INCONCLUSIVE -> palette.caution(padded);
                    case NOT_APPROVED -> palette.bad(padded);
                })
                .orElse(padded);
    }

    private static String counts(PastRun run) {
        return Overview.counts(outcome -> run.count(outcome.wireName()));
    }

    private String standing(Trend.Standing check) {
        return DisplayText.line(check.check()) + "  " + check.outcome().wireName()
                + check.cause()
                        .map(Cause::wireName)
                        .map(cause -> " (" + cause + ")")
                        .orElse("") + ", " + check.told() + " (" + age(Duration.between(check.since(), now)) + ")";
    }

    private static String age(Duration age) {
        return age.isNegative() ? "by a clock that is ahead of the one here" : Figures.duration(age);
    }

    private static String unsteady(Trend.Unsteady check) {
        String how = Stream.of(
                        part(check.failed(), "failed"),
                        part(check.flaky(), "flaky"),
                        part(check.unjudged(), "not judged"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return DisplayText.line(check.check()) + "  " + how + " in " + DisplayText.count(check.runs(), "run");
    }

    private static String part(int times, String word) {
        return times == 0 ? "" : times + " times " + word;
    }
}
