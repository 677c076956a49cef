package io.prodgate.report.html;

import io.prodgate.evidence.ItemResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Plain;
import io.prodgate.report.Proof;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From the items of journeys to the steps of their way, by check; those that are not proven come first. */
final class WayView {
    private static final int ITEMS = 100;
    private static final int TEXT = 400;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private WayView() {}

    static List<View.Ways> of(List<Proof> proofs) {
        Map<String, List<Proof>> byCheck =
                proofs.stream().collect(Collectors.groupingBy(Proof::check, LinkedHashMap::new, Collectors.toList()));
        List<View.Ways> ways = new ArrayList<>();
        byCheck.forEach((check, items) -> ways.add(of(check, items)));
        return ways;
    }

    private static View.Ways of(String check, List<Proof> items) {
        long proven = items.stream().filter(WayView::arrived).count();
        int more = items.size() - Math.min(items.size(), ITEMS);
        return new View.Ways(
                line(check),
                proven + " of " + Figures.count(items.size(), "item") + " proven",
                proven < items.size() || items.size() <= 20,
                items.stream()
                        .sorted(Comparator.comparing(WayView::arrived))
                        .limit(ITEMS)
                        .map(WayView::way)
                        .toList(),
                more == 0 ? "" : Figures.count(more, "more item") + " in report.json");
    }

    private static boolean arrived(Proof proof) {
        return proof.item().end() == ItemResult.End.ARRIVED;
    }

    private static View.Way way(Proof proof) {
        ItemResult item = proof.item();
        return new View.Way(line(item.item()), line(proof.end()), tone(item.end()), line(item.detail()), steps(item));
    }

    private static List<View.Step> steps(ItemResult item) {
        List<View.Step> steps = new ArrayList<>();
        steps.add(new View.Step("sent", CLOCK.format(item.started()), "", ""));
        item.steps().forEach(step -> {
            Duration after = Duration.between(item.started(), step.at());
            steps.add(new View.Step(
                    line(step.what()),
                    CLOCK.format(step.at()),
                    (after.isNegative() ? "" : "+") + Figures.duration(after),
                    line(step.detail())));
        });
        return steps;
    }

    private static String tone(ItemResult.End end) {
        return switch (end) {
            case ARRIVED -> "good";
            case LATE, FAILED, REFUSED -> "bad";
            case UNKNOWN, NOT_JUDGED -> "unknown";
        };
    }

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }
}
