package io.prodgate.cli.progress;

import io.prodgate.cli.DisplayText;
import io.prodgate.cli.Palette;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Time;
import io.prodgate.journal.Event;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Plain lines with the workflow commands of GitHub Actions: a group for each stage, an annotation for each check that
 * needs a person. Source:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 *
 * <p>A line of ours begins with {@code [}, so that no text from outside can begin one; the older form of commands, which is
 * recognised anywhere in a line, is broken up.
 */
final class ActionsView implements ProgressView {
    /** GitHub shows so many annotations of a level and step; the rest would push none of them aside, but be dropped. */
    private static final int MOST_ANNOTATIONS = 10;

    private final PrintWriter out;
    private final PlainView plain;
    private final Board board = new Board();
    private final Map<Level, Integer> annotated = new EnumMap<>(Level.class);
    private boolean inGroup;

    private enum Level {
        ERROR("error"),
        WARNING("warning");

        private final String command;

        Level(String command) {
            this.command = command;
        }
    }

    ActionsView(PrintWriter out, Time time) {
        this.out = out;
        this.plain = new PlainView(out, time, Palette.plain(), line -> line.replace("##[", "## ["));
    }

    @Override
    public synchronized void happened(Instant at, Event event) {
        board.happened(at, event);
        switch (event) {
            case Event.StageStarted(String stage) -> {
                endGroup();
                out.println("::group::" + escaped("stage " + DisplayText.line(stage)));
                inGroup = true;
                plain.happened(at, event);
            }
            case Event.CheckFinished finished -> {
                plain.happened(at, event);
                annotate(finished);
            }
            case Event.RunFinished ignored -> {
                endGroup();
                plain.happened(at, event);
            }
            case Event.RunStarted ignored -> plain.happened(at, event);
            case Event.CheckStarted ignored -> plain.happened(at, event);
            case Event.AttemptFinished ignored -> plain.happened(at, event);
            case Event.RunInterrupted ignored -> {
                endGroup();
                plain.happened(at, event);
            }
        }
        out.flush();
    }

    @Override
    public synchronized void waiting(String check, String reason, Instant until) {
        plain.waiting(check, reason, until);
    }

    @Override
    public synchronized void stopping(String signal) {
        plain.stopping(signal);
    }

    /** Says what is running, if nothing was said for long. */
    synchronized void tick() {
        plain.tick();
    }

    @Override
    public synchronized void close() {
        endGroup();
        plain.close();
        out.flush();
    }

    private void endGroup() {
        if (inGroup) {
            out.println("::endgroup::");
            inGroup = false;
        }
    }

    private void annotate(Event.CheckFinished finished) {
        Outcome outcome = finished.outcome();
        if (outcome == Outcome.PASSED || outcome == Outcome.SKIPPED) {
            return;
        }
        Level level = outcome == Outcome.FAILED ? Level.ERROR : Level.WARNING;
        if (annotated.merge(level, 1, Integer::sum) <= MOST_ANNOTATIONS) {
            String title = DisplayText.line(board.name(finished.check())) + " " + outcome.wireName();
            out.println("::" + level.command + " title=" + escapedProperty(title) + "::"
                    + escaped(DisplayText.line(finished.explanation())));
        }
    }

    private static String escaped(String data) {
        return data.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String escapedProperty(String value) {
        return escaped(value).replace(":", "%3A").replace(",", "%2C");
    }
}
