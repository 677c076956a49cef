package io.prodgate.cli.progress;

import io.prodgate.cli.DisplayText;
import io.prodgate.cli.Palette;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.Event;
import io.prodgate.journal.RunHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Events in words, one line each; text from outside comes out without control characters. */
final class Lines {
    private final Board board;
    private final Palette palette;

    /**
     * Words for the events of a run.
     *
     * @param board as it was before the event that is put into words
     */
    Lines(Board board, Palette palette) {
        this.board = board;
        this.palette = palette;
    }

    String runStarted(RunHead run) {
        List<String> facts = new ArrayList<>();
        facts.add(DisplayText.count(run.checks().size(), "check"));
        facts.add("budget " + DisplayText.wholeSeconds(run.budget()));
        if (!run.selection().isEmpty()) {
            facts.add("only a part: " + String.join(" ", run.selection()));
        }
        return palette.strong("run " + DisplayText.line(run.id())) + " of " + DisplayText.line(run.production())
                + " at " + DisplayText.line(run.url().toString()) + ": "
                + DisplayText.line(String.join(", ", facts));
    }

    /** The board is as it is after the run was resumed. */
    String runResumed() {
        return palette.strong("resumed") + ": " + board.done() + " of " + DisplayText.count(board.total(), "check")
                + " had ended before and are not repeated";
    }

    String stageStarted(String stage) {
        return palette.strong("stage " + DisplayText.line(stage)) + " ("
                + DisplayText.count(board.checksOf(stage), "check") + ")";
    }

    /** Why an attempt was missed; empty for one that was met. */
    Optional<String> missed(Event.AttemptFinished event) {
        return event.attempt()
                .diagnosis()
                .map(diagnosis -> palette.quiet("MISS ") + " " + DisplayText.line(board.name(event.check()))
                        + "  attempt " + event.attempt().number() + ": "
                        + blame(Optional.of(diagnosis.cause()), Optional.of(diagnosis.rule()))
                        + DisplayText.line(diagnosis.explanation()));
    }

    String waiting(Instant now, String check, String reason, Instant until) {
        String left = new Board.Pause(reason, until)
                .left(now)
                .map(duration -> " (" + DisplayText.remaining(duration) + ")")
                .orElse("");
        return palette.quiet("WAIT ") + " " + DisplayText.line(board.name(check)) + "  " + DisplayText.line(reason)
                + left;
    }

    String checkFinished(Instant at, Event.CheckFinished event) {
        String took = board.activity(event.check())
                .filter(activity -> activity.attempt() > 0)
                .map(activity -> "  (" + DisplayText.duration(java.time.Duration.between(activity.since(), at)) + ")")
                .orElse("");
        String why = event.outcome() == Outcome.PASSED && event.explanation().isEmpty()
                ? ""
                : "  " + blame(event.cause(), event.rule()) + DisplayText.line(event.explanation());
        return palette.outcome(event.outcome(), DisplayText.pad(word(event.outcome()), 5)) + " "
                + DisplayText.line(board.name(event.check())) + palette.quiet(took) + why.stripTrailing();
    }

    String stopping(String signal) {
        return palette.caution("STOP ") + " " + DisplayText.line(signal)
                + ": nothing new is started, the reports will be written; once more ends at once";
    }

    String interrupted(Instant at, String signal) {
        return palette.caution("interrupted") + " by " + DisplayText.line(signal) + " after "
                + DisplayText.duration(board.elapsed(at)) + ": " + counts();
    }

    String paused(Instant at, Instant until) {
        return palette.caution("paused") + " until " + until + " after " + DisplayText.duration(board.elapsed(at))
                + ": " + counts();
    }

    String runFinished(Instant at) {
        return palette.strong("done") + " in " + DisplayText.duration(board.elapsed(at)) + ": " + counts();
    }

    /** {@code 12 of 14 checks: 10 passed, 1 flaky, 1 failed}. */
    String counts() {
        String done = board.done() == board.total() ? "" : board.done() + " of ";
        String counts = Arrays.stream(Outcome.values())
                .filter(outcome -> outcome == Outcome.PASSED || board.count(outcome) > 0)
                .map(outcome -> board.count(outcome) + " " + outcome.wireName())
                .collect(Collectors.joining(", "));
        return done + DisplayText.count(board.total(), "check") + ", " + counts;
    }

    private static String blame(Optional<Cause> cause, Optional<String> rule) {
        return cause.map(who -> who.wireName()
                        + rule.map(id -> " (" + DisplayText.line(id) + ")").orElse("") + ": ")
                .orElse("");
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "PASS";
            case FLAKY -> "FLAKY";
            case FAILED -> "FAIL";
            case INCONCLUSIVE -> "INCONCLUSIVE";
            case SKIPPED -> "SKIP";
        };
    }
}
