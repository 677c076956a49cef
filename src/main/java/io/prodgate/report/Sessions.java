package io.prodgate.report;

import io.prodgate.journal.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells how often a run was ended early and went on. */
public final class Sessions {
    private Sessions() {}

    /** One sentence on every time the run was resumed; empty for a run that went through. */
    public static Optional<String> told(RunResult run) {
        List<String> gaps = new ArrayList<>();
        for (int next = 1; next < run.sessions().size(); next++) {
            gaps.add(gap(run.sessions().get(next - 1), run.sessions().get(next)));
        }
        return gaps.isEmpty()
                ? Optional.empty()
                : Optional.of("Resumed " + times(gaps.size()) + ": " + String.join("; ", gaps)
                        + ". What had ended before was not repeated.");
    }

    /** How a session ended: {@code finished}, {@code interrupted} by a signal, {@code paused} until more can be judged, or {@code broken-off} without a word. */
    public static String end(RunResult.Session session) {
        if (session.finished()) {
            return "finished";
        }
        if (session.pausedUntil().isPresent()) {
            return "paused";
        }
        return session.interrupted().isPresent() ? "interrupted" : "broken-off";
    }

    private static String gap(RunResult.Session before, RunResult.Session after) {
        return ended(before) + " at " + Figures.instant(before.ended()) + " and went on "
                + Figures.duration(Duration.between(before.ended(), after.started())) + " later"
                + (before.version().equals(after.version()) ? "" : " with prodgate " + after.version());
    }

    private static String ended(RunResult.Session session) {
        if (session.finished()) {
            return "it finished";
        }
        if (session.pausedUntil().isPresent()) {
            return "it paused";
        }
        return session.interrupted().map(signal -> "it was ended by " + signal).orElse("it broke off without a word");
    }

    private static String times(int number) {
        return switch (number) {
            case 1 -> "once";
            case 2 -> "twice";
            default -> Figures.number(number) + " times";
        };
    }
}
