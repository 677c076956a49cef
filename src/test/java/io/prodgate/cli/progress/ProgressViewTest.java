package io.prodgate.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.cli.DisplayText;
import io.prodgate.cli.Golden;
import io.prodgate.cli.Palette;
import io.prodgate.cli.Surroundings;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Time;
import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

class ProgressViewTest {
    private final SteppingTime time = new SteppingTime(Script.START);
    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    @Test
    void plainLinesForALog() {
        PlainView view = new PlainView(out, time, Palette.plain(), UnaryOperator.identity());
        new Script(view, time, view::tick).playAll();
        view.close();
        Golden.assertMatches("progress-plain.txt", printed.toString());
    }

    @Test
    void plainLinesHoldNoControlCharacters() {
        PlainView view = new PlainView(out, time, Palette.plain(), UnaryOperator.identity());
        new Script(view, time, view::tick).playAll();
        assertThat(printed.toString().replace(System.lineSeparator(), ""))
                .doesNotContainPattern("\\p{Cntrl}")
                .doesNotContain("\u202e");
    }

    @Test
    void groupsForGitHubActions() {
        ActionsView view = new ActionsView(out, time);
        new Script(view, time, view::tick).playAll();
        view.close();
        Golden.assertMatches("progress-actions.txt", printed.toString());
    }

    @Test
    void noLineFromOutsideBecomesAWorkflowCommand() {
        ActionsView view = new ActionsView(out, time);
        new Script(view, time, view::tick).playAll();
        view.close();
        assertThat(printed.toString().lines())
                .filteredOn(line -> line.startsWith("::"))
                .allMatch(line -> line.matches("::(group::stage \\w+|endgroup::)"));
        assertThat(printed.toString().lines())
                .filteredOn(line -> !line.startsWith("::"))
                .noneMatch(line -> line.contains("##["));
    }

    @Test
    void theLiveViewDrawsOverWhatItDrewBefore() {
        LiveView view = new LiveView(out, time, new TerminalSize(80, 24), new Palette(Ansi.ON));
        new Script(view, time, view::draw).playAll();
        view.close();
        Golden.assertMatches("progress-live.txt", printed.toString());
    }

    @Test
    void whatStaysOnTheTerminalIsWhatWasDone() {
        LiveView view = new LiveView(out, time, new TerminalSize(80, 24), Palette.plain());
        Screen screen = new Screen();
        new Script(view, time, view::draw).playAll();
        view.close();
        screen.write(printed.toString());
        Golden.assertMatches("progress-live-end.txt", screen.text());
        assertThat(screen.cursorVisible()).isTrue();
    }

    @Test
    void aResumedRunTellsWhatIsDoneAndDoesNotCountTheTimeBetween() {
        Instant killed = Script.START.plusSeconds(90);
        List<Entry> before = List.of(
                new Entry(1, Script.START, new Event.RunStarted(Script.head())),
                new Entry(2, killed, ended("tls", Outcome.PASSED)),
                new Entry(3, killed, ended("health", Outcome.SKIPPED)));
        PlainView view = new PlainView(out, time, Palette.plain(), UnaryOperator.identity());

        view.resumes(before);
        Instant night = killed.plus(Duration.ofHours(9));
        view.happened(night, new Event.RunResumed("0.2.0", 0));
        view.happened(night.plusSeconds(1), new Event.CheckStarted("health"));
        view.happened(night.plusSeconds(2), ended("health", Outcome.PASSED));

        assertThat(printed.toString().lines())
                .containsExactly(
                        "[ 1m30s] resumed: 1 of 6 checks had ended before and are not repeated",
                        "[ 1m32s] PASS  reachable/health  (1.0s)");
    }

    private static Event ended(String check, Outcome outcome) {
        return new Event.CheckFinished(check, outcome, Optional.empty(), Optional.empty(), "");
    }

