package io.prodgate.report.document;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.ItemResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was run, and how much of it passed. */
final class ExecutionChapter {
    private static final int MOST_ITEMS = 100;

    private final Overview overview;

    ExecutionChapter(Overview overview) {
        this.overview = overview;
    }

    Document.Draft written() {
        Document.Draft draft = new Document.Draft();
        draft.chapter("Test execution");
        draft.table(
                "Pass rates per stage",
                COUNTS.formatted("Stage"),
                rates(finding -> finding.check().head().stage()));
        draft.table(
                "Pass rates per kind of check",
                COUNTS.formatted("Kind"),
                rates(finding -> finding.check().head().kind()));
        draft.say("The pass rate is passed checks of all planned ones; flaky, inconclusive and skipped checks do not"
                + " count as passed.");
        List<List<Text>> items = overview.checks().stream()
                .flatMap(finding -> items(finding).stream())
                .toList();
        draft.table(
                "Items that were followed end to end", "Check | #Items | #As expected | #Simulated | Others", items);
        return one(draft);
    }

    /** Each item by its name: what needs attention first. */
    private Document.Draft one(Document.Draft draft) {
        List<Followed> all = overview.checks().stream()
                .flatMap(finding -> Judgements.last(finding.check(), ItemResult.class).stream()
                        .map(item -> new Followed(finding, item)))
                .sorted(Comparator.comparing(Followed::arrived))
                .toList();
        draft.table(
                "Items one by one, what needs attention first",
                "Item | Check | End | #Took | #Results | What was seen last",
                all.stream().limit(MOST_ITEMS).map(Followed::row).toList());
        return all.size() > MOST_ITEMS
                ? draft.say(Figures.number(all.size() - MOST_ITEMS) + " more items are in report.json.")
                : draft;
    }

    private record Followed(Finding finding, ItemResult item) {
        boolean arrived() {
            return item.end() == ItemResult.End.ARRIVED;
        }

        private String untimed() {
            return switch (item.end()) {
                case ARRIVED -> "not timed";
                case LATE, FAILED, REFUSED -> "did not arrive";
                case UNKNOWN, NOT_JUDGED -> "not known";
            };
        }

        List<Text> row() {
            return List.of(
                    Text.of(item.item() + (item.simulated() ? " (simulated)" : "")),
                    Judgements.name(finding),
                    arrived() ? Text.of("as expected") : Text.strong(item.end().wireName()),
                    Text.of(item.took().map(Figures::duration).orElseGet(this::untimed)),
                    Text.of(item.results().map(Figures::number).orElse("not counted")),
                    Text.of(item.detail()));
        }
    }

    private static final String COUNTS =
            "%s | #Checks | #Passed | #Flaky | #Failed | #Inconclusive | #Skipped | #Pass rate";

    private List<List<Text>> rates(Function<Finding, String> by) {
        Map<String, List<Finding>> groups =
                overview.checks().stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
        Stream<List<Text>> rows =
                groups.entrySet().stream().map(group -> rate(Text.of(group.getKey()), group.getValue()));
        return Stream.concat(rows, Stream.of(rate(Text.strong("all"), overview.checks())))
                .toList();
    }

    private static List<Text> rate(Text name, List<Finding> findings) {
        long passed = count(findings, Outcome.PASSED);
        return List.of(
                name,
                Text.of(Figures.number(findings.size())),
                Text.of(Figures.number(passed)),
                Text.of(Figures.number(count(findings, Outcome.FLAKY))),
                Text.of(Figures.number(count(findings, Outcome.FAILED))),
                Text.of(Figures.number(count(findings, Outcome.INCONCLUSIVE))),
                Text.of(Figures.number(count(findings, Outcome.SKIPPED))),
                Text.of(findings.isEmpty() ? "–" : percent(passed, findings.size())));
    }

    /** Cut, so that not quite all is never all: {@code 97.5 %}. */
    private static String percent(long part, long whole) {
        long thousandths = part * 1000 / whole;
        return thousandths / 10 + (thousandths % 10 == 0 ? "" : "." + thousandths % 10) + " %";
    }

    private static long count(List<Finding> findings, Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }

    private static Optional<List<Text>> items(Finding finding) {
        List<ItemResult> items = Judgements.last(finding.check(), ItemResult.class);
        if (items.isEmpty()) {
            return Optional.empty();
        }
        List<ItemResult> arrived = items.stream()
                .filter(item -> item.end() == ItemResult.End.ARRIVED)
                .toList();
        return Optional.of(List.of(
                Judgements.name(finding),
                Text.of(Figures.number(items.size())),
                Text.of(Figures.number(arrived.size())),
                Text.of(Figures.number(
                        items.stream().filter(ItemResult::simulated).count())),
                Text.of(items.stream()
                        .filter(item -> !arrived.contains(item))
                        .map(item -> item.item() + " (" + item.end().wireName() + ")")
                        .collect(Collectors.joining(", ")))));
    }
}
