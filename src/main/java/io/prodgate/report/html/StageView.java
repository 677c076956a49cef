package io.prodgate.report.html;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/** From all checks to their rows, by stage; those that have no card can be opened, as far as there is room. */
final class StageView {
    /** A longer list is closed at first. */
    static final int OPEN = 200;

    /** Rows of one list; report.css and report.js know about how high it is. */
    private static final int PART = 100;

    private static final int NAME = 300;
    private static final int WHY = 1_000;

    /** Bytes of all explanations in rows. */
    private static final int WHYS = 1_500_000;

    /** Markup of a row, with its words that are no text from outside: bytes. */
    private static final int FRAME = 420;

    private final Overview overview;
    private final Anchors anchors;

    /** The ids of checks that have a card. */
    private final Set<String> carded;

    StageView(Overview overview, Anchors anchors, Set<String> carded) {
        this.overview = overview;
        this.anchors = anchors;
        this.carded = carded;
    }

    /** What the rows need on the page before any can be opened: bytes. */
    long size() {
        return overview.checks().stream()
                .mapToLong(check -> FRAME
                        + 4 * Room.of(anchors.of(check))
                        + Room.of(check.check().head().title().orElse(""))
                        + Room.of(why(check)))
                .sum();
    }

    /** The rows, after those with attempts to show were given them, what needs attention first. */
    List<View.Stage> stages(AttemptView attempts) {
        Map<String, List<View.Attempt>> opened = new HashMap<>();
        Stream.concat(overview.findings().stream(), overview.passed().stream())
                .filter(finding -> !carded.contains(finding.id()))
                .forEach(finding ->
                        opened.put(finding.id(), attempts.of(finding.check().attempts(), finding.explanation())));
        Map<String, List<Finding>> byStage = overview.checks().stream()
                .collect(Collectors.groupingBy(
                        check -> check.check().head().stage(), LinkedHashMap::new, Collectors.toList()));
        return byStage.entrySet().stream()
                .map(stage -> new View.Stage(
                        line(stage.getKey()),
                        counts(stage.getValue()),
                        stage.getValue().size() <= OPEN,
                        stage.getValue().stream()
                                .map(check -> row(check, opened.getOrDefault(check.id(), List.of())))
                                .gather(Gatherers.windowFixed(PART))
                                .map(View.Rows::new)
                                .toList()))
                .toList();
    }

    private View.Row row(Finding finding, List<View.Attempt> opened) {
        return new View.Row(
                anchors.of(finding),
                carded.contains(finding.id()),
                line(finding.id()),
                finding.check().head().title().map(StageView::line).orElse(""),
                Tones.of(finding),
                Facets.of(finding),
                line(finding.outcome().wireName() + (finding.recovered() ? " after trouble" : "") + " · "
                        + finding.check().head().severity()
                        + (finding.check().head().required() ? "" : " · optional") + " · "
                        + finding.check().head().kind()),
                finding.check().attempts().isEmpty() ? "" : Figures.duration(finding.duration()),
                why(finding),
                opened);
    }

    private String why(Finding finding) {
        int most = Math.clamp(WHYS / Math.max(1, overview.checks().size()), 80, WHY);
        return carded.contains(finding.id()) ? "" : Plain.line(finding.explanation(), most);
    }

    private static String counts(List<Finding> checks) {
        Map<Outcome, Long> counts =
                checks.stream().collect(Collectors.groupingBy(Finding::outcome, Collectors.counting()));
        return Overview.WORST_FIRST.stream()
                .filter(counts::containsKey)
                .map(outcome -> Figures.number(counts.getOrDefault(outcome, 0L)) + " " + outcome.wireName())
                .collect(Collectors.joining(", "));
    }

    private static String line(String text) {
        return Plain.line(text, NAME);
    }
}
