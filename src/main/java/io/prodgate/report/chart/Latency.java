package io.prodgate.report.chart;

import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.chart.Histogram.Bin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How long items and answers took: how many in which time, with percentiles and what the plan expects. */
final class Latency {
    private static final int MOST = 8;
    private static final int ROW = 14;
    private static final int BARS = 84;
    private static final int BELOW = 20;
    private static final double GAP = 0.2;
    private static final int RINGS = 8;

    /** From so many on they are counted in bars. */
    private static final int BARRED = 20;

    private static final double[] SHARES = {0.5, 0.95, 0.99};

    /** A bound that is so many times as long as the longest is only named. */
    private static final double FAR = 2.5;

    private final Timing timing;
    private final Histogram histogram;
    private final String id;
    private final double end;
    private final List<Quantile> quantiles;
    private final int top;
    private final int bottom;

    private Latency(Timing timing, String id) {
        this.timing = timing;
        this.id = id;
        this.histogram = Histogram.of(timing);
        double last = histogram.bins().getLast().to();
        this.end = timing.bounds().stream()
                .mapToDouble(bound -> bound.threshold().value() * 1.05)
                .filter(bound -> bound <= FAR * last)
                .reduce(last, Math::max);
        this.quantiles = timing.isEnough() ? quantiles(timing) : List.of();
        this.top = ROW * (quantiles.size() + timing.bounds().size()) + 18;
        this.bottom = top + (isBarred() ? BARS : 6 + 10 * Math.min(RINGS, histogram.most()));
    }

    private record Quantile(String name, double seconds) {
        String told() {
            return Double.isFinite(seconds) ? Amount.SECONDS.told(seconds) : "not reached";
        }
    }

    /** The charts of a run: of the sorts that matter most, and of all answers together. */
    static List<Chart> of(RunResult run) {
        List<Timing> sorts = Timing.of(run);
        Timing answers = Timing.answers(run);
        List<Timing> shown = Stream.concat(
                        sorts.stream().limit(MOST), answers.isEnough() ? Stream.of(answers) : Stream.empty())
                .toList();
        return IntStream.range(0, shown.size())
                .mapToObj(i -> new Latency(shown.get(i), "latency-" + (i + 1)).chart())
                .toList();
    }

    private static List<Quantile> quantiles(Timing timing) {
        List<Quantile> quantiles = new ArrayList<>();
        for (double share : SHARES) {
            quantiles.add(new Quantile("p" + Math.round(share * 100), timing.quantile(share)));
        }
        return quantiles;
    }

    private Chart chart() {
        Canvas canvas = new Canvas(bottom + BELOW);
        axis(canvas);
        histogram.bins().forEach(bin -> {
            if (isBarred()) {
                bar(canvas, bin);
            } else {
                rings(canvas, bin);
            }
        });
        int row = 0;
        for (Quantile quantile : quantiles) {
            row++;
            quantile(canvas, quantile, row * ROW - 3);
        }
        for (Timing.Bound bound : timing.bounds()) {
            row++;
            bound(canvas, bound, row * ROW - 3);
        }
        return new Chart(
                id,
                "How long " + Texts.label(timing.what(), 60) + " took",
                reading(),
                summary(),
                "half",
                canvas.drawn(),
                List.of(),
                table());
    }

    private boolean isBarred() {
        return timing.count() >= BARRED;
    }

    private double at(double seconds) {
        return histogram.at(seconds, end);
    }

    private static String told(double seconds) {
        return Amount.SECONDS.told(seconds);
    }

    private void axis(Canvas canvas) {
        canvas.line(0, bottom, 100, bottom, "axis");
        histogram.ticks(end).stream().filter(tick -> at(tick) <= 100).forEach(tick -> {
            canvas.upright(at(tick), bottom, bottom + 4, "axis");
            canvas.word(at(tick), bottom + 16, "tick", told(tick));
        });
    }

    /** One above the other: of so few each is seen. */
    private void rings(Canvas canvas, Bin bin) {
        List<Double> inside = timing.seconds().stream()
                .filter(seconds -> histogram.holds(bin, seconds))
                .sorted()
                .toList();
        for (int i = 0; i < inside.size(); i++) {
            double y = bottom - 8 - 10.0 * (i % RINGS);
            canvas.mark(at(inside.get(i)), y, "ring", "sample", told(inside.get(i)));
        }
    }

