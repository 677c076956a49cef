package io.prodgate.check.survey;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.check.results.UnreadableException;
import io.prodgate.check.survey.answers.AnswersException;
import io.prodgate.check.survey.answers.Mistake;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people answered, held against what is expected of it. */
public final class SurveyCheck implements Check {
    private static final Template.Reference RUN_STARTED = new Template.Reference("run", "started", Optional.empty());

    private final Survey survey;

    SurveyCheck(Survey survey) {
        this.survey = survey;
    }

    /** The survey, for those who ask people and collect what they say. */
    public Survey survey() {
        return survey;
    }

    @Override
    public void attempt(Attempt attempt) {
        try {
            SurveyReading reading = SurveyCount.of(survey, new SurveyAnswers(survey).read());
            attempt.log().add(reading);
            new SurveyJudge(survey, reading, attempt.values()).judgements().forEach(attempt.log()::add);
        } catch (AnswersException e) {
            for (Mistake mistake : e.mistakes()) {
                attempt.log()
                        .add(new Misconfiguration(mistake.what(), mistake.at().toString(), mistake.todo()));
            }
        } catch (UnreadableException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            String.valueOf(e.getMessage()), survey.at().toString(), "correct 'answers' of the check"));
        }
    }

    /** Answers are waited for until there are enough, and not longer than the plan says. */
    @Override
    public Optional<Instant> notBefore(Values values) {
        return survey.waits()
                .filter(time -> !enough())
                .flatMap(time -> values.find(RUN_STARTED)
                        .map(start -> Instant.parse(start).plus(time)));
    }

    /** What cannot be read is told by an attempt, at once. */
    private boolean enough() {
        try {
            return new SurveyAnswers(survey).read().technicians() >= survey.technicians();
        } catch (AnswersException | UnreadableException e) {
            return true;
        }
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        return new Preview(
                List.of("read what " + survey.technicians()
                        + (survey.technicians() == 1 ? " technician or more" : " technicians or more")
                        + " answered: " + survey.source()),
                List.of(),
                List.of(),
                new Preview.Load(0, 0, false));
    }
}
