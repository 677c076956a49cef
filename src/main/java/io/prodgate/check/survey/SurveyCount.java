package io.prodgate.check.survey;

import io.prodgate.check.survey.answers.Answer;
import io.prodgate.check.survey.answers.Names;
import io.prodgate.check.survey.answers.Question;
import io.prodgate.check.survey.answers.Tally;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SurveyReading.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** From answers that count to facts about them. */
public final class SurveyCount {
    static final int MOST_CATEGORIES = 50;
    private static final int MOST_QUOTES = 20;
    private static final int QUOTE = 500;

    private final Survey survey;
    private final Tally tally;

    private SurveyCount(Survey survey, Tally tally) {
        this.survey = survey;
        this.tally = tally;
    }

    /** The facts. */
    public static SurveyReading of(Survey survey, Tally tally) {
        return new SurveyCount(survey, tally).reading();
    }

    /** The answers by the category of their tickets, however it is written; those without one are in none. */
    static Map<String, List<Answer>> byCategory(Tally tally) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, List<Answer>> answers = new LinkedHashMap<>();
        for (Answer answer : tally.counted()) {
            if (!answer.category().isEmpty()) {
                String name =
                        names.computeIfAbsent(answer.category().toLowerCase(Locale.ROOT), folded -> answer.category());
                answers.computeIfAbsent(name, any -> new ArrayList<>()).add(answer);
            }
        }
        return answers;
    }

    private SurveyReading reading() {
        List<Answer> answers = tally.counted();
        List<Score> scores = new ArrayList<>(scores("", answers));
        byCategory(tally).forEach((category, some) -> scores.addAll(scores(category, some)));
        List<Instant> times = answers.stream()
                .flatMap(answer -> answer.at().stream())
                .sorted()
                .toList();
        return new SurveyReading(
                survey.source(),
                Question.rated().stream()
                        .map(question -> new SurveyReading.Question(
                                question.id(), survey.wording().asked(question)))
                        .toList(),
                tally.technicians(),
                survey.technicians(),
                tally.tickets(),
                answers.size(),
                tally.leftOut().size(),
                (int) answers.stream()
                        .filter(answer -> !answer.comment().isEmpty())
                        .count(),
                scores,
                survey.themes().stream().map(theme -> theme.in(answers)).toList(),
                quotes(answers),
                survey.names() == Names.PSEUDONYMISED,
                survey.simulated(),
                times.stream().findFirst(),
                Optional.of(times).filter(all -> !all.isEmpty()).map(List::getLast));
    }

    private static List<Score> scores(String category, List<Answer> answers) {
        return Question.rated().stream()
                .map(question -> score(category, question, answers))
                .toList();
    }

    /** What answers say to a question. */
    public static Score score(String category, Question question, List<Answer> answers) {
        int[] counts = new int[Answer.BEST];
        answers.stream()
                .map(answer -> answer.scores().get(question))
                .filter(Objects::nonNull)
                .forEach(value -> counts[value - 1]++);
        return Score.of(category, question.id(), Arrays.stream(counts).boxed().toList());
    }

    private static List<SurveyReading.Quote> quotes(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> answer.quote() && !answer.comment().isEmpty())
                .limit(MOST_QUOTES)
                .map(answer -> new SurveyReading.Quote(answer.who().id(), answer.ticket(), excerpt(answer.comment())))
                .toList();
    }

    private static String excerpt(String text) {
        if (text.length() <= QUOTE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(QUOTE - 1)) ? QUOTE - 1 : QUOTE;
        return text.substring(0, end) + "…";
    }
}
