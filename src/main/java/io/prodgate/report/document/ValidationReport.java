package io.prodgate.report.document;

import static io.prodgate.report.document.Document.defined;

import io.prodgate.journal.RunHead;
import io.prodgate.report.Condition;
import io.prodgate.report.Disturbed;
import io.prodgate.report.Figures;
import io.prodgate.report.GateFacts;
import io.prodgate.report.Overview;
import io.prodgate.report.Sessions;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The validation report: what a run proved, for those who decide about production and sign it. */
public final class ValidationReport {
    private static final Set<String> ELSEWHERE = Set.of("Terraform", "Decision", "Signature");

    private final Judged judged;
    private final Overview overview;
    private final List<Condition> conditions;
    private final Document.Draft draft = new Document.Draft();

    private ValidationReport(Judged judged) {
        this.judged = judged;
        this.overview = Overview.of(judged);
        this.conditions = Condition.of(judged);
    }

    /** The report of a run. */
    public static Document of(Judged judged) {
        return new ValidationReport(judged).written();
    }

    private Document written() {
        summary();
        draft.add(new ExecutionChapter(overview).written());
        ResultChapters results = new ResultChapters(judged.run(), overview);
        draft.add(results.performance())
                .add(results.security())
                .add(results.resilience())
                .add(results.monitoring());
        draft.chapter("People's feedback").add(FeedbackDocument.results(judged.run()));
        IssueChapters issues = new IssueChapters(overview, conditions);
        draft.add(issues.issues()).add(issues.recommendations());
        ReadinessChapters readiness = new ReadinessChapters(judged, overview);
        draft.add(readiness.checklist())
                .add(readiness.traceability())
                .add(readiness.writes())
                .add(readiness.decisions())
                .add(readiness.signOff());
        checks();
        return draft.done("Production validation report", about());
    }

    private String about() {
        RunHead head = judged.run().head();
        return head.production() + " · run " + head.id() + " · "
                + Figures.instant(judged.run().started());
    }

    private void summary() {
        draft.chapter("Executive summary")
                .note(
                        Judgements.tone(judged.verdict()),
                        Text.strong(Judgements.verdict(judged.verdict())).and(". " + overview.meaning()));
        draft.say("%s of %s; the gate depends on %d of them and is %s."
                .formatted(
                        overview.counts(),
                        Figures.count(overview.checks().size(), "check"),
                        overview.required(),
                        judged.gate().wireName()));
        if (judged.gate() == Gate.CLOSED) {
            draft.say("A closed gate waits for a person's decision: retry, roll back or release"
                    + judged.run()
                            .head()
                            .gate()
                            .rollBack()
                            .map(how -> ". To roll back: " + how)
                            .orElse("")
                    + ".");
        }
        Disturbed.told(judged.run()).ifPresent(draft::say);
        Sessions.told(judged.run()).ifPresent(draft::say);
        facts();
        conditions();
    }

    private void facts() {
        RunHead head = judged.run().head();
        Release release = Release.of(judged.run());
        List<Block.Definition> facts = new ArrayList<>(List.of(
                defined(
                        "Production",
                        Text.of(head.production() + ", ")
                                .and(Text.link(head.url().toString()))),
                new Block.Definition(
                        "Revision", head.revision().map(Text::code).orElse(Text.of("not said by the plan"))),
                defined("Infrastructure", head.gate().terraform().map(state -> "terraform, " + state.told())),
                new Block.Definition("Android package, SHA-256", Text.codes(new TreeSet<>(release.apks()))),
                defined("Plan", Text.code(head.plan()).and(", SHA-256 ").and(Text.code(head.planSha256()))),
                defined(
                        "Chosen",
                        Optional.of(String.join(" ", head.selection()))
                                .filter(chosen -> !chosen.isEmpty())
                                .map(chosen -> "only a part of the plan: " + chosen)),
                defined("Run", Text.code(head.id()).and(", prodgate " + head.version())),
                defined(
                        "Time",
                        "%s to %s, %s at work%s"
                                .formatted(
                                        Figures.instant(judged.run().started()),
                                        Figures.instant(judged.run().ended()),
                                        Figures.duration(judged.run().duration()),
                                        waited())),
                defined("Run in", head.gate().job().map(Object::toString))));
        // Terraform's state is told above, decisions and signatures in chapters of their own.
        GateFacts.of(judged).stream()
                .filter(fact -> !ELSEWHERE.contains(fact.name()))
                .forEach(fact -> facts.add(defined(fact.name(), fact.text())));
        draft.section("What was validated").define(facts);
    }

    /** Checks wait at the same time: together they may have waited for longer than the run took. */
    private String waited() {
        return overview.waited().isZero()
                ? ""
                : "; checks waited for rate limits at the same time, " + Figures.duration(overview.waited())
                        + " added up";
    }

    private void conditions() {
        if (conditions.isEmpty()) {
            return;
        }
        boolean missing = conditions.stream().anyMatch(condition -> condition.effect() != Effect.CONDITION);
        draft.section(missing ? "What stands in the way of an approval" : "Conditions")
                .table(
                        "What stands between this run and a plain approval, worst first",
                        "What | Means | Owner | Due",
                        conditions.stream().map(ValidationReport::row).toList());
    }

    private static List<Text> row(Condition condition) {
        return List.of(
                Text.of(condition.text()),
                Text.of(means(condition.effect())),
                Text.of(condition.owner().orElse("nobody named")),
                Text.of(condition.due().map(Figures::instant).orElse("no date set")));
    }

    private static String means(Effect effect) {
        return switch (effect) {
            case CLOSES -> "not approved";
            case UNPROVEN -> "missing proof";
            case CONDITION, NONE -> "condition";
        };
    }

    private void checks() {
        draft.chapter("Appendix: all checks")
                .table(
                        "All checks in the order of the plan",
                        "Check | What it proves | Severity | Outcome | #Attempts | #Took",
                        overview.checks().stream()
                                .map(finding -> List.of(
                                        Judgements.name(finding),
                                        Text.of(finding.check().head().title().orElse("")),
                                        Text.of(finding.check().head().severity()
                                                + (finding.check().head().required() ? "" : ", optional")),
                                        Judgements.outcome(finding),
                                        Text.of(Figures.number(
                                                finding.check().attempts().size())),
                                        Text.of(Figures.duration(finding.duration()))))
                                .toList());
    }
}
