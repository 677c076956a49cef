package io.prodgate.report.chart;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Proof;
import io.prodgate.report.chart.Chart.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ways of a journey's items, one below the other: how long after the sending each step was seen. */
final class Chains {
    private static final int CHECKS = 6;
    private static final int ITEMS = 30;
    private static final int TOP = 18;
    private static final int ROW = 20;
    private static final int TICKS = 5;

    /** What is left of the frame for names, in percent. */
    private static final double ROOM = 70;

    private static final double FAR = 2.5;
    private static final Map<String, String> SHAPES =
            Map.of("accepted", "ring", "job", "square", "spans", "triangle", "note", "disc", "state", "disc");

    private final String check;
    private final List<ItemResult> items;
    private final int more;
    private final List<Timing.Bound> bounds;
    private final Duration end;
    private final Canvas canvas;

    private Chains(String check, List<Evidence> evidence) {
        this.check = check;
        List<ItemResult> all = evidence.stream()
                .filter(ItemResult.class::isInstance)
                .map(ItemResult.class::cast)
                .filter(item -> !item.steps().isEmpty())
                .toList();
        this.items = all.stream()
                .sorted(Comparator.comparing(Chains::isArrived).thenComparing(Chains::last, Comparator.reverseOrder()))
                .limit(ITEMS)
                .toList();
        this.more = all.size() - items.size();
        Duration longest =
                items.stream().map(Chains::last).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        Duration least = longest.isPositive() ? longest : Duration.ofMillis(1);
        this.bounds = Timing.bounds(evidence);
        this.end = bounds.stream()
                .map(bound -> Duration.ofMillis(Math.round(bound.threshold().value() * 1_000)))
                .filter(bound -> bound.toMillis() <= FAR * least.toMillis())
                .reduce(least, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        this.canvas = new Canvas(TOP + ROW * items.size() + 22);
    }

    private static boolean isArrived(ItemResult item) {
        return item.end() == ItemResult.End.ARRIVED;
    }

    private static Duration last(ItemResult item) {
        return item.steps().stream()
                .map(step -> after(item, step))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Clocks differ: what seems to have been before the sending was at once. */
    private static Duration after(ItemResult item, ItemResult.Step step) {
        Duration after = Duration.between(item.started(), step.at());
        return after.isNegative() ? Duration.ZERO : after;
    }

    /** One for each check with items that have steps. */
    static List<Chart> of(RunResult run) {
        List<Chains> chains = run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .map(check ->
                        new Chains(check.head().id(), check.attempts().getLast().evidence()))
                .filter(chain -> chain.items.size() > 1)
                .limit(CHECKS)
                .toList();
        return IntStream.range(0, chains.size())
                .mapToObj(i -> chains.get(i).chart("chain-" + (i + 1)))
                .toList();
    }

    private Chart chart(String id) {
        axis();
        for (int i = 0; i < items.size(); i++) {
            row(items.get(i), TOP + ROW * i + ROW / 2.0);
        }
        long proven = items.stream().filter(Chains::isArrived).count();
        return new Chart(
                id,
                "Items of " + Texts.label(check, 60) + ", step by step",
                "Each line is an item, from its sending to the last that proves it; those that are not proven come"
                        + " first, then the slowest.",
                proven + " of " + Figures.count(items.size(), "item") + " proven.",
                "wide",
                canvas.drawn(),
                keys(),
                table());
    }

    private double at(Duration after) {
        return ROOM * after.toMillis() / end.toMillis();
    }

    private void axis() {
        double bottom = TOP + ROW * items.size();
        canvas.line(0, bottom, ROOM, bottom, "axis");
        for (Duration tick : Ticks.durations(end, TICKS)) {
            canvas.upright(at(tick), TOP, bottom + 4, "grid");
            canvas.word(at(tick), bottom + 17, "tick", Figures.duration(tick));
        }
        for (Timing.Bound bound : bounds) {
            double x = ROOM * bound.threshold().value() * 1_000 / end.toMillis();
            String text =
                    "expected: " + bound.subject() + " " + bound.threshold().told();
            if (x <= ROOM) {
                canvas.curve(List.of(new Canvas.Point(x, TOP - 4), new Canvas.Point(x, bottom)), "threshold");
                canvas.word(x, TOP - 7, "bound", text);
            }
        }
    }

    private void row(ItemResult item, double y) {
        double x = at(last(item));
        String look = look(item);
        canvas.line(0, y, x, y, "between");
        if (!isArrived(item)) {
            canvas.line(x, y, ROOM, y, "lost");
            canvas.mark(
                    ROOM,
                    y,
                    look.equals("missed") ? "cross" : "ring",
                    look,
                    item.end().wireName());
        }
        item.steps()
                .forEach(step -> canvas.mark(
                        at(after(item, step)),
                        y,
                        shape(step.what()),
                        look(step.what()),
                        step.what() + " after " + Figures.duration(after(item, step))));
        canvas.word(ROOM, 12, y + 4, "start", "label", Texts.label(item.item(), 30));
    }

    private static String look(ItemResult item) {
        return switch (item.end()) {
            case ARRIVED -> "met";
            case LATE, FAILED, REFUSED -> "missed";
            case UNKNOWN, NOT_JUDGED -> "unknown";
        };
    }

    private static String look(String what) {
        return shape(what).equals("disc") ? "step done" : "step";
    }

    private static String shape(String what) {
        return SHAPES.getOrDefault(what, "diamond");
    }

    private List<Key> keys() {
        Map<String, String> shapes = items.stream()
                .flatMap(item -> item.steps().stream())
                .map(ItemResult.Step::what)
                .distinct()
                .limit(8)
                .collect(Collectors.toMap(
                        Chains::shape,
                        what -> Texts.label(what, 20),
                        (one, other) -> one + ", " + other,
                        LinkedHashMap::new));
        List<Key> keys = new ArrayList<>();
        shapes.forEach((shape, what) -> keys.add(new Key(shape, shape.equals("disc") ? "step done" : "step", what)));
        if (items.stream().anyMatch(item -> look(item).equals("missed"))) {
            keys.add(new Key("cross", "missed", "not proven"));
        }
        return keys;
    }

    private Chart.Table table() {
        List<Chart.Row> rows = items.stream()
                .map(item -> Chart.Row.of(
                        Texts.line(item.item()),
                        Texts.line(new Proof(check, item).end()),
                        Texts.line(item.steps().stream()
                                .map(step -> step.what() + " +" + Figures.duration(after(item, step)))
                                .collect(Collectors.joining(", ")))))
                .toList();
        return new Chart.Table(
                List.of("Item", "End", "Steps"),
                rows,
                more == 0 ? "" : Figures.count(more, "more item") + " in report.json.");
    }
}
