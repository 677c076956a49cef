package io.prodgate.report.html;

import io.prodgate.evidence.Judgement;
import io.prodgate.journal.CheckHead;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Plain;
import io.prodgate.report.ReproduceLine;
import io.prodgate.verdict.Noticed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From the checks that need attention to their cards, by severity. */
final class FindingView {
    private static final int MISSES = 20;
    private static final int TEXT = 1_000;

    private final AttemptView attempts;
    private final SceneView scenes;
    private final Anchors anchors;

    FindingView(AttemptView attempts, SceneView scenes, Anchors anchors) {
        this.attempts = attempts;
        this.scenes = scenes;
        this.anchors = anchors;
    }

    /**
     * The cards, the worst severity first.
     *
     * @param findings worst first, by what they mean for the gate: the order within a severity
     */
    List<View.Group> groups(List<Finding> findings) {
        Map<String, List<View.Finding>> bySeverity = new LinkedHashMap<>();
        List.of("critical", "high", "medium", "low").forEach(severity -> bySeverity.put(severity, new ArrayList<>()));
        findings.forEach(finding -> bySeverity
                .computeIfAbsent(line(finding.check().head().severity()), severity -> new ArrayList<>())
                .add(card(finding)));
        return bySeverity.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> new View.Group(
                        capital(group.getKey()), Figures.count(group.getValue().size(), "finding"), group.getValue()))
                .toList();
    }

    private View.Finding card(Finding finding) {
        CheckHead head = finding.check().head();
        Optional<String> web =
                head.runbook().filter(link -> PageView.WEB.matcher(link).matches());
        List<View.Attempt> all = attempts.of(finding.check().attempts(), finding.explanation());
        return new View.Finding(
                anchors.of(finding),
                line(finding.id()),
                "“" + line(finding.name()) + "” " + Noticed.of(finding.check()) + ".",
                finding.outcome().wireName(),
                Tones.of(finding),
                Facets.of(finding),
                line(head.severity() + " · " + (head.required() ? "required" : "optional") + " · " + head.kind() + " · "
                        + head.stage()),
                block(finding.explanation()),
                scenes.of(finding.check().attempts()).stream().toList(),
                finding.misses().stream().limit(MISSES).map(FindingView::miss).toList(),
                facts(finding, web.isEmpty()),
                web.map(FindingView::line).orElse(""),
                finding.todo().map(FindingView::block).orElse(""),
                finding.reproduce().map(ReproduceLine::label).orElse(""),
                finding.reproduce()
                        .map(command -> Plain.line(command, 4 * TEXT))
                        .orElse(""),
                all.size() < 2 ? all : List.of(all.getFirst(), all.getLast()),
                all.size() < 3 ? List.of() : all.subList(1, all.size() - 1),
                all.size() < 3 ? "" : Figures.count(all.size() - 2, "attempt") + " between them",
                all.isEmpty() && !finding.check().attempts().isEmpty()
                        ? Figures.count(finding.check().attempts().size(), "attempt") + " in report.json: this page has"
                                + " no room for the evidence"
                        : "");
    }

    private static View.Miss miss(Judgement miss) {
        return new View.Miss(
                line(miss.subject()),
                line(miss.expected()),
                line(miss.actual()),
                line(miss.remark()),
                Figures.number(miss.samples()));
    }

    private static List<View.Detail> facts(Finding finding, boolean runbookAsText) {
        List<View.Detail> facts = new ArrayList<>();
        String cause = Stream.concat(finding.cause().stream(), finding.rule().map(rule -> "rule " + rule).stream())
                .collect(Collectors.joining(", "));
        if (!cause.isEmpty()) {
            facts.add(new View.Detail("Cause", line(cause)));
        }
        finding.age().ifPresent(age -> facts.add(new View.Detail("Not passed", age.told())));
        finding.check().head().owner().ifPresent(owner -> facts.add(new View.Detail("Owner", line(owner))));
        finding.quarantine()
                .ifPresent(entry -> facts.add(new View.Detail(
                        "Quarantine until " + Figures.instant(entry.until()),
                        line(entry.owner() + ": " + entry.reason()))));
        if (runbookAsText) {
            finding.check().head().runbook().ifPresent(text -> facts.add(new View.Detail("Runbook", line(text))));
        }
        return facts;
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }

    private static String block(String text) {
        return Plain.block(text, 2 * TEXT);
    }
}
