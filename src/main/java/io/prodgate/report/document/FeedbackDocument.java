package io.prodgate.report.document;

import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Feedback;
import io.prodgate.report.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What technicians said of what they got, as a document. */
public final class FeedbackDocument {
    private FeedbackDocument() {}

    /** The surveys of a run. */
    public static Document of(RunResult run) {
        return new Document.Draft()
                .chapter("Results")
                .add(results(run))
                .chapter("How it was asked")
                .add(method(run))
                .done(
                        "Client feedback survey results",
                        run.head().production() + " · run " + run.head().id() + " · " + Figures.instant(run.started()));
    }

    /** The results alone, for a chapter of another document. */
    static Document.Draft results(RunResult run) {
        Document.Draft draft = new Document.Draft();
        List<Feedback> surveys = Feedback.of(run);
        if (surveys.isEmpty()) {
            return draft.note(Block.Tone.UNKNOWN, Text.of(unasked(run)));
        }
        for (Feedback survey : surveys) {
            if (surveys.size() > 1) {
                draft.section(survey.check()
                        .head()
                        .title()
                        .orElse(survey.check().head().id()));
            }
            if (survey.reading().simulated()) {
                draft.note(
                        Block.Tone.WARNING,
                        Text.of("The technicians are made up, by the plan's word: nothing here is what anybody"
                                + " thinks."));
            }
            draft.say(survey.told() + ".");
            draft.table("Scores from 1 to 5", SCORES, scores(survey, ""));
            survey.categories()
                    .forEach(category ->
                            draft.table("Scores of tickets about " + category, SCORES, scores(survey, category)));
            draft.table(
                    "What was expected of the answers",
                    "What | Measured | Expected | As expected | #n",
                    survey.expectations().stream()
                            .map(FeedbackDocument::expected)
                            .toList());
            improvements(survey, draft);
        }
        return draft;
    }

    /** What people would have better, as far as the plan and people chose it. */
    private static void improvements(Feedback survey, Document.Draft draft) {
        SurveyReading reading = survey.reading();
        draft.table(
                "Themes of the open answers, by the plan's keywords",
                "Theme | #Technicians | #Answers",
                reading.themes().stream()
                        .map(theme -> List.of(
                                Text.of(theme.name()),
                                Text.of(Figures.number(theme.technicians())),
                                Text.of(Figures.number(theme.answers()))))
                        .toList());
        if (reading.comments() == 0) {
            draft.say("Nobody wrote what could be improved.");
            return;
        }
        draft.say("%s what could be improved.%s%s"
                .formatted(
                        Figures.count(reading.comments(), "answer") + (reading.comments() == 1 ? " says" : " say"),
                        reading.themes().isEmpty() ? " The plan names no themes to look for in them." : "",
                        reading.quotes().isEmpty()
                                ? " None was chosen to be quoted."
                                : " Chosen by people to be quoted:"));
        draft.points(reading.quotes().stream().map(FeedbackDocument::quote).toList());
    }

    private static final String SCORES = "Question | #n | #Mean | #Median | #4 or 5 | #1 | #2 | #3 | #4 | #5";

    private static String unasked(RunResult run) {
        return run.checks().stream().anyMatch(check -> check.head().kind().equals("survey"))
                ? "No answer was read yet: what technicians think is not known."
                : "No check of this run is a survey: what technicians think was not asked.";
    }

    private static List<List<Text>> scores(Feedback survey, String category) {
        return survey.bars(category).stream()
                .map(bar -> Stream.concat(
                                Stream.of(
                                        Text.of(bar.text()),
                                        Text.of(Figures.number(bar.score().n())),
                                        Text.of(bar.mean()),
                                        Text.of(bar.median()),
                                        Text.of(bar.good())),
                                bar.segments().stream().map(segment -> Text.of(Figures.number(segment.count()))))
                        .toList())
                .toList();
    }

    private static List<Text> expected(Judgement judgement) {
        return List.of(
                Text.of(judgement.subject()),
                Text.of(judgement.actual()),
                Text.of(judgement.expected()),
                Judgements.asExpected(judgement),
                Text.of(Figures.number(judgement.samples())));
    }

    private static Text quote(SurveyReading.Quote quote) {
        return Text.of("“" + quote.text() + "” (" + quote.technician()
                + (quote.ticket().isEmpty() ? "" : ", ticket " + quote.ticket()) + ")");
    }

    private static Document.Draft method(RunResult run) {
        Document.Draft draft = new Document.Draft();
        for (Feedback survey : Feedback.of(run)) {
            SurveyReading reading = survey.reading();
            List<Text> points = new ArrayList<>(List.of(
                    Text.of("Read from ").and(Text.code(reading.source())),
                    Text.of("At least " + Figures.count(reading.wanted(), "technician") + " wanted, "
                            + Figures.number(reading.technicians()) + " answered"),
                    Text.of(
                            reading.duplicates() == 0
                                    ? "Nobody answered about the same ticket twice"
                                    : Figures.count(reading.duplicates(), "answer")
                                            + " left out: the same technician answered about the same ticket again"),
                    Text.of(
                            reading.pseudonymous()
                                    ? "Names are replaced by pseudonyms"
                                    : "Names are shown, as the plan says")));
            reading.first()
                    .ifPresent(first -> points.add(Text.of("Answered from " + Figures.instant(first)
                            + reading.last()
                                    .map(last -> " to " + Figures.instant(last))
                                    .orElse(""))));
            draft.points(points);
            draft.table(
                    "Questions, answered from 1 to 5",
                    "Question | As it was asked",
                    reading.questions().stream()
                            .map(question -> List.of(Text.code(question.id()), Text.of(question.text())))
                            .toList());
        }
        return Feedback.of(run).isEmpty()
                ? draft.say(Text.of("A check of kind ")
                        .and(Text.code("survey"))
                        .and(" reads answers; ")
                        .and(Text.code("prodgate survey new"))
                        .and(" writes the form and the interview guide."))
                : draft;
    }
}
