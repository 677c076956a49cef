package io.prodgate.cli.progress;

import io.prodgate.cli.DisplayText;
import io.prodgate.cli.Palette;
import io.prodgate.evidence.Time;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.report.github.WorkflowLog;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/**
 * Plain lines with the workflow commands of GitHub Actions: a group for each stage. Annotations come at the end of the
 * run, when it is known which of the findings matter most: GitHub shows only the first ten of a level. Source:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 *
 * <p>No text from outside can become a command, see {@link WorkflowLog}.
 */
final class ActionsView implements ProgressView {
    private final PrintWriter out;
    private final PlainView plain;
    private boolean inGroup;

    ActionsView(PrintWriter out, Time time) {
        this.out = out;
        this.plain = new PlainView(out, time, Palette.plain(), WorkflowLog::harmless);
    }

    @Override
    public synchronized void resumes(List<Entry> before) {
        plain.resumes(before);
    }

    @Override
    public synchronized void happened(Instant at, Event event) {
        switch (event) {
            case Event.StageStarted(String stage) -> {
                endGroup();
                out.println("::group::" + escaped("stage " + DisplayText.line(stage)));
                inGroup = true;
                plain.happened(at, event);
            }
            case Event.CheckFinished ignored -> plain.happened(at, event);
            case Event.RunFinished ignored -> {
                endGroup();
                plain.happened(at, event);
            }
            case Event.RunResumed ignored -> plain.happened(at, event);
            case Event.DecisionMade ignored -> plain.happened(at, event);
            case Event.SignedOff ignored -> plain.happened(at, event);
            case Event.ShardsMerged ignored -> plain.happened(at, event);
            case Event.ProofsKept ignored -> plain.happened(at, event);
            case Event.MessageNoted ignored -> plain.happened(at, event);
            case Event.HistoryRead ignored -> plain.happened(at, event);
            case Event.RunStarted ignored -> plain.happened(at, event);
            case Event.CheckStarted ignored -> plain.happened(at, event);
            case Event.WriteNoted ignored -> plain.happened(at, event);
            case Event.AttemptFinished ignored -> plain.happened(at, event);
            case Event.RunPaused ignored -> {
                endGroup();
                plain.happened(at, event);
            }
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
    public synchronized void working(String check, String what) {
        plain.working(check, what);
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

    private static String escaped(String data) {
        return data.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
