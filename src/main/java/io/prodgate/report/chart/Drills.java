package io.prodgate.report.chart;

import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.AlertWatch.Step;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.chart.Chart.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Alerts that were watched, each as a bar of the time since its cause was made, or was gone. */
final class Drills {
    private static final int MOST = 20;
    private static final int TOP = 4;
    private static final int ROW = 52;
    private static final int BELOW = 22;
    private static final int THICK = 10;
    private static final int TICKS = 6;

    /** Steps that are closer than this have their names together, in percent. */
    private static final double CLOSE = 17;

    /** The width of a letter of a name where the frame is narrow, in percent. */
    private static final double LETTER = 0.95;

    /** Allowed time that is so many times as long as the longest way is only named. */
    private static final double FAR = 3;

    private final List<Watch> watches;
    private final int more;
    private final Duration end;
    private final Canvas canvas;

    private Drills(List<Watch> all) {
        this.watches = all.subList(0, Math.min(MOST, all.size()));
        this.more = all.size() - watches.size();
        Duration longest = watches.stream()
                .map(Watch::last)
                .max(Comparator.naturalOrder())
                .filter(Duration::isPositive)
                .orElse(Duration.ofSeconds(1));
        this.end = watches.stream()
                .map(watch -> watch.watch().within())
                .filter(within -> within.toMillis() <= FAR * longest.toMillis())
                .max(Comparator.naturalOrder())
                .filter(within -> within.compareTo(longest) > 0)
                .orElse(longest);
        this.canvas = new Canvas(TOP + ROW * watches.size() + BELOW);
    }

    /** An alert that was watched by a check. */
    private record Watch(String check, AlertWatch watch, Instant since) {
        Duration after(Step step) {
            Duration after = Duration.between(since, step.at());
            return after.isNegative() ? Duration.ZERO : after;
        }

        Duration last() {
            return watch.steps().stream()
                    .map(this::after)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }

        boolean isLate() {
            return last().compareTo(watch.within()) > 0;
        }

        String name() {
            return check + ": " + watch.alert();
        }
    }