    @ParameterizedTest
    @CsvSource({"200,50", "80,24", "40,10", "21,5", "20,4", "8,3", "3,2", "1,1"})
    void everyRowOfTheLivePartFitsIntoTheTerminal(int columns, int rows) {
        TerminalSize size = new TerminalSize(columns, rows);
        LiveView view = new LiveView(out, time, size, Palette.plain());
        List<String> drawn = new ArrayList<>();
        Board board = new Board();
        LiveFrame frame = new LiveFrame(board, size, Palette.plain());
        ProgressView both = new ForBoth(view, board);
        new Script(both, time, () -> {
                    List<String> frameRows = frame.rows(time.now());
                    assertThat(frameRows.size()).isLessThanOrEqualTo(Math.max(1, rows - 1));
                    drawn.addAll(frameRows);
                })
                .playAll();
        assertThat(drawn)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(DisplayText.width(row)).isLessThanOrEqualTo(Math.max(1, columns - 1)));
    }

    @Test
    void manyRunningChecksAreCutToTheRoomThereIs() {
        Board board = new Board();
        board.happened(time.now(), new Event.RunStarted(Script.head()));
        for (int i = 0; i < 100; i++) {
            board.happened(time.now(), new Event.CheckStarted("check-" + i));
        }
        List<String> rows = new LiveFrame(board, new TerminalSize(80, 10), Palette.plain()).rows(time.now());
        assertThat(rows).hasSize(8).anyMatch(row -> row.contains("and 95 more"));
    }

    @Test
    void theLiveViewFallsSilentWhenTheOutputIsGone() {
        CountingBrokenWriter broken = new CountingBrokenWriter();
        LiveView view = new LiveView(new PrintWriter(broken), time, new TerminalSize(80, 24), Palette.plain());
        new Script(view, time, view::draw).playAll();
        view.close();
        assertThat(broken.writes).isEqualTo(1);
    }

    @Test
    void closingTwiceGivesTheCursorBackOnceAndDrawsNothingAfter() {
        LiveView view = new LiveView(out, time, new TerminalSize(80, 24), Palette.plain());
        view.happened(time.now(), new Event.RunStarted(Script.head()));
        view.close();
        String afterFirst = printed.toString();
        view.close();
        view.draw();
        assertThat(printed.toString()).isEqualTo(afterFirst).endsWith("\u001b[?25h");
    }

    @Test
    void aLateWaitOfAFinishedCheckIsNoNews() {
        Board board = new Board();
        board.happened(time.now(), new Event.RunStarted(Script.head()));
        board.happened(time.now(), new Event.CheckStarted("tls"));
        board.happened(time.now(), Script.passed("tls"));
        board.waiting(time.now(), "tls", "late", time.now().plusSeconds(5));
        assertThat(board.activities()).isEmpty();
    }

    @Test
    void nothingIsEstimatedFromTooLittle() {
        Board board = new Board();
        board.happened(time.now(), new Event.RunStarted(Script.head()));
        time.advance(Duration.ofSeconds(10));
        board.happened(time.now(), Script.passed("tls"));
        board.happened(time.now(), Script.passed("health"));
        assertThat(board.toGo(time.now())).isEmpty();
        board.happened(time.now(), Script.passed("login"));
        assertThat(board.toGo(time.now())).contains(Duration.ofSeconds(10));
    }

    @Test
    void theEstimateIsNeverMoreThanTheBudgetHasLeft() {
        Board board = new Board();
        board.happened(time.now(), new Event.RunStarted(Script.head()));
        time.advance(Duration.ofMinutes(29));
        List.of("tls", "health", "login").forEach(id -> board.happened(time.now(), Script.passed(id)));
        assertThat(board.toGo(time.now())).contains(Duration.ofMinutes(1));
    }

    @Test
    void gitHubActionsComesBeforeTheTerminal() throws InterruptedException {
        assertThat(opened(Map.of("GITHUB_ACTIONS", "true"), true))
                .contains("::group::")
                .doesNotContain("\u001b");
        assertThat(opened(Map.of("COLUMNS", "60", "LINES", "20"), true)).contains("\u001b[?25l");
        assertThat(opened(Map.of("TERM", "dumb"), true))
                .contains("[  0.0s] run")
                .doesNotContain("\u001b");
        assertThat(opened(Map.of(), false)).contains("[  0.0s] run").doesNotContain("\u001b");
    }

    @Test
    void theSizeOfTheTerminalIsReadFromStty() {
        assertThat(TerminalSize.parse("24 80\n")).contains(new TerminalSize(80, 24));
        assertThat(TerminalSize.parse("0 0")).isEmpty();
        assertThat(TerminalSize.parse("")).isEmpty();
        assertThat(TerminalSize.of(Map.of("COLUMNS", "132", "LINES", "43"))).isEqualTo(new TerminalSize(132, 43));
    }

    @Test
    void theTickerEndsWhenItIsClosed() throws InterruptedException {
        CountDownLatch ticked = new CountDownLatch(3);
        Ticker ticker = Ticker.start(Time.system(), Duration.ofMillis(1), ticked::countDown);
        ticked.await();
        ticker.close();
        assertThat(ticker.ended()).isTrue();
    }

    private static String opened(Map<String, String> environment, boolean terminal) throws InterruptedException {
        StringWriter text = new StringWriter();
        // This clock stands still: only the events draw.
        Time still = new Time() {
            @Override
            public java.time.Instant now() {
                return Script.START;
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                new CountDownLatch(1).await();
            }
        };
        Surroundings surroundings = new Surroundings(environment, still, new Random(1), () -> terminal);
        try (ProgressView view = Progress.open(surroundings, new PrintWriter(text), Palette.plain())) {
            view.happened(Script.START, new Event.RunStarted(Script.head()));
            view.happened(Script.START, new Event.StageStarted("reachable"));
        }
        return text.toString();
    }

    private record ForBoth(ProgressView view, Board board) implements ProgressView {
        @Override
        public void resumes(java.util.List<Entry> before) {
            view.resumes(before);
            before.forEach(entry -> board.happened(entry.at(), entry.event()));
        }

        @Override
        public void happened(java.time.Instant at, Event event) {
            view.happened(at, event);
            board.happened(at, event);
        }

        @Override
        public void waiting(String check, String reason, java.time.Instant until) {
            view.waiting(check, reason, until);
            board.waiting(until.minusSeconds(4), check, reason, until);
        }

        @Override
        public void stopping(String signal) {
            view.stopping(signal);
        }

        @Override
        public void close() {
            view.close();
        }
    }

    private static final class CountingBrokenWriter extends Writer {
        private int writes;

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            writes++;
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
