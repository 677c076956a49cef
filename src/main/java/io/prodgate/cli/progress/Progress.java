package io.prodgate.cli.progress;

import io.prodgate.cli.Palette;
import io.prodgate.cli.Surroundings;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Chooses how to show a run, by where the output goes. */
public final class Progress {
    private static final Duration FRAME = Duration.ofMillis(200);
    private static final Duration SILENCE_LOOK = Duration.ofSeconds(1);

    private Progress() {}

    /**
     * The view that fits: drawn again and again at a terminal, with workflow commands in GitHub Actions, else plain
     * lines. Nothing is printed before the first event, apart from hiding the terminal's cursor.
     */
    public static ProgressView open(Surroundings surroundings, PrintWriter out, Palette palette) {
        if (surroundings.inGitHubActions()) {
            ActionsView actions = new ActionsView(out, surroundings.time());
            return new Ticking(actions, Ticker.start(surroundings.time(), SILENCE_LOOK, actions::tick));
        }
        if (surroundings.live()) {
            TerminalSize size = TerminalSize.of(surroundings.environment());
            LiveView live = new LiveView(out, surroundings.time(), size, palette);
            return new Ticking(live, Ticker.start(surroundings.time(), FRAME, live::draw));
        }
        PlainView plain = new PlainView(out, surroundings.time(), palette, UnaryOperator.identity());
        return new Ticking(plain, Ticker.start(surroundings.time(), SILENCE_LOOK, plain::tick));
    }

    /** A view together with what makes time pass in it. */
    private record Ticking(ProgressView view, Ticker ticker) implements ProgressView {
        @Override
        public void resumes(List<Entry> before) {
            view.resumes(before);
        }

        @Override
        public void happened(Instant at, Event event) {
            view.happened(at, event);
        }

        @Override
        public void waiting(String check, String reason, Instant until) {
            view.waiting(check, reason, until);
        }

        @Override
        public void working(String check, String what) {
            view.working(check, what);
        }

        @Override
        public void stopping(String signal) {
            view.stopping(signal);
        }

        @Override
        public void close() {
            ticker.close();
            view.close();
        }
    }
}
