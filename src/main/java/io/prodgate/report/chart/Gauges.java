package io.prodgate.report.chart;

import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.chart.Chart.Key;
import java.util.List;
import java.util.Optional;

/** Numbers of monitoring systems beside what the plan expects of them: all bounds in one line, since a number of seconds and one of jobs have no axis in common. */
final class Gauges {
    private static final int MOST = 40;
    private static final int TOP = 20;
    private static final int ROW = 36;
    private static final int THICK = 10;

    /** Where the bounds are. */
    private static final double BOUND = 60;

    private Gauges() {}

    /** None if there is no number with a bound. */
    static Optional<Chart> of(RunResult run) {
        List<Reading> all = Reading.of(run).stream().filter(Gauges::fits).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(chart(all));
    }

    private static boolean fits(Reading reading) {
        return reading.value().filter(value -> value >= 0).isPresent()
                && reading.bound().filter(bound -> bound.value() > 0).isPresent();
    }

    private static Chart chart(List<Reading> all) {
        List<Reading> shown = all.stream().limit(MOST).toList();
        Canvas canvas = new Canvas(TOP + ROW * shown.size() + 4);
        canvas.word(BOUND, 12, "bound", "bound");
        for (int i = 0; i < shown.size(); i++) {
            row(canvas, shown.get(i), TOP + ROW * i);
        }
        canvas.curve(
                List.of(new Canvas.Point(BOUND, 16), new Canvas.Point(BOUND, TOP + ROW * shown.size())), "threshold");
        long missed = all.stream().filter(reading -> !reading.judgement().met()).count();
        return new Chart(
                "gauges",
                "Numbers of monitoring and what is expected of them",
                "Each bar begins at zero and is as long as its number is to its bound; the shaded side of the bound is"
                        + " where it should end.",
                Figures.count(all.size(), "number") + ", " + Figures.number(missed) + " not as expected.",
                "wide",
                canvas.drawn(),
                List.of(
                        new Key("disc", "met", "as expected"),
                        new Key("cross", "missed", "not as expected"),
                        new Key("ring", "unknown", "undecided")),
                table(shown, all.size() - shown.size()));
    }

    private static void row(Canvas canvas, Reading reading, int y) {
        double value = reading.value().orElseThrow();
        Threshold bound = reading.bound().orElseThrow();
        double end = BOUND * value / bound.value();
        double middle = y + 24;
        canvas.word(0, 0, y + 14, "start", "label", Texts.label(reading.name(), 40));
        canvas.word(100, 0, y + 14, "end", "label", told(reading) + " (" + bound.told() + ")");
        canvas.box(bound.upper() ? 0 : BOUND, bound.upper() ? BOUND : 100, middle - THICK / 2.0, THICK, "allowed", "");
        canvas.box(0, end, middle - 3, 6, reading.look(), reading.name() + ": " + told(reading));
        canvas.mark(Math.min(end + 1.2, 99), middle, end > 100 ? "arrow" : shape(reading), reading.look(), "");
    }

    private static String shape(Reading reading) {
        return switch (reading.end()) {
            case "met" -> "disc";
            case "missed" -> "cross";
            default -> "ring";
        };
    }

    private static String told(Reading reading) {
        return reading.amount().told(reading.value().orElseThrow());
    }

    private static Chart.Table table(List<Reading> shown, int more) {
        return new Chart.Table(
                List.of("Number", "Value", "Expected", "n", "Result"),
                shown.stream()
                        .map(reading -> Chart.Row.of(
                                Texts.line(reading.name()),
                                told(reading),
                                Texts.line(reading.judgement().expected()),
                                reading.metric()
                                        .observations()
                                        .map(Figures::number)
                                        .orElse("–"),
                                reading.end()))
                        .toList(),
                more == 0 ? "" : Figures.count(more, "more number") + " in report.json.");
    }
}