    /** None if no alert was watched. */
    static Optional<Chart> of(RunResult run) {
        List<Watch> all = run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .flatMap(check -> check.attempts().getLast().evidence().stream()
                        .filter(AlertWatch.class::isInstance)
                        .map(AlertWatch.class::cast)
                        .flatMap(watch -> watch.since().stream()
                                .map(since -> new Watch(check.head().id(), watch, since))))
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new Drills(all).chart());
    }

    private Chart chart() {
        int bottom = TOP + ROW * watches.size();
        canvas.line(0, bottom, 100, bottom, "axis");
        for (Duration tick : Ticks.durations(end, TICKS)) {
            canvas.upright(at(tick), TOP, bottom, "grid");
            canvas.word(at(tick), bottom + 16, "tick", Figures.duration(tick));
        }
        for (int i = 0; i < watches.size(); i++) {
            row(watches.get(i), TOP + ROW * i);
        }
        long late = watches.stream().filter(Watch::isLate).count();
        return new Chart(
                "drills",
                "Alerts, from their cause on",
                "Time begins when the cause of an alert was made, or was gone; the shaded stretch is the time that the"
                        + " plan allows.",
                Figures.count(watches.size() + more, "alert") + " watched, " + Figures.number(late)
                        + " with a step after the allowed time.",
                "wide",
                canvas.drawn(),
                List.of(
                        new Key("ring", "drill", "pending"),
                        new Key("triangle", "drill", "firing"),
                        new Key("square", "drill", "routed"),
                        new Key("disc", "drill", "delivered"),
                        new Key("diamond", "drill", "resolved")),
                table());
    }

    private double at(Duration after) {
        return 100.0 * after.toMillis() / Math.max(1, end.toMillis());
    }

    private void row(Watch watch, int y) {
        Duration within = watch.watch().within();
        double middle = y + 24;
        canvas.word(0, 0, y + 14, "start", "label", Texts.label(watch.name(), 44));
        canvas.box(0, at(within), middle - THICK / 2.0, THICK, "allowed", "allowed: " + Figures.duration(within));
        if (at(within) > 100) {
            canvas.word(100, 0, y + 14, "end", "bound", "allowed " + Figures.duration(within));
        } else {
            double x = at(within);
            canvas.curve(List.of(new Canvas.Point(x, middle - 9), new Canvas.Point(x, middle + 9)), "threshold");
            canvas.word(x, y + 14, "bound", "allowed " + Figures.duration(within));
        }
        if (watch.watch().steps().isEmpty()) {
            canvas.word(0, 4, y + 42, "start", "tick", "nothing was seen of it");
            return;
        }
        canvas.box(0, at(watch.last()), middle - 2, 4, watch.isLate() ? "missed" : "way", "");
        steps(watch, middle);
    }

    private void steps(Watch watch, double middle) {
        List<Name> names = new ArrayList<>();
        for (Step step : watch.watch().steps().stream()
                .sorted(Comparator.comparing(Step::at))
                .toList()) {
            canvas.mark(
                    at(watch.after(step)),
                    middle,
                    shape(step.what()),
                    watch.isLate() ? "missed" : "drill",
                    step.what());
            Name name = name(watch, List.of(step));
            while (!names.isEmpty() && names.getLast().collides(name)) {
                name = name(
                        watch,
                        Stream.concat(names.removeLast().steps().stream(), name.steps().stream())
                                .toList());
            }
            names.add(name);
        }
        names.forEach(name ->
                canvas.word(name.at(), 0, middle + 18, name.toTheLeft() ? "end" : "start", "tick", name.text()));
    }

    /** What steps that are close to each other are called together, and where that stands: on the right of the first, or on the left of the last. */
    private record Name(List<Step> steps, double first, double last, String text) {
        boolean toTheLeft() {
            return first > 70;
        }

        double at() {
            return toTheLeft() ? last : first;
        }

        private double from() {
            return toTheLeft() ? last - text.length() * LETTER : first;
        }

        private double to() {
            return toTheLeft() ? last : first + text.length() * LETTER;
        }

        boolean collides(Name next) {
            return next.last - first <= CLOSE || next.from() < to();
        }
    }

    private Name name(Watch watch, List<Step> steps) {
        String names = String.join(
                ", ", steps.stream().map(step -> Texts.label(step.what(), 20)).toList());
        Duration last = watch.after(steps.getLast());
        return new Name(
                steps,
                at(watch.after(steps.getFirst())),
                at(last),
                Texts.label(names, 48) + " " + Figures.duration(last));
    }

    private static String shape(String what) {
        return switch (what) {
            case "pending" -> "ring";
            case "firing", "no longer firing" -> "triangle";
            case "routed" -> "square";
            case "delivered" -> "disc";
            default -> "diamond";
        };
    }

    private Chart.Table table() {
        List<Chart.Row> rows = new ArrayList<>();
        for (Watch watch : watches) {
            String allowed = Figures.duration(watch.watch().within());
            if (watch.watch().steps().isEmpty()) {
                rows.add(Chart.Row.of(Texts.line(watch.name()), "nothing was seen", "–", "–", allowed));
            }
            watch.watch()
                    .steps()
                    .forEach(step -> rows.add(Chart.Row.of(
                            Texts.line(watch.name()),
                            Texts.line(step.what() + (step.detail().isEmpty() ? "" : ": " + step.detail())),
                            Clock.of(step.at()),
                            Figures.duration(watch.after(step)),
                            allowed)));
        }
        return new Chart.Table(
                List.of("Alert", "Step", "When (UTC)", "After", "Allowed"),
                rows,
                more == 0 ? "" : Figures.count(more, "more alert") + " in report.json.");
    }
}
