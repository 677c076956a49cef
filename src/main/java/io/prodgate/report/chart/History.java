package io.prodgate.report.chart;

import io.prodgate.journal.PastRun;
import io.prodgate.report.Figures;
import io.prodgate.report.chart.Chart.Key;
import io.prodgate.report.history.Trend;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The last runs, one beside the other: their verdicts, how long they took, what they measured, and what does not pass since when. */
final class History {
    private static final int RUNS = 30;
    private static final int NUMBERS = 8;
    private static final int STANDING = 12;
    private static final int TOP = 4;
    private static final int ROW = 46;
    private static final int THIN = 24;

    /** What is left of the frame for the last values, in percent. */
    private static final double ROOM = 82;

    private final Trend trend;
    private final List<PastRun> runs;
    private final List<PastRun.Number> numbers;
    private final List<Trend.Standing> standing;
    private final Canvas canvas;
    private final int height;

    private History(Trend trend) {
        this.trend = trend;
        this.runs = trend.runs()
                .subList(Math.max(0, trend.runs().size() - RUNS), trend.runs().size());
        this.numbers = runs.getLast().numbers().stream()
                .filter(number -> number.value() >= 0
                        && runs.stream()
                                        .filter(run ->
                                                number(run, number.name()).isPresent())
                                        .count()
                                > 1)
                .limit(NUMBERS)
                .toList();
        this.standing = trend.standing().stream().limit(STANDING).toList();
        this.height = TOP + ROW * (2 + numbers.size()) + THIN * standing.size() + 26;
        this.canvas = new Canvas(height);
    }

    /** None if the run knows none before it. */
    static Optional<Chart> of(Judged judged) {
        return Trend.of(judged).filter(trend -> trend.runs().size() > 1).map(trend -> new History(trend).chart());
    }

    private Chart chart() {
        int y = TOP;
        verdicts(y);
        y += ROW;
        line(y, "took", Amount.SECONDS, run -> OptionalDouble.of(run.duration().toMillis() / 1_000.0));
        for (PastRun.Number number : numbers) {
            y += ROW;
            line(y, number.name(), Amount.of(number.unit()), run -> number(run, number.name()));
        }
        y += ROW;
        for (Trend.Standing one : standing) {
            standing(y, one);
            y += THIN;
        }
        canvas.word(
                0,
                0,
                height - 6,
                "start",
                "tick",
                Figures.instant(runs.getFirst().started()));
        canvas.word(
                ROOM,
                0,
                height - 6,
                "end",
                "tick",
                Figures.instant(runs.getLast().started()));
        return new Chart(
                "history",
                "The last runs",
                "A column for each run, this one on the right; each line begins at zero. A bar is a check that does"
                        + " not pass, as long as that is so.",
                Figures.count(runs.size(), "run") + ", the last "
                        + Texts.label(runs.getLast().verdict(), 40) + "; "
                        + Figures.count(trend.standing().size(), "check") + " not passed in it.",
                "wide",
                canvas.drawn(),
                List.of(
                        new Key("disc", "met", "approved"),
                        new Key("triangle", "wait", "approved with conditions"),
                        new Key("cross", "missed", "not approved"),
                        new Key("ring", "unknown", "inconclusive")),
                table());
    }

    private double at(int run) {
        return ROOM * (run + 0.5) / runs.size();
    }

    private void verdicts(int y) {
        canvas.word(0, 0, y + 14, "start", "label", "verdict");
        for (int i = 0; i < runs.size(); i++) {
            mark(at(i), y + 30, runs.get(i));
        }
        canvas.word(
                ROOM, 12, y + 34, "start", "label", Texts.label(runs.getLast().verdict(), 24));
    }

    private void mark(double x, int y, PastRun run) {
        String told = run.run() + ": " + run.verdict();
        if (run.verdict().equals(Verdict.APPROVED.wireName())) {
            canvas.mark(x, y, "disc", "met", told);
        } else if (run.verdict().equals(Verdict.APPROVED_WITH_CONDITIONS.wireName())) {
            canvas.mark(x, y, "triangle", "wait", told);
        } else if (run.verdict().equals(Verdict.NOT_APPROVED.wireName())) {
            canvas.mark(x, y, "cross", "missed", told);
        } else {
            canvas.mark(x, y, "ring", "unknown", told);
        }
    }

    private static OptionalDouble number(PastRun run, String name) {
        return run.numbers().stream()
                .filter(number -> number.name().equals(name) && number.value() >= 0)
                .mapToDouble(PastRun.Number::value)
                .findFirst();
    }

    /** A line from zero to the largest; runs without the number are a gap. */
    private void line(int y, String name, Amount amount, Function<PastRun, OptionalDouble> value) {
        double most = runs.stream()
                .flatMapToDouble(run -> value.apply(run).stream())
                .max()
                .orElse(0);
        double bottom = y + 42.0;
        canvas.word(0, 0, y + 14, "start", "label", Texts.label(name, 44));
        canvas.line(0, bottom, ROOM, bottom, "grid");
        List<Canvas.Point> piece = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            OptionalDouble one = value.apply(runs.get(i));
            if (one.isEmpty()) {
                canvas.curve(piece, "course");
                piece.clear();
                continue;
            }
            Canvas.Point point = new Canvas.Point(at(i), bottom - 22 * (most == 0 ? 0 : one.getAsDouble() / most));
            piece.add(point);
            canvas.mark(
                    point.x(), point.y(), "dot", "course", runs.get(i).run() + ": " + amount.told(one.getAsDouble()));
        }
        canvas.curve(piece, "course");
        value.apply(runs.getLast())
                .ifPresent(last -> canvas.word(ROOM, 12, bottom - 8, "start", "label", amount.told(last)));
    }

    private void standing(int y, Trend.Standing one) {
        int first = Math.max(0, runs.size() - one.runs());
        double half = ROOM / 2 / runs.size();
        String look = one.outcome().wireName().equals("failed") ? "missed" : "unknown";
        canvas.box(at(first) - half, at(runs.size() - 1) + half, y + 15, 5, look, one.check() + ": " + one.told());
        canvas.word(ROOM, 0, y + 11, "end", "label", Texts.label(one.check(), 44));
        canvas.word(ROOM, 12, y + 20, "start", "label", one.runs() == 1 ? "new" : Figures.count(one.runs(), "run"));
    }

    private Chart.Table table() {
        List<Chart.Row> rows = new ArrayList<>();
        for (PastRun run : runs.reversed()) {
            String measured = numbers.stream()
                    .flatMap(number -> number(run, number.name()).stream()
                            .mapToObj(value -> number.name() + " "
                                    + Amount.of(number.unit()).told(value)))
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("");
            rows.add(Chart.Row.of(
                    Texts.line(run.run()),
                    Figures.instant(run.started()),
                    Texts.line(run.verdict()),
                    Figures.duration(run.duration()),
                    Texts.line(measured)));
        }
        standing.forEach(one -> rows.add(Chart.Row.of(
                Texts.line(one.check()),
                Figures.instant(one.since()),
                one.outcome().wireName(),
                "–",
                one.told())));
        int more = trend.standing().size() - standing.size();
        String left = trend.runs().size() == runs.size()
                ? ""
                : "The last " + runs.size() + " of "
                        + Figures.count(trend.runs().size(), "run") + ". ";
        return new Chart.Table(
                List.of("Run or check", "Began or since", "End", "Took", "Measured, or for how long"),
                rows,
                (left + (more > 0 ? Figures.count(more, "more check") + " not passed." : "")).strip());
    }
}