    private void bar(Canvas canvas, Bin bin) {
        if (bin.count() > 0) {
            double tall = Math.max(1, (double) BARS * bin.count() / histogram.most());
            canvas.box(
                    at(bin.from()) + GAP,
                    at(bin.to()) - GAP,
                    bottom - tall,
                    tall,
                    "bin",
                    told(bin.from()) + " to " + told(bin.to()) + ": " + Figures.number(bin.count()));
            if (bin.count() == histogram.most()) {
                canvas.word(
                        (at(bin.from()) + at(bin.to())) / 2, bottom - tall - 4, "tick", Figures.number(bin.count()));
            }
        }
    }

    private void quantile(Canvas canvas, Quantile quantile, int y) {
        String text = quantile.name() + " " + quantile.told();
        if (!Double.isFinite(quantile.seconds())) {
            canvas.word(100, 0, y, "end", "label", text);
            return;
        }
        double x = at(quantile.seconds());
        rule(canvas, x, y - 9, "quantile");
        canvas.beside(x, x, y, "label", text);
    }

    private void bound(Canvas canvas, Timing.Bound bound, int y) {
        double x = at(bound.threshold().value());
        String text = "expected: " + bound.subject() + " " + bound.threshold().told();
        if (x > 100) {
            canvas.mark(98.5, y - 4, "arrow", "threshold", "");
            canvas.word(97, -4, y, "end", "bound", text);
            return;
        }
        rule(canvas, x, y - 9, "threshold");
        canvas.beside(x, x, y, "bound", text);
    }

    private void rule(Canvas canvas, double x, double from, String look) {
        canvas.curve(List.of(new Canvas.Point(x, from), new Canvas.Point(x, bottom)), look);
    }

    private String reading() {
        String n = "; n = " + Figures.number(timing.count())
                + (timing.never() == 0
                        ? "."
                        : ", of which " + Figures.number(timing.never()) + " never came: longer than all others.");
        String shape = isBarred() ? "The taller a bar, the more took that long" : "A ring is one";
        if (!timing.isEnough()) {
            return shape + n + " Fewer than " + Timing.ENOUGH + " have no percentiles.";
        }
        return shape
                + n
                + (histogram.logarithmic() ? " Each time named below is ten times as long as the one before." : "")
                + (timing.count() < 100 ? " Of fewer than 100, p99 is the longest." : "");
    }

    private String summary() {
        String percentiles = quantiles.stream()
                .map(quantile -> ", " + quantile.name() + " " + quantile.told())
                .reduce("", String::concat);
        return "From " + told(timing.shortest()) + " to " + told(timing.longest()) + percentiles + ", n = "
                + Figures.number(timing.count()) + ".";
    }

    private Chart.Table table() {
        List<Chart.Row> rows = new ArrayList<>();
        rows.add(Chart.Row.of("n", Figures.number(timing.count())));
        if (timing.never() > 0) {
            rows.add(Chart.Row.of("never came", Figures.number(timing.never())));
        }
        rows.add(Chart.Row.of("shortest", told(timing.shortest())));
        quantiles.forEach(quantile -> rows.add(Chart.Row.of(quantile.name(), quantile.told())));
        rows.add(Chart.Row.of("longest", told(timing.longest())));
        timing.bounds()
                .forEach(bound -> rows.add(Chart.Row.of(
                        bound.subject() + " expected",
                        bound.threshold().told() + (bound.met() ? ", met" : ", missed"))));
        if (isBarred()) {
            histogram.bins().stream()
                    .filter(bin -> bin.count() > 0)
                    .forEach(bin -> rows.add(
                            Chart.Row.of(told(bin.from()) + " to " + told(bin.to()), Figures.number(bin.count()))));
        } else {
            timing.seconds().forEach(seconds -> rows.add(Chart.Row.of("took", told(seconds))));
        }
        return new Chart.Table(List.of("What", "Value"), rows, "");
    }
}
