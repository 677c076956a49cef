package io.prodgate.report.chart;

import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.chart.Chart.Key;
import io.prodgate.report.chart.Lane.Bar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When what was done, from the first attempt to the last: a lane for each check, fault, alert and host that was waited for. */
final class Timeline {
    private static final int TOP = 26;
    private static final int LANE = 20;
    private static final int TALL = 34;
    private static final int THICK = 10;
    private static final int TICKS = 8;
    private static final int LEVELS = 2;

    private final RunResult run;
    private final Lanes source;
    private final List<Lane> lanes;
    private final TimeScale scale;

    private Timeline(RunResult run) {
        this.run = run;
        this.source = new Lanes(run);
        this.lanes = source.all();
        this.scale = TimeScale.of(busy());
    }

    /** None if nothing was tried. */
    static Optional<Chart> of(RunResult run) {
        return run.checks().stream().allMatch(check -> check.attempts().isEmpty())
                ? Optional.empty()
                : Optional.of(new Timeline(run).chart());
    }

    private List<Span> busy() {
        List<Span> busy = new ArrayList<>();
        run.sessions().forEach(session -> busy.add(new Span(session.started(), session.ended())));
        run.checks().stream()
                .flatMap(check -> check.attempts().stream())
                .forEach(attempt -> busy.add(Span.of(attempt.started(), attempt.duration())));
        return busy;
    }

    private Chart chart() {
        int height = TOP + lanes.stream().mapToInt(this::height).sum() + 6;
        Canvas canvas = new Canvas(height);
        axis(canvas, height);
        int y = TOP;
        for (Lane lane : lanes) {
            y += height(lane);
            draw(canvas, lane, y);
        }
        return new Chart(
                "timeline",
                "Timeline",
                "Each bar is an attempt, from its beginning to its end; the line below a stage's name is the stage."
                        + " Times are UTC."
                        + (scale.folds().isEmpty() ? "" : " Shaded stretches are folded: nothing was done then."),
                summary(),
                "zooms",
                canvas.drawn(),
                keys(),
                table());
    }

    private void axis(Canvas canvas, int height) {
        scale.folds().forEach(fold -> {
            canvas.box(fold.from(), fold.to(), 0, height, "fold", "nothing for " + Figures.duration(fold.length()));
            canvas.word((fold.from() + fold.to()) / 2, 24, "fold-name", Figures.duration(fold.length()) + " later");
        });
        scale.ticks(TICKS, LEVELS).forEach(tick -> {
            String level = tick.level() == 0 ? "" : " level" + tick.level();
            canvas.upright(tick.at(), 16, height, "grid" + level);
            canvas.word(tick.at(), 11, "tick" + level, tick.label());
        });
    }

    /** A name that has no room beside its bars stands above them. */
    private int height(Lane lane) {
        return named(lane) ? LANE : TALL;
    }

    private boolean named(Lane lane) {
        Span whole = lane.span();
        return !lane.heading() && Canvas.hasRoomBeside(scale.at(whole.from()), scale.at(whole.to()));
    }

    private void draw(Canvas canvas, Lane lane, int bottom) {
        double middle = bottom - (lane.heading() ? 5 : LANE / 2.0);
        double from = scale.at(lane.span().from());
        double to = scale.at(lane.span().to());
        if (lane.bars().size() > 1) {
            canvas.line(from, middle, to, middle, "between");
        }
        lane.bars().forEach(bar -> bar(canvas, bar, middle));
        if (named(lane)) {
            canvas.beside(from, to, middle + 4, "label", lane.name());
        } else {
            canvas.at(from, middle - (lane.heading() ? 5 : 9), lane.heading() ? "heading" : "label", lane.name());
        }
    }

    private void bar(Canvas canvas, Bar bar, double middle) {
        double from = scale.at(bar.span().from());
        double to = scale.at(bar.span().to());
        double thick = bar.look().equals("stage") ? 2 : THICK;
        canvas.box(from, to, middle - thick / 2, thick, bar.look(), told(bar));
        if (bar.look().equals("missed") || bar.look().equals("unknown")) {
            canvas.mark(to, middle, bar.look().equals("missed") ? "cross" : "ring", bar.look(), "");
        }
        if (bar.look().equals("left")) {
            canvas.mark(to, middle, "arrow", bar.look(), "");
        }
        for (Instant point : bar.points()) {
            canvas.mark(scale.at(point), middle, "diamond", bar.look(), "");
        }
    }

    private static String told(Bar bar) {
        return bar.what() + ": " + bar.result() + ", "
                + Figures.duration(bar.span().length());
    }

    private String summary() {
        long checks = run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .count();
        return Figures.count(checks, "check") + " from " + scale.told() + ", " + Figures.duration(run.duration())
                + " at work.";
    }

    private List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        key(keys, "met", new Key("bar", "met", "met"));
        key(keys, "missed", new Key("cross", "missed", "missed, production is at fault"));
        key(keys, "unknown", new Key("ring", "unknown", "missed through no fault of production"));
        key(keys, "fault", new Key("bar", "fault", "fault in place"));
        key(keys, "left", new Key("arrow", "left", "fault that is NOT UNDONE"));
        key(keys, "drill", new Key("diamond", "drill", "alert: each step that was seen"));
        key(keys, "wait", new Key("bar", "wait", "waits for a rate limit"));
        return keys;
    }

    private void key(List<Key> keys, String look, Key key) {
        if (lanes.stream()
                .flatMap(lane -> lane.bars().stream())
                .anyMatch(bar -> bar.look().equals(look))) {
            keys.add(key);
        }
    }

    private Chart.Table table() {
        List<Chart.Row> rows = lanes.stream()
                .flatMap(lane -> lane.bars().stream())
                .map(bar -> Chart.Row.of(
                        Texts.line(bar.what()),
                        Clock.of(bar.span().from()),
                        Figures.duration(bar.span().length()),
                        Texts.line(bar.result())))
                .toList();
        return new Chart.Table(
                List.of("What", "Began (UTC)", "Took", "Result"),
                rows,
                source.leftOut() == 0
                        ? ""
                        : "The worst and the longest " + Figures.number(Lanes.CHECKS) + " checks; "
                                + Figures.count(source.leftOut(), "more check")
                                + " are part of their stages here, and listed below.");
    }
}
