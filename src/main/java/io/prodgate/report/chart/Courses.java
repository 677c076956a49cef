package io.prodgate.report.chart;

import io.prodgate.evidence.Disturbance;
import io.prodgate.evidence.MetricReading.Point;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.chart.Chart.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A number over time, with its bound, and the times in which drills and faults disturbed it. */
final class Courses {
    private static final int MOST = 8;
    private static final int ROWS = 24;
    private static final int TOP = 34;
    private static final int BOTTOM = 154;
    private static final int HEIGHT = 176;
    private static final int TICKS = 6;
    private static final int LINES = 3;

    /** What is beyond is no number that anybody counts. */
    private static final double LARGEST = 1e15;

    private static final double SMALLEST = 1e-9;

    /** A bound so many times as high as the highest point is only named. */
    private static final double FAR = 3;

    private final Reading reading;
    private final String id;
    private final List<Point> points;
    private final TimeScale time;
    private final double lowest;
    private final double highest;

    private Courses(Reading reading, String id) {
        this.reading = reading;
        this.id = id;
        this.points = points(reading);
        this.time = TimeScale.of(List.of(
                new Span(reading.metric().from(), reading.metric().to()),
                new Span(points.getFirst().at(), points.getLast().at())));
        this.lowest = Math.min(0, values().min().orElse(0));
        double most = Math.max(0, values().max().orElse(0));
        double wanted = reading.bound()
                .map(Threshold::value)
                .filter(bound -> most == 0 || bound <= FAR * most)
                .map(bound -> Math.max(bound, most))
                .orElse(most);
        this.highest = wanted < SMALLEST ? 1 : Ticks.end(wanted, LINES);
    }

    private DoubleStream values() {
        return points.stream().mapToDouble(Point::value);
    }

    private static List<Point> points(Reading reading) {
        return reading.metric().curve().stream()
                .filter(point -> Math.abs(point.value()) <= LARGEST)
                .sorted(Comparator.comparing(Point::at))
                .toList();
    }

    /** One for each number that was asked over time, those that are not as expected first. */
    static List<Chart> of(RunResult run) {
        List<Reading> shown = Reading.of(run).stream()
                .filter(reading -> points(reading).size() >= 2)
                .limit(MOST)
                .toList();
        return IntStream.range(0, shown.size())
                .mapToObj(i -> new Courses(shown.get(i), "course-" + (i + 1)).chart())
                .toList();
    }

    private Chart chart() {
        Canvas canvas = new Canvas(HEIGHT);
        shades(canvas);
        axes(canvas);
        pieces().forEach(piece -> draw(canvas, piece));
        bound(canvas);
        peak(canvas);
        return new Chart(
                id,
                Texts.label(reading.name(), 60) + " over time",
                "The line is what " + Texts.label(reading.metric().system(), 40)
                        + " says, gaps are times without a value; shaded is when we disturbed production ourselves,"
                        + " which does not count. Times are UTC.",
                summary(),
                "wide",
                canvas.drawn(),
                keys(),
                table());
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * (value - lowest) / (highest - lowest);
    }

    private void axes(Canvas canvas) {
        time.ticks(TICKS, 1).forEach(tick -> {
            canvas.upright(tick.at(), BOTTOM, BOTTOM + 4, "axis");
            canvas.word(tick.at(), BOTTOM + 17, "tick", tick.label());
        });
        canvas.line(0, y(0), 100, y(0), "axis");
        double step = Ticks.step(highest, LINES);
        for (int i = 1; i <= Math.round(highest / step); i++) {
            double value = i * step;
            canvas.line(0, y(value), 100, y(value), "grid");
            canvas.word(0, 0, y(value) - 3, "start", "tick", reading.amount().told(value));
        }
    }

    private void shades(Canvas canvas) {
        for (Disturbance one : reading.metric().disturbed()) {
            double from = time.at(one.from());
            double to = time.at(one.to());
            if (to > from) {
                canvas.box(from, to, TOP - 16, BOTTOM - TOP + 16, "shade", one.what() + ", run " + one.run());
            }
        }
        reading.metric().disturbed().reversed().stream()
                .filter(one -> time.at(one.to()) > time.at(one.from()))
                .findFirst()
                .ifPresent(one -> canvas.at(time.at(one.from()), TOP - 22, "tick", Texts.label(one.what(), 40)));
    }

