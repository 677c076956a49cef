package io.prodgate.report.html;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import io.prodgate.report.Proof;
import io.prodgate.report.Scenario;
import io.prodgate.report.Wall;
import io.prodgate.report.Written;
import io.prodgate.report.chart.Charts;
import io.prodgate.report.chart.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From a run to what its page shows. */
final class PageView {
    /** Findings with a card of their own; the others still have their row. */
    private static final int FINDINGS = 200;

    private static final int WRITES = 500;
    private static final int TEXT = 1_000;

    static final Pattern WEB = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);

    /** Bytes of the whole page without its style and script: some less than the 8 MiB that a page may have. */
    private static final int PAGE = 7_600_000;

    /** Of these, what evidence may take, and what is left for all that is not counted. */
    private static final int EVIDENCE = 3_000_000;

    private static final int SECTIONS = 600_000;

    private final Overview overview;
    private final Optional<Path> folder;

    /**
     * The view of a run.
     *
     * @param folder where its pictures are, if it has any
     */
    PageView(Overview overview, Optional<Path> folder) {
        this.overview = overview;
        this.folder = folder;
    }

    View.Page page() {
        RunResult run = overview.judged().run();
        List<Finding> carded = overview.findings().stream().limit(FINDINGS).toList();
        Anchors anchors = Anchors.of(overview.checks());
        StageView rows = new StageView(
                overview, anchors, carded.stream().map(Finding::id).collect(Collectors.toSet()));
        long room = PAGE - SECTIONS - rows.size();
        long evidence = Math.clamp(room, 0, EVIDENCE);
        AttemptView attempts = new AttemptView(new Room(evidence));
        Pictures pictures = new Pictures(folder, new Room(room - evidence));
        TopView top = new TopView(overview);
        DecisionView decision = new DecisionView(overview);
        List<View.Group> findings = new FindingView(attempts, new SceneView(pictures), anchors).groups(carded);
        List<View.Stage> stages = rows.stages(attempts);
        int more = overview.findings().size() - carded.size();
        return new View.Page(
                Tones.title(overview.judged().verdict()) + ", gate " + decision.gate(),
                Tones.title(overview.judged().verdict()),
                decision.gate(),
                Tones.of(overview.judged().verdict()),
                overview.meaning(),
                top.conditions(),
                decision.decision(),
                line(run.head().production()),
                top.bindings(),
                top.facts(),
                numbers(),
                overview.counts(),
                bar(),
                Facets.choices(overview.checks()),
                findings,
                more > 0
                        ? Figures.count(more, "more finding")
                                + " are listed below by stage; report.json has all their details."
                        : "",
                charts(run),
                FaultView.of(Scenario.of(run)),
                WallView.of(Wall.of(run)),
                WayView.of(Proof.of(run)),
                new ShotView(pictures).of(run),
                "Together " + Figures.duration(overview.waited()) + "; checks wait at the same time.",
                overview.waits().stream().map(PageView::wait).toList(),
                Figures.count(overview.writes().size(), "write") + " to production"
                        + (overview.writes().size() > WRITES ? "; report.json has those that are not listed" : ""),
                overview.writes().stream().limit(WRITES).map(PageView::written).toList(),
                stages,
                attempts.leftOut() == 0
                        ? ""
                        : "To keep this page small, the evidence of " + Figures.count(attempts.leftOut(), "check")
                                + " is not on it; report.json has all.",
                line(run.head().version()));
    }

    private View.Charts charts(RunResult run) {
        return new View.Charts(Charts.of(overview.judged()), Charts.ways(run), Matrix.of(run));
    }

    private List<View.Number> numbers() {
        return Overview.WORST_FIRST.stream()
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
        for (Outcome outcome : Overview.WORST_FIRST) {
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

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }
}
