package io.prodgate.report.chart;

import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.SurveyReading.Score;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Feedback;
import io.prodgate.report.Feedback.Bar;
import io.prodgate.report.Feedback.Segment;
import io.prodgate.report.Figures;
import io.prodgate.report.chart.Chart.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What people answered, as bars that part at the middle of the scale: who is content is on the right. */
final class Answers {
    private static final int SURVEYS = 5;
    private static final int MOST = 24;
    private static final int TOP = 4;
    private static final int ROW = 44;
    private static final int THICK = 16;

    /** A segment below that has no room for its count, in percent. */
    private static final double NARROW = 3;

    private Answers() {}

    /** One for each survey that somebody answered. */
    static List<Chart> of(RunResult run) {
        List<Feedback> surveys = Feedback.of(run).stream()
                .filter(feedback -> !rows(feedback).isEmpty())
                .limit(SURVEYS)
                .toList();
        return IntStream.range(0, surveys.size())
                .mapToObj(i -> chart(surveys.get(i), "answers-" + (i + 1)))
                .toList();
    }

    /** All tickets first, then each category. */
    private static List<Bar> rows(Feedback feedback) {
        return Stream.concat(
                        feedback.bars().stream(),
                        feedback.categories().stream().flatMap(category -> feedback.bars(category).stream()))
                .filter(bar -> bar.score().n() > 0)
                .toList();
    }

    private static Chart chart(Feedback feedback, String id) {
        List<Bar> all = rows(feedback);
        List<Bar> shown = all.stream().limit(MOST).toList();
        Canvas canvas = new Canvas(TOP + ROW * shown.size() + 4);
        canvas.upright(50, TOP, TOP + ROW * shown.size(), "axis");
        for (int i = 0; i < shown.size(); i++) {
            row(canvas, shown.get(i), TOP + ROW * i);
        }
        return new Chart(
                id,
                "What people say: " + Texts.label(feedback.check().head().id(), 60),
                "Answers from 1 to 5 with how many gave each; the middle of a bar's 3 is on the line, so the further"
                        + " right it reaches, the better.",
                Texts.line(feedback.told()) + ": "
                        + feedback.bars().stream()
                                .limit(10)
                                .map(bar -> Texts.label(bar.question(), 40) + " mean " + bar.mean())
                                .collect(Collectors.joining(", "))
                        + ".",
                "wide",
                canvas.drawn(),
                IntStream.rangeClosed(1, 5)
                        .mapToObj(value -> new Key("bar", "answer" + value, String.valueOf(value)))
                        .toList(),
                table(feedback, shown, all.size() - shown.size()));
    }

    private static void row(Canvas canvas, Bar bar, int y) {
        canvas.word(0, 0, y + 14, "start", "label", Texts.label(name(bar), 44));
        canvas.word(
                100,
                0,
                y + 14,
                "end",
                "label",
                "mean " + bar.mean() + ", median " + bar.median() + ", n = "
                        + Figures.number(bar.score().n()));
        List<Segment> segments = bar.segments();
        double left = IntStream.range(0, segments.size())
                .mapToDouble(i -> segments.get(i).percent() * (i < 2 ? 1 : i == 2 ? 0.5 : 0))
                .sum();
        // Half of the frame is for all answers on one side of the middle.
        double x = 50 - left / 2;
        for (Segment segment : segments) {
            double width = segment.percent() / 2;
            if (segment.count() > 0) {
                canvas.box(
                        x,
                        x + width,
                        y + 20,
                        THICK,
                        "answer" + segment.value(),
                        segment.value() + ": " + Figures.number(segment.count()));
            }
            if (width >= NARROW) {
                canvas.word(
                        x + width / 2, 0, y + 32, "middle", "count" + segment.value(), Figures.number(segment.count()));
            }
            x += width;
        }
    }

    private static String name(Bar bar) {
        Score score = bar.score();
        return bar.question() + (score.category().isEmpty() ? "" : ", " + score.category());
    }

    private static Chart.Table table(Feedback feedback, List<Bar> shown, int more) {
        List<Chart.Row> rows = new ArrayList<>();
        for (Bar bar : shown) {
            List<String> cells = new ArrayList<>();
            cells.add(Texts.line(name(bar) + ": " + bar.text()));
            bar.segments().forEach(segment -> cells.add(Figures.number(segment.count())));
            cells.addAll(List.of(Figures.number(bar.score().n()), bar.mean(), bar.median(), expected(feedback, bar)));
            rows.add(new Chart.Row(cells));
        }
        return new Chart.Table(
                List.of("Question", "1", "2", "3", "4", "5", "n", "Mean", "Median", "Expected"),
                rows,
                more == 0 ? "" : Figures.count(more, "more row") + " in report.json.");
    }

    private static String expected(Feedback feedback, Bar bar) {
        return Texts.line(feedback.expectations().stream()
                .filter(judgement -> judgement.subject().endsWith(" of " + name(bar)))
                .map(Answers::told)
                .collect(Collectors.joining("; ")));
    }

    private static String told(Judgement judgement) {
        return judgement.subject().split(" ", 2)[0] + " " + judgement.expected()
                + (judgement.met()
                        ? ", met"
                        : judgement.remark().startsWith(Judgement.UNDECIDED) ? ", undecided" : ", missed");
    }
}
