package io.prodgate.cli.progress;

import io.prodgate.cli.Palette;
import io.prodgate.evidence.Time;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.journal.RunHead;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fusesource.jansi.Ansi;

/**
 * The run as a person at a terminal sees it: what is done scrolls by as permanent lines, below them a few lines are
 * drawn again and again that tell what runs, what waits, and how far it is.
 *
 * <p>A frame is written in one piece, so that the terminal never shows half of one. If the output is gone the view falls
 * silent: the run goes on.
 */
final class LiveView implements ProgressView {
    private static final Duration SHORTEST_FRAME = Duration.ofMillis(50);
    // DECTCEM, https://vt100.net/docs/vt510-rm/DECTCEM.html; the builder has no method for it.
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final PrintWriter out;
    private final Time time;
    private final Board board = new Board();
    private final Lines lines;
    private final LiveFrame frame;
    private final List<String> permanent = new ArrayList<>();
    private int drawnRows;
    private Instant lastDrawn = Instant.EPOCH;
    private boolean closed;

    /**
     * A view that draws itself at events; somebody has to call {@link #draw} now and then for the time to pass.
     *
     * @param size of the terminal
     */
    LiveView(PrintWriter out, Time time, TerminalSize size, Palette palette) {
        this.out = out;
        this.time = time;
        this.lines = new Lines(board, palette);
        this.frame = new LiveFrame(board, size, palette);
        write(HIDE_CURSOR);
    }

    @Override
    public synchronized void resumes(List<Entry> before) {
        before.forEach(entry -> board.happened(entry.at(), entry.event()));
    }

    @Override
    public synchronized void happened(Instant at, Event event) {
        switch (event) {
            case Event.RunStarted(RunHead head) -> permanent.add(lines.runStarted(head));
            case Event.CheckFinished finished -> permanent.add(lines.checkFinished(at, finished));
            case Event.RunInterrupted(String signal) -> permanent.add(lines.interrupted(at, signal));
            case Event.RunPaused(Instant until) -> permanent.add(lines.paused(at, until));
            case Event.StageStarted ignored -> {}
            case Event.CheckStarted ignored -> {}
            case Event.WriteNoted ignored -> {}
            case Event.AttemptFinished ignored -> {}
            case Event.RunFinished ignored -> permanent.add(lines.runFinished(at));
            case Event.RunResumed ignored -> {}
            case Event.DecisionMade ignored -> {}
            case Event.SignedOff ignored -> {}
            case Event.ShardsMerged ignored -> {}
            case Event.ProofsKept ignored -> {}
            case Event.MessageNoted ignored -> {}
            case Event.HistoryRead ignored -> {}
        }
        board.happened(at, event);
        if (event instanceof Event.RunResumed) {
            permanent.add(lines.runResumed());
        }
        drawUnlessJustDrawn();
    }

    @Override
    public synchronized void waiting(String check, String reason, Instant until) {
        board.waiting(time.now(), check, reason, until);
        drawUnlessJustDrawn();
    }

    @Override
    public synchronized void working(String check, String what) {
        board.working(check, what);
        drawUnlessJustDrawn();
    }

    @Override
    public synchronized void stopping(String signal) {
        permanent.add(lines.stopping(signal));
        draw();
    }

    /** Draws the present state. */
    synchronized void draw() {
        Instant now = time.now();
        show(frame.rows(now));
        lastDrawn = now;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            show(List.of());
            write(SHOW_CURSOR);
            closed = true;
        }
    }

    // Thousands of short checks would otherwise spend their time on drawing.
    private void drawUnlessJustDrawn() {
        if (lastDrawn.plus(SHORTEST_FRAME).isBefore(time.now())) {
            draw();
        }
    }

    private void show(List<String> rows) {
        Ansi picture = Ansi.ansi();
        if (drawnRows > 0) {
            picture.cursorUpLine(drawnRows).eraseScreen(Ansi.Erase.FORWARD);
        }
        permanent.forEach(line -> picture.a(line).a('\n'));
        rows.forEach(row -> picture.a(row).a('\n'));
        write(picture.toString());
        permanent.clear();
        drawnRows = rows.size();
    }

    private void write(String text) {
        // checkError() is also true once the reader of a pipe is gone; from then on nothing is written any more.
        if (!closed && !text.isEmpty() && !out.checkError()) {
            out.print(text);
            out.flush();
        }
    }
}
