package io.prodgate.report.html;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Disturbed;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.GateFacts;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import io.prodgate.report.Proof;
import io.prodgate.report.ReproduceLine;
import io.prodgate.report.Scenario;
import io.prodgate.report.Sessions;
import io.prodgate.report.Wall;
import io.prodgate.report.Written;
import io.prodgate.report.chart.Charts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From a run to what its page shows, in the order of the page: what comes first gets the room for evidence first. */
final class PageView {
    /** Findings with a card of their own; the others still have their row. */
    private static final int FINDINGS = 200;

    /** Checks that passed and can be opened; the others still have their row. */
    private static final int OPENED = 200;

    private static final int WRITES = 500;
    private static final int REASONS = 20;
    private static final int MISSES = 20;
    private static final int TEXT = 1_000;

    static final Pattern WEB = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);

    private static final List<Outcome> WORST_FIRST =
            List.of(Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.SKIPPED, Outcome.FLAKY, Outcome.PASSED);

    private final Overview overview;
    private final AttemptView attempts = new AttemptView();
    private final SceneView scenes;
    private final ShotView shots;
    private final Map<String, String> anchors = new HashMap<>();
    private int opened;

    PageView(Overview overview, Pictures pictures) {
        this.overview = overview;
        this.scenes = new SceneView(pictures);
        this.shots = new ShotView(pictures);
    }

    View.Page page() {
        RunResult run = overview.judged().run();
        List<View.Finding> findings = new ArrayList<>();
        for (Finding finding : overview.findings().stream().limit(FINDINGS).toList()) {
            String anchor = "finding-" + (findings.size() + 1);
            anchors.put(finding.id(), anchor);
            findings.add(finding(finding, anchor));
        }
        int more = overview.findings().size() - findings.size();
        return new View.Page(
                overview.banner(),
                Tones.title(overview.judged().verdict()),
                overview.judged().gate().wireName(),
                Tones.of(overview.judged().verdict()),
                overview.meaning(),
                reasons(),
                line(run.head().production()),
                facts(run),
                numbers(),
                overview.counts(),
                bar(),
                findings,
                more > 0
                        ? Figures.count(more, "more finding")
                                + " are listed below by stage; report.json has all their details."
                        : "",
                new View.Charts(Charts.of(overview.judged())),
                FaultView.of(Scenario.of(run)),
                WallView.of(Wall.of(run)),
                WayView.of(Proof.of(run)),
                shots.of(run),
                "Together " + Figures.duration(overview.waited()) + "; checks wait at the same time.",
                overview.waits().stream().map(PageView::wait).toList(),
                Figures.count(overview.writes().size(), "write") + " to production"
                        + (overview.writes().size() > WRITES ? "; report.json has those that are not listed" : ""),
                overview.writes().stream().limit(WRITES).map(PageView::written).toList(),
                stages(),
                line(run.head().version()),
                line(run.head().plan()),
                line(run.head().planSha256()));
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        overview.judged().reasons().stream().limit(REASONS).map(PageView::line).forEach(reasons::add);
        int more = overview.judged().reasons().size() - reasons.size();
        if (more > 0) {
            reasons.add("… and " + Figures.count(more, "more reason") + ": see the findings.");
        }
        return reasons;
    }

    private List<View.Detail> facts(RunResult run) {
        RunHead head = run.head();
        List<View.Detail> facts = new ArrayList<>();
        facts.add(new View.Detail("Production", line(head.url().toString())));
        head.revision().ifPresent(revision -> facts.add(new View.Detail("Revision", line(revision))));
        facts.add(new View.Detail("Run", line(head.id())));
        facts.add(new View.Detail("Started", Figures.instant(run.started())));
        facts.add(new View.Detail(
                "Took", Figures.duration(run.duration()) + " of at most " + Figures.duration(head.budget())));
        facts.add(new View.Detail(
                "Checks",
                Figures.number(overview.checks().size()) + ", " + Figures.number(overview.required()) + " required"
                        + (overview.quarantined() == 0
                                ? ""
                                : ", " + Figures.number(overview.quarantined()) + " in quarantine")));
        if (!head.selection().isEmpty()) {
            facts.add(new View.Detail("Only a part", line(String.join(" ", head.selection()))));
        }
        Sessions.told(run).ifPresent(told -> facts.add(new View.Detail("Sessions", line(told))));
        Disturbed.counted(run).ifPresent(count -> facts.add(new View.Detail("Disturbed", count)));
        run.interrupted().ifPresent(signal -> facts.add(new View.Detail("Interrupted by", line(signal))));
        GateFacts.of(overview.judged()).forEach(fact -> facts.add(new View.Detail(fact.name(), line(fact.text()))));
        return facts;
    }

    private List<View.Number> numbers() {
        return WORST_FIRST.stream()
                .map(outcome -> new View.Number(
                        outcome.wireName(),
                        Figures.number(overview.count(outcome)),
                        overview.count(outcome) == 0 ? "quiet" : Tones.of(outcome)))
                .toList();
    }

    private List<View.Part> bar() {
        List<View.Part> parts = new ArrayList<>();
        int all = overview.checks().size();
        long before = 0;
        for (Outcome outcome : WORST_FIRST) {
            long count = overview.count(outcome);
            if (count > 0) {
                long start = before * 1_000 / all;
                before += count;
                // Even one in ten thousand has to be seen.
                parts.add(new View.Part(start, Math.max(4, before * 1_000 / all - start), Tones.of(outcome)));
            }
        }
        return parts;
    }

    private View.Finding finding(Finding finding, String anchor) {
        CheckHead head = finding.check().head();
        Optional<String> web = head.runbook().filter(link -> WEB.matcher(link).matches());
        return new View.Finding(
                anchor,
                line(finding.id()),
                head.title().map(PageView::line).orElse(""),
                finding.outcome().wireName(),
                Tones.of(finding),
                about(head),
                block(finding.explanation()),
                scenes.of(finding.check().attempts()).stream().toList(),
                finding.misses().stream()
                        .limit(MISSES)
                        .map(miss -> new View.Miss(
                                line(miss.subject()),
                                line(miss.expected()),
                                line(miss.actual()),
                                line(miss.remark()),
                                Figures.number(miss.samples())))
                        .toList(),
                facts(finding, web.isEmpty()),
                web.map(PageView::line).orElse(""),
                finding.todo().map(PageView::block).orElse(""),
                finding.reproduce().map(ReproduceLine::label).orElse(""),
                finding.reproduce()
                        .map(command -> Plain.line(command, 4 * TEXT))
                        .orElse(""),
                Figures.count(finding.check().attempts().size(), "attempt") + ", with evidence",
                attempts.of(finding.check().attempts()));
    }

    private static List<View.Detail> facts(Finding finding, boolean runbookAsText) {
        List<View.Detail> facts = new ArrayList<>();
        finding.cause().ifPresent(cause -> facts.add(new View.Detail("Cause", cause)));
        finding.rule().ifPresent(rule -> facts.add(new View.Detail("Rule", line(rule))));
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

    private List<View.Stage> stages() {
        Map<String, List<Finding>> byStage = overview.checks().stream()
                .collect(Collectors.groupingBy(
                        check -> check.check().head().stage(), LinkedHashMap::new, Collectors.toList()));
        return byStage.entrySet().stream()
                .map(stage -> new View.Stage(
                        line(stage.getKey()),
                        counts(stage.getValue()),
                        stage.getValue().size() <= OPENED,
                        stage.getValue().stream().map(this::row).toList()))
                .toList();
    }

    private View.Row row(Finding finding) {
        String anchor = anchors.getOrDefault(finding.id(), "");
        boolean open = anchor.isEmpty()
                && opened < OPENED
                && !finding.check().attempts().isEmpty();
        if (open) {
            opened++;
        }
        return new View.Row(
                line(finding.id()),
                anchor,
                Tones.of(finding),
                finding.outcome().wireName() + " · " + about(finding.check().head())
                        + (finding.recovered() ? " · after trouble" : ""),
                finding.check().attempts().isEmpty() ? "" : Figures.duration(finding.duration()),
                open ? block(finding.explanation()) : "",
                open ? attempts.of(finding.check().attempts()) : List.of());
    }

    private static String counts(List<Finding> checks) {
        return String.join(
                ", ",
                WORST_FIRST.stream()
                        .map(outcome -> Map.entry(
                                outcome,
                                checks.stream()
                                        .filter(check -> check.outcome() == outcome)
                                        .count()))
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> Figures.number(entry.getValue()) + " "
                                + entry.getKey().wireName())
                        .toList());
    }

    private static View.Wait wait(Overview.Wait wait) {
        return new View.Wait(
                line(wait.host()),
                line(wait.word()),
                Figures.number(wait.taken()),
                Figures.duration(wait.total()),
                wait.givenUp() == 0
                        ? ""
                        : Figures.count(wait.givenUp(), "request") + ", the wait would have been "
                                + Figures.duration(wait.longestGivenUp()));
    }

    private static View.Written written(Written written) {
        return new View.Written(
                line(written.check()),
                line(written.write().request()),
                written.state(),
                written.open() ? "unknown" : "quiet",
                Figures.instant(written.write().at()));
    }

    private static String about(CheckHead head) {
        return line(head.severity() + " · " + (head.required() ? "required" : "optional") + " · " + head.kind());
    }

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }

    private static String block(String text) {
        return Plain.block(text, 2 * TEXT);
    }
}
