package io.prodgate.check.survey;

import io.prodgate.check.results.FilePattern;
import io.prodgate.check.results.UnreadableException;
import io.prodgate.check.survey.answers.Answer;
import io.prodgate.check.survey.answers.AnswerReader;
import io.prodgate.check.survey.answers.AnswersException;
import io.prodgate.check.survey.answers.Counting;
import io.prodgate.check.survey.answers.KeyedHash;
import io.prodgate.check.survey.answers.Mistake;
import io.prodgate.check.survey.answers.Tally;
import io.prodgate.check.survey.answers.Technicians;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the answers of a survey's files. */
final class SurveyAnswers {
    /** People are told apart within one reading, of which no hash is kept. */
    private static final byte[] KEY = new byte[KeyedHash.KEY];

    private final Survey survey;

    SurveyAnswers(Survey survey) {
        this.survey = survey;
    }

    /**
     * The answers that count.
     *
     * @throws AnswersException if a file is not understood
     * @throws UnreadableException if it cannot be said which files there are
     */
    Tally read() throws AnswersException, UnreadableException {
        Set<Path> files = new LinkedHashSet<>();
        for (FilePattern pattern : survey.answers()) {
            files.addAll(pattern.files());
        }
        AnswerReader reader = new AnswerReader(survey.wording(), survey.tickets());
        List<Answer> answers = new ArrayList<>();
        for (Path file : files) {
            answers.addAll(reader.read(file, file.toString()));
        }
        Tally tally = Counting.count(answers, Technicians.none(new KeyedHash(KEY), survey.names()));
        int categories = SurveyCount.byCategory(tally).size();
        if (categories > SurveyCount.MOST_CATEGORIES) {
            throw new AnswersException(List.of(new Mistake(
                    survey.at(),
                    "there are answers about " + categories + " categories of tickets, and at most "
                            + SurveyCount.MOST_CATEGORIES + " are told apart",
                    "name fewer in 'tickets', or leave the column out")));
        }
        return tally;
    }
}
