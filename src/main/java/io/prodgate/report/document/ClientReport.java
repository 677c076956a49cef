package io.prodgate.report.document;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.report.Condition;
import io.prodgate.report.CriterionFact;
import io.prodgate.report.Feedback;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import io.prodgate.report.Scenario;
import io.prodgate.report.Wall;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Judged;
import java.util.ArrayList;
import java.util.List;

/**
 * The validation report for those who use production: the verdict, what was tested in words, numbers against what was agreed, issues and
 * conditions. Of how production is built, of evidence and of people's names nothing is in it; what it tells of a check is its title alone.
 */
public final class ClientReport {
    private final Judged judged;
    private final Overview overview;
    private final Discretion discretion;
    private final Document.Draft draft = new Document.Draft();

    private ClientReport(Judged judged) {
        this.judged = judged;
        this.overview = Overview.of(judged);
        this.discretion = new Discretion(judged.run());
    }

    /** The report of a run. */
    public static Document of(Judged judged) {
        return new ClientReport(judged).written();
    }

    private Document written() {
        draft.chapter("Result")
                .note(
                        Judgements.tone(judged.verdict()),
                        Text.strong(Judgements.verdict(judged.verdict())).and(". " + meaning()));
        long good = overview.checks().stream()
                .filter(finding -> finding.outcome() == Outcome.PASSED)
                .count();
        draft.say("%s of %s passed."
                .formatted(Figures.number(good), Figures.count(overview.checks().size(), "test")));
        conditions();
        criteria();
        draft.add(new ClientNumbers(judged, overview, this::title).chapter());
        draft.chapter("Security and resilience").points(inWords());
        feedback();
        issues();
        tested();
        draft.chapter("Sign-off")
                .add(new Block.SignOff(SignatureLines.of(judged.run(), SignatureLines.Names.HIDDEN).stream()
                        .map(line -> new Block.Signature(
                                discretion.told(line.role()),
                                line.decision(),
                                line.name(),
                                line.date(),
                                line.comment()))
                        .toList()));
        return draft.done(
                "Production validation report",
                discretion.told(judged.run().head().production()) + " · "
                        + Figures.instant(judged.run().ended()));
    }

    private String meaning() {
        return switch (judged.verdict()) {
            case APPROVED -> "Everything that was agreed was shown to work.";
            case APPROVED_WITH_CONDITIONS ->
                "Everything that is required was shown to work; the conditions below are still to be met.";
            case NOT_APPROVED -> "Something that was agreed does not work. It is not released until it does.";
            case INCONCLUSIVE ->
                "Not everything that is required could be judged. Nothing is approved until it can be.";
        };
    }

    private void conditions() {
        List<List<Text>> rows = new ArrayList<>();
        for (Condition condition : Condition.of(judged)) {
            List<String> what = condition.checks().isEmpty()
                    ? List.of("The validation is not complete")
                    : overview.checks().stream()
                            .filter(finding -> condition.checks().contains(finding.id()))
                            .map(finding -> title(finding) + ": " + ClientWords.outcome(finding))
                            .toList();
            what.forEach(told -> rows.add(List.of(
                    Text.of(told), Text.of(condition.due().map(Figures::instant).orElse("no date set yet")))));
        }
        draft.table("What is still to be done", "What | Due", rows);
    }

    private void criteria() {
        if (CriterionFact.of(judged).isEmpty()) {
            draft.say("No acceptance criteria were agreed on; what was tested is below.");
        }
        draft.table(
                "What was agreed",
                "Criterion | What is to be shown | State",
                CriterionFact.of(judged).stream()
                        .map(fact -> List.of(
                                Text.of(discretion.told(fact.criterion().id())),
                                Text.of(discretion.told(fact.criterion().text())),
                                Text.of(fact.state().told())))
                        .toList());
    }

    private List<Text> inWords() {
        List<Text> points = new ArrayList<>();
        List<Wall> walls = Wall.of(judged.run());
        long open = walls.stream().filter(wall -> !wall.asItShouldBe()).count();
        points.add(Text.of(
                walls.isEmpty()
                        ? "Whether clients can get at each other's data was not tried."
                        : "It was tried %s whether clients can get at each other's data; %s."
                                .formatted(
                                        Figures.count(walls.size(), "time"),
                                        open == 0
                                                ? "each time it ended as it should"
                                                : Figures.number(open) + " did not end as they should")));
        List<Scenario> faults = Scenario.of(judged.run());
        long back = faults.stream().filter(fault -> !fault.open()).count();
        points.add(Text.of(
                faults.isEmpty()
                        ? "How the service stands failures was not tried."
                        : "%s made on purpose; after %d of them the service was shown to work again."
                                .formatted(
                                        Figures.count(faults.size(), "failure")
                                                + (faults.size() == 1 ? " was" : " were"),
                                        back)));
        return points;
    }

    private void feedback() {
        List<Feedback> surveys = Feedback.of(judged.run());
        draft.chapter("What technicians said");
        if (surveys.isEmpty()) {
            draft.say("No technician has said what they think: nobody was asked, or nobody has answered yet.");
        }
        for (Feedback survey : surveys) {
            draft.say(Figures.count(survey.reading().technicians(), "technician") + " answered "
                    + Figures.count(survey.reading().answers(), "time")
                    + (survey.reading().simulated() ? "; they are made up" : "") + ".");
            draft.table(
                    "Scores from 1 to 5",
                    "Question | #Answers | #Mean | #Median",
                    survey.bars().stream()
                            .map(bar -> List.of(
                                    Text.of(discretion.told(bar.text())),
                                    Text.of(Figures.number(bar.score().n())),
                                    Text.of(bar.mean()),
                                    Text.of(bar.median())))
                            .toList());
        }
    }

    private void issues() {
        draft.chapter("Issues");
        List<List<Text>> rows = overview.findings().stream()
                .map(finding -> List.of(
                        Text.of(title(finding)),
                        Text.of(ClientWords.outcome(finding)),
                        Text.of(finding.check().head().severity()),
                        Text.of(finding.missed()
                                .map(missed -> Figures.instant(missed.started()))
                                .orElse(finding.outcome() == Outcome.SKIPPED ? "not tested" : "not known")),
                        Text.of(
                                finding.effect() == Effect.CLOSES
                                        ? "before the release"
                                        : "see what is still to be done")))
                .toList();
        if (rows.isEmpty()) {
            draft.say("There are none.");
        }
        draft.table(
                "What somebody who uses the service may notice", "What | Now | Severity | Seen last | Mended", rows);
    }

    private void tested() {
        draft.chapter("What was tested")
                .table(
                        "All tests",
                        "What | Result",
                        overview.checks().stream()
                                .map(finding -> List.of(Text.of(title(finding)), Text.of(ClientWords.outcome(finding))))
                                .toList());
    }

    private String title(Finding finding) {
        return discretion.told(finding.check()
                .head()
                .title()
                .orElseGet(() -> ClientWords.kind(finding.check().head().kind())));
    }
}
