package io.prodgate.cli.progress;

import io.prodgate.cli.DisplayText;
import io.prodgate.cli.Palette;
import io.prodgate.diagnosis.Next;
import io.prodgate.evidence.Time;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.journal.RunHead;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One line an event, for logs and pipes: {@code [ 12.3s] PASS  reachable/health  (0.2s)}. When nothing was printed for a
 * while it says what is still running, so that a build system does not take the run for dead.
 */
final class PlainView implements ProgressView {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
    private static final int MOST_NAMED = 5;

    private final PrintWriter out;
    private final Time time;
    private final Board board = new Board();
    private final Lines lines;
    private final UnaryOperator<String> guard;
    private final Map<String, String> justTold = new HashMap<>();
    private Instant lastPrinted;

    /**
     * A view that prints to {@code out}.
     *
     * @param guard the last touch to every line before it is printed
     */
    PlainView(PrintWriter out, Time time, Palette palette, UnaryOperator<String> guard) {
        this.out = out;
        this.time = time;
        this.lines = new Lines(board, palette);
        this.guard = guard;
        this.lastPrinted = time.now();
    }

    @Override
    public synchronized void resumes(List<Entry> before) {
        before.forEach(entry -> board.happened(entry.at(), entry.event()));
    }

    @Override
    public synchronized void happened(Instant at, Event event) {
        switch (event) {
            case Event.RunStarted(RunHead head) -> print(at, lines.runStarted(head));
            case Event.StageStarted(String stage) -> print(at, lines.stageStarted(stage));
            case Event.CheckStarted ignored -> {}
            case Event.WriteNoted ignored -> {}
            case Event.AttemptFinished attempt -> missed(at, attempt);
            case Event.CheckFinished finished -> print(at, lines.checkFinished(at, finished));
            case Event.RunInterrupted(String signal) -> print(at, lines.interrupted(at, signal));
            case Event.RunPaused(Instant until) -> print(at, lines.paused(at, until));
            case Event.RunFinished ignored -> print(at, lines.runFinished(at));
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
            print(at, lines.runResumed());
        }
    }

    /** An attempt after which nothing is tried again is not told: the end of its check, which follows, says the same. */
    private void missed(Instant at, Event.AttemptFinished attempt) {
        attempt.attempt()
                .diagnosis()
                .filter(diagnosis -> diagnosis.next() != Next.STOP)
                .ifPresent(diagnosis -> {
                    lines.missed(attempt).ifPresent(line -> print(at, line));
                    justTold.put(attempt.check(), diagnosis.explanation());
                });
    }

    @Override
    public synchronized void waiting(String check, String reason, Instant until) {
        Instant now = time.now();
        String news = reason.equals(justTold.remove(check)) ? "before the next attempt" : reason;
        print(now, lines.waiting(now, check, news, until));
        board.waiting(now, check, reason, until);
    }

    /** Steps are too many for lines of their own: the last one is told when nothing else was for a while. */
    @Override
    public synchronized void working(String check, String what) {
        board.working(check, what);
    }

    @Override
    public synchronized void stopping(String signal) {
        print(time.now(), lines.stopping(signal));
    }

    /** Says what is running, if nothing was said for long. */
    synchronized void tick() {
        Instant now = time.now();
        List<Board.Activity> active = board.activities();
        if (active.isEmpty() || Duration.between(lastPrinted, now).compareTo(LONGEST_SILENCE) < 0) {
            return;
        }
        String named = active.stream()
                .limit(MOST_NAMED)
                .map(activity -> DisplayText.line(board.name(activity.check())) + " ("
                        + DisplayText.wholeSeconds(Duration.between(activity.since(), now))
                        + activity.doing()
                                .map(what -> ", " + DisplayText.line(what))
                                .orElse("") + ")")
                .collect(Collectors.joining(", "));
        String more = active.size() > MOST_NAMED ? " and " + (active.size() - MOST_NAMED) + " more" : "";
        print(now, "...   running: " + named + more + "; " + lines.counts());
    }

    @Override
    public synchronized void close() {
        out.flush();
    }

    private void print(Instant at, String line) {
        String elapsed = DisplayText.duration(board.elapsed(at));
        out.println(guard.apply("[" + " ".repeat(Math.max(0, 6 - elapsed.length())) + elapsed + "] " + line));
        out.flush();
        lastPrinted = at;
    }
}
