package io.prodgate.cli.progress;

import io.prodgate.cli.DisplayText;
import io.prodgate.cli.Palette;
import io.prodgate.diagnosis.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The lines that are drawn again and again below what is done; each fits into one row of the terminal. */
final class LiveFrame {
    private static final int MOST_ROWS = 12;
    private static final int LONGEST_NAME = 40;
    private static final int BAR = 20;

    private final Board board;
    private final TerminalSize size;
    private final Palette palette;

    LiveFrame(Board board, TerminalSize size, Palette palette) {
        this.board = board;
        this.size = size;
        this.palette = palette;
    }

    /** The rows, top to bottom; fewer than the terminal has, none wider than it is. */
    List<String> rows(Instant now) {
        if (board.total() == 0 || board.done() == board.total()) {
            return List.of();
        }
        List<String> rows = new ArrayList<>();
        // Without room for the checks the two lines that tell how far it is matter more.
        int room = Math.min(MOST_ROWS, size.rows() - 4);
        if (room > 0) {
            rows.addAll(activities(now, room));
        }
        rows.add(progress());
        if (size.rows() > 3) {
            rows.add(budget(now));
        }
        return rows;
    }

    private List<String> activities(Instant now, int room) {
        List<Board.Activity> active = board.activities().stream()
                // Who is at work comes before who stands in line.
                .sorted(Comparator.comparing(LiveFrame::standsInLine))
                .toList();
        int shown = active.size() <= room ? active.size() : room - 1;
        int nameWidth = active.stream()
                .limit(shown)
                .mapToInt(activity -> DisplayText.width(DisplayText.line(activity.check())))
                .max()
                .orElse(0);
        int column = Math.clamp(nameWidth, 1, Math.clamp(width() / 2, 1, LONGEST_NAME));
        List<String> rows = new ArrayList<>();
        active.stream().limit(shown).forEach(activity -> rows.add(activity(activity, now, column)));
        if (shown < active.size()) {
            rows.add(palette.quiet(DisplayText.cut("  and " + (active.size() - shown) + " more", width())));
        }
        return rows;
    }

    private static boolean standsInLine(Board.Activity activity) {
        return activity.doing().filter(what -> what.startsWith("waits ")).isPresent();
    }

    private String activity(Board.Activity activity, Instant now, int column) {
        String name = DisplayText.pad(DisplayText.cut(DisplayText.line(activity.check()), column), column);
        String begin = "  " + name + "  ";
        int room = width() - DisplayText.width(begin);
        if (room <= 0) {
            return DisplayText.cut(begin, width());
        }
        return activity.waiting(now)
                .map(pause -> begin + palette.caution(DisplayText.cut(waits(pause, now), room)))
                .orElseGet(() -> begin + DisplayText.cut(works(activity, now), room));
    }

    private static String waits(Board.Pause pause, Instant now) {
        return "waits"
                + pause.left(now).map(left -> " " + DisplayText.remaining(left)).orElse("") + ": "
                + DisplayText.line(pause.reason());
    }

    private static String works(Board.Activity activity, Instant now) {
        String elapsed = DisplayText.duration(Duration.between(activity.since(), now));
        return (activity.attempt() > 1 ? elapsed + ", attempt " + activity.attempt() : elapsed)
                + activity.doing().map(what -> ", " + DisplayText.line(what)).orElse("");
    }

    private String progress() {
        StringBuilder plain = new StringBuilder();
        int filled = BAR * board.done() / board.total();
        if (width() >= 60) {
            plain.append('[')
                    .append("#".repeat(filled))
                    .append(".".repeat(BAR - filled))
                    .append("] ");
        }
        plain.append(board.done()).append(" of ").append(board.total());
        if (!board.stage().isEmpty()) {
            plain.append(", stage ").append(DisplayText.line(board.stage()));
        }
        Arrays.stream(Outcome.values())
                .filter(outcome -> board.count(outcome) > 0)
                .forEach(outcome -> plain.append(", ")
                        .append(board.count(outcome))
                        .append(' ')
                        .append(outcome.wireName()));
        String line = DisplayText.cut(plain.toString(), width());
        Outcome worst = worst();
        return worst == Outcome.PASSED ? palette.strong(line) : palette.outcome(worst, line);
    }

    private Outcome worst() {
        if (board.count(Outcome.FAILED) > 0) {
            return Outcome.FAILED;
        }
        if (board.count(Outcome.INCONCLUSIVE) > 0) {
            return Outcome.INCONCLUSIVE;
        }
        return board.count(Outcome.FLAKY) > 0 ? Outcome.FLAKY : Outcome.PASSED;
    }

    private String budget(Instant now) {
        String left = board.budgetLeft(now)
                .map(rest -> ", " + DisplayText.wholeSeconds(rest) + " of the budget left")
                .orElse("");
        String toGo = board.toGo(now)
                .map(rest -> ", about " + DisplayText.remaining(rest) + " to go")
                .orElse("");
        return palette.quiet(DisplayText.cut(DisplayText.wholeSeconds(board.elapsed(now)) + toGo + left, width()));
    }

    // The last column stays free: some terminals wrap as soon as it is written.
    private int width() {
        return Math.max(1, size.columns() - 1);
    }
}
