package io.prodgate.report.html;

import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Condition;
import io.prodgate.report.Disturbed;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.GateFacts;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import io.prodgate.report.Sessions;
import io.prodgate.verdict.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a run to what the top of its page says besides the verdict: why, about what, and how long it took. */
final class TopView {
    private static final int CONDITIONS = 20;
    private static final int TEXT = 1_000;
    private static final int WHO = 200;

    private final Overview overview;
    private final RunResult run;
    private final RunHead head;

    TopView(Overview overview) {
        this.overview = overview;
        this.run = overview.judged().run();
        this.head = run.head();
    }

    /** What stands between the run and a plain approval, with who sees to it until when. */
    List<View.Condition> conditions() {
        List<Condition> all = Condition.of(overview.judged());
        List<View.Condition> conditions = new ArrayList<>();
        all.stream().limit(CONDITIONS).map(TopView::condition).forEach(conditions::add);
        int more = all.size() - conditions.size();
        if (more > 0) {
            conditions.add(
                    new View.Condition("… and " + Figures.count(more, "more reason") + ": see the findings.", ""));
        }
        return conditions;
    }

    private static View.Condition condition(Condition condition) {
        String who = Stream.concat(
                        condition.owner().stream(),
                        condition.due().map(due -> "until " + Figures.instant(due)).stream())
                .collect(Collectors.joining(", "));
        return new View.Condition(line(condition.text()), Plain.line(who, WHO));
    }

    /** What the verdict is about, and nothing else: production, commit, infrastructure, packages, plan. */
    List<View.Detail> bindings() {
        List<View.Detail> bindings = new ArrayList<>();
        bindings.add(detail("Production", head.url().toString()));
        bindings.add(detail("Revision", head.revision().orElse("not told by the plan")));
        head.gate().terraform().ifPresent(state -> bindings.add(detail("Terraform", state.told())));
        new TreeSet<>(Release.of(run).apks()).forEach(apk -> bindings.add(detail("APK, SHA-256", apk)));
        bindings.add(detail("Plan", head.plan()));
        bindings.add(detail("Plan, SHA-256", head.planSha256()));
        return bindings;
    }

    /** When the run was, how long it took, what it waited for, and what else there is to know. */
    List<View.Detail> facts() {
        List<View.Detail> facts = new ArrayList<>();
        facts.add(detail("Run", head.id()));
        facts.add(detail("Started", Figures.instant(run.started())));
        facts.add(detail("Took", took()));
        facts.add(detail(
                "Waited for rate limits",
                overview.waited().isZero()
                        ? "not at all"
                        : Figures.duration(overview.waited()) + ", added up: checks wait at the same time"));
        facts.add(detail("Checks", checks()));
        if (!head.selection().isEmpty()) {
            facts.add(detail("Only a part", String.join(" ", head.selection())));
        }
        Sessions.told(run).ifPresent(told -> facts.add(detail("Sessions", told)));
        Disturbed.counted(run).ifPresent(count -> facts.add(detail("Disturbed", count)));
        run.interrupted().ifPresent(signal -> facts.add(detail("Interrupted by", signal)));
        head.gate().job().ifPresent(job -> facts.add(detail("CI job", job.toString())));
        GateFacts.of(overview.judged()).stream()
                .filter(fact -> !DecisionView.TOLD.contains(fact.name()))
                .forEach(fact -> facts.add(detail(fact.name(), fact.text())));
        return facts;
    }

    private String took() {
        return run.sessions().stream().anyMatch(RunResult.Session::clockWentBack)
                ? "not known: the machine's clock was set back"
                : Figures.duration(run.duration()) + " of at most " + Figures.duration(head.budget());
    }

    private String checks() {
        return Figures.number(overview.checks().size()) + ", " + Figures.number(overview.required()) + " required"
                + (overview.quarantined() == 0 ? "" : ", " + Figures.number(overview.quarantined()) + " in quarantine");
    }

    /** Who mends what keeps the gate closed, as far as the plan says so. */
    static List<String> owners(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.check().head().owner().stream())
                .map(TopView::line)
                .distinct()
                .limit(CONDITIONS)
                .toList();
    }

    private static View.Detail detail(String name, String value) {
        return new View.Detail(name, line(value));
    }

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }
}