    /** The line in pieces: between them values are missing. */
    private List<List<Point>> pieces() {
        List<Duration> gaps = IntStream.range(1, points.size())
                .mapToObj(i ->
                        Duration.between(points.get(i - 1).at(), points.get(i).at()))
                .sorted()
                .toList();
        Duration usual = gaps.get(gaps.size() / 2);
        Duration tooLong =
                max(usual, reading.metric().step().orElse(Duration.ZERO)).multipliedBy(3);
        List<List<Point>> pieces = new ArrayList<>();
        for (Point point : points) {
            if (pieces.isEmpty()
                    || Duration.between(pieces.getLast().getLast().at(), point.at())
                                    .compareTo(tooLong)
                            > 0) {
                pieces.add(new ArrayList<>());
            }
            pieces.getLast().add(point);
        }
        return pieces;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void draw(Canvas canvas, List<Point> piece) {
        if (piece.size() == 1) {
            Point point = piece.getFirst();
            canvas.mark(
                    time.at(point.at()),
                    y(point.value()),
                    "disc",
                    "course",
                    reading.amount().told(point.value()));
        } else {
            canvas.curve(
                    piece.stream()
                            .map(point -> new Canvas.Point(time.at(point.at()), y(point.value())))
                            .toList(),
                    "course");
        }
    }

    private void bound(Canvas canvas) {
        reading.bound().ifPresent(bound -> {
            String text = "expected " + bound.told();
            if (bound.value() > highest) {
                canvas.word(100, 0, 12, "end", "bound", text + ", above");
            } else {
                double y = y(bound.value());
                canvas.curve(List.of(new Canvas.Point(0, y), new Canvas.Point(100, y)), "threshold");
                canvas.word(100, 0, y - 4, "end", "bound", text);
            }
        });
    }

    private Point highestPoint() {
        return points.stream().max(Comparator.comparingDouble(Point::value)).orElseThrow();
    }

    private void peak(Canvas canvas) {
        Point peak = highestPoint();
        if (peak.value() > 0) {
            double x = time.at(peak.at());
            canvas.mark(x, y(peak.value()), "disc", "course", "");
            canvas.beside(x, x, y(peak.value()) - 4, "label", reading.amount().told(peak.value()));
        }
    }

    private String summary() {
        Point last = points.getLast();
        return "From " + time.told() + "; highest "
                + reading.amount().told(highestPoint().value()) + " at "
                + Clock.of(highestPoint().at()) + ", last " + reading.amount().told(last.value())
                + reading.bound().map(bound -> "; expected " + bound.told()).orElse("") + "; " + reading.end() + ".";
    }

    private List<Key> keys() {
        return reading.metric().disturbed().isEmpty()
                ? List.of()
                : List.of(new Key("bar", "shade", "drills and faults of ours"));
    }

    /** Of many points the highest of each stretch of time. */
    private Chart.Table table() {
        List<Chart.Row> rows = new ArrayList<>();
        int kept = Math.min(ROWS, points.size());
        for (int i = 0; i < kept; i++) {
            Point highestOne = points.subList(i * points.size() / kept, (i + 1) * points.size() / kept).stream()
                    .max(Comparator.comparingDouble(Point::value))
                    .orElseThrow();
            rows.add(Chart.Row.of(Clock.of(highestOne.at()), reading.amount().told(highestOne.value()), ""));
        }
        reading.metric()
                .disturbed()
                .forEach(one -> rows.add(Chart.Row.of(
                        Clock.of(one.from()),
                        "disturbed for " + Figures.duration(Duration.between(one.from(), one.to())),
                        Texts.line(one.what() + ", run " + one.run()))));
        return new Chart.Table(
                List.of("When (UTC)", "Value", "Note"),
                rows,
                kept < points.size()
                        ? "The highest of each of " + kept + " stretches of time; report.json has "
                                + Figures.count(points.size(), "point") + "."
                        : "");
    }
}
