package io.prodgate.report.document;

import io.prodgate.journal.Decision;
import io.prodgate.journal.RunResult.Decided;
import io.prodgate.report.CriterionFact;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import io.prodgate.report.Written;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Standing;
import java.util.ArrayList;
import java.util.List;

/** Whether production is ready, by what criteria that is told, and who stands for it. */
final class ReadinessChapters {
    private final Judged judged;
    private final Overview overview;
    private final List<CriterionFact> criteria;

    ReadinessChapters(Judged judged, Overview overview) {
        this.judged = judged;
        this.overview = overview;
        this.criteria = CriterionFact.of(judged);
    }

    Document.Draft checklist() {
        Document.Draft draft = new Document.Draft().chapter("Compliance and readiness");
        if (criteria.isEmpty()) {
            draft.note(
                    Block.Tone.UNKNOWN,
                    Text.of("The plan names no acceptance criteria, so none can be told to be met, and there is nothing"
                            + " to trace checks to; the checks themselves are in the appendix."));
        }
        draft.table(
                "Acceptance criteria",
                "Criterion | What is to be shown | State",
                criteria.stream()
                        .map(fact -> List.of(
                                Text.of(fact.criterion().id()),
                                Text.of(fact.criterion().text()),
                                state(fact)))
                        .toList());
        return draft.table("Readiness checklist", "What | State", readiness());
    }

    private List<List<Text>> readiness() {
        List<List<Text>> rows = new ArrayList<>();
        for (Area area : Area.values()) {
            List<Finding> checks =
                    overview.checks().stream().filter(area::holds).toList();
            long open = checks.stream().filter(finding -> !finding.settled()).count();
            rows.add(List.of(
                    Text.of(area.words()),
                    checks.isEmpty()
                            ? Text.strong("no check of this run looked at it")
                            : open == 0
                                    ? Text.of("as expected: " + Figures.count(checks.size(), "check"))
                                    : Text.strong("%s of %s need attention"
                                            .formatted(Figures.number(open), Figures.count(checks.size(), "check")))));
        }
        long unknown = overview.writes().stream().filter(Written::open).count();
        rows.add(List.of(
                Text.of("What was written to production"),
                overview.writes().isEmpty()
                        ? Text.of("nothing")
                        : unknown == 0
                                ? Text.of(Figures.count(overview.writes().size(), "write") + ", each with a known end")
                                : Text.strong(Figures.count(unknown, "write") + " with an end that is not known")));
        rows.add(List.of(Text.of("Sign-off"), SignatureLines.state(judged.run())));
        return rows;
    }

    private static Text state(CriterionFact fact) {
        return switch (fact.state()) {
            case MET, BY_REPORT -> Text.of(fact.state().told());
            case MET_WITH_CONDITIONS, NOT_MET, NOT_PROVEN, NO_CHECK ->
                Text.strong(fact.state().told());
        };
    }

    Document.Draft traceability() {
        List<List<Text>> rows = new ArrayList<>();
        for (CriterionFact fact : criteria) {
            if (fact.checks().isEmpty()) {
                rows.add(List.of(Text.of(fact.criterion().id()), Text.of("none"), state(fact), Text.NONE));
            }
            fact.checks()
                    .forEach(finding -> rows.add(List.of(
                            Text.of(fact.criterion().id()),
                            Judgements.name(finding),
                            Judgements.outcome(finding),
                            Text.of(Judgements.shown(finding)))));
        }
        Document.Draft draft = new Document.Draft();
        return rows.isEmpty()
                ? draft
                : draft.chapter("Traceability")
                        .table(
                                "Which check shows which criterion, and how it came out",
                                "Criterion | Check | Outcome | Shown by",
                                rows);
    }

    Document.Draft writes() {
        Document.Draft draft = new Document.Draft().chapter("What was written to production");
        List<Written> writes = overview.writes();
        if (writes.isEmpty()) {
            return draft.say("Nothing was written to production.");
        }
        long open = writes.stream().filter(Written::open).count();
        if (open > 0) {
            draft.note(
                    Block.Tone.WARNING,
                    Text.of(Figures.count(open, "write") + ": whether it was carried out, or undone, is not known."
                            + " Somebody has to look."));
        }
        draft.say(
                "prodgate deletes nothing in production that a check does not delete itself; faults and alerts that it"
                        + " made are undone.");
        return draft.table(
                "Everything that was written, as it was noted last",
                "Check | Request | End state | When",
                writes.stream()
                        .map(written -> List.of(
                                Text.code(written.check()),
                                Text.code(written.write().request()),
                                written.open() ? Text.strong(written.state()) : Text.of(written.state()),
                                Text.of(Figures.instant(written.write().at()))))
                        .toList());
    }

    Document.Draft decisions() {
        Document.Draft draft = new Document.Draft().chapter("Decisions");
        List<Decided> decisions = judged.run().decisions();
        if (decisions.isEmpty()) {
            return draft.say("Nobody has decided anything about this run.");
        }
        List<String> critical = Standing.critical(judged);
        return draft.table(
                        "What people decided",
                        "Decision | By | When | Counts until | Reason",
                        decisions.stream().map(ReadinessChapters::row).toList())
                .say(
                        critical.isEmpty()
                                ? ""
                                : "Critical findings keep the gate closed: " + String.join(", ", critical) + ".");
    }

    private static List<Text> row(Decided decided) {
        Decision decision = decided.decision();
        return List.of(
                Text.of(decision.kind().wireName()
                        + (decision.overridesCritical() ? ", overriding critical findings" : "")),
                Text.of(decision.by()
                        + decision.account().map(account -> " as " + account).orElse("")),
                Text.of(Figures.instant(decided.at())),
                Text.of(decided.current() ? Figures.instant(decision.until()) : "no longer: the run went on after it"),
                Text.of(decision.reason()));
    }

    Document.Draft signOff() {
        return new Document.Draft()
                .chapter("Sign-off")
                .say(Text.of("Signed is the verdict of this run, with ")
                        .and(Text.code("prodgate sign " + judged.run().head().id() + " --as ROLE"))
                        .and("; what is signed is bound to the journal as it was then."))
                .add(new Block.SignOff(SignatureLines.of(judged.run(), SignatureLines.Names.SHOWN)));
    }
}
