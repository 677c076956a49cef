package io.prodgate.cli;

import io.prodgate.check.survey.Survey;
import io.prodgate.check.survey.SurveyCount;
import io.prodgate.check.survey.answers.Answer;
import io.prodgate.check.survey.answers.AnswerStore;
import io.prodgate.check.survey.answers.Question;
import io.prodgate.check.survey.answers.Tally;
import io.prodgate.evidence.SurveyReading.Score;
import io.prodgate.report.Feedback;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the answers of a survey come to, on the screen. */
final class TallyText {
    private static final int MOST_LEFT_OUT = 20;

    private final PrintWriter screen;

    TallyText(PrintWriter screen) {
        this.screen = screen;
    }

    void print(int read, Tally tally, AnswerStore store, Optional<Survey> survey) {
        screen.println("read " + DisplayText.count(read, "answer") + "; wrote " + store.answers() + ": "
                + DisplayText.count(tally.technicians(), "technician") + ", "
                + DisplayText.count(tally.tickets(), "ticket") + ", "
                + DisplayText.count(tally.counted().size(), "answer"));
        tally.leftOut().stream().limit(MOST_LEFT_OUT).forEach(this::leftOut);
        if (tally.leftOut().size() > MOST_LEFT_OUT) {
            screen.println("left out: " + (tally.leftOut().size() - MOST_LEFT_OUT) + " more");
        }
        table(tally);
        survey.map(one -> one.technicians() - tally.technicians())
                .filter(missing -> missing > 0)
                .ifPresent(missing -> screen.println(missing + (missing == 1 ? " technician is" : " technicians are")
                        + " missing: with so few the run is approved with conditions at best"));
        if (Files.exists(store.people())) {
            screen.println("Names were replaced. " + store.people()
                    + " knows technicians again: keep it out of repositories and reports.");
        }
        screen.flush();
    }

    private void leftOut(Answer answer) {
        screen.println(DisplayText.line(
                "left out: " + answer.who().id() + (answer.ticket().isEmpty() ? "" : " on " + answer.ticket())
                        + " answered again (" + answer.place() + ")"));
    }

    private void table(Tally tally) {
        screen.println();
        screen.println(row("", "n", "mean", "median", List.of("1", "2", "3", "4", "5")));
        for (Question question : Question.rated()) {
            Score score = SurveyCount.score("", question, tally.counted());
            Feedback.Bar bar = new Feedback.Bar(score, question.text());
            screen.println(row(
                    question.id(),
                    String.valueOf(score.n()),
                    bar.mean(),
                    bar.median(),
                    score.counts().stream().map(String::valueOf).toList()));
        }
        screen.println();
    }

    private static String row(String name, String n, String mean, String median, List<String> counts) {
        return String.format(
                Locale.ROOT,
                "%-10s %5s %6s %6s  %s",
                name,
                n,
                mean,
                median,
                counts.stream()
                        .map(count -> String.format(Locale.ROOT, "%4s", count))
                        .collect(Collectors.joining()));
    }
}
