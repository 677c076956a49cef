package io.prodgate.report;

import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SurveyReading.Score;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What people said in a survey, as it is drawn and written down.
 *
 * @param check the check, with its outcome
 * @param reading the answers, counted
 * @param expectations what the plan expects of them, in order: subjects such as {@code mean of relevance} and {@code median of
 *     accuracy, network}
 */
public record Feedback(CheckResult check, SurveyReading reading, List<Judgement> expectations) {
    public Feedback {
        expectations = List.copyOf(expectations);
    }

    /** The surveys of a run, in the order of the plan; those of which nobody has read an answer yet are not among them. */
    public static List<Feedback> of(RunResult run) {
        return run.checks().stream().flatMap(check -> of(check).stream()).toList();
    }

    private static Optional<Feedback> of(CheckResult check) {
        if (check.attempts().isEmpty()) {
            return Optional.empty();
        }
        var facts = check.attempts().getLast().evidence();
        List<Judgement> judgements = facts.stream()
                .filter(Judgement.class::isInstance)
                .map(Judgement.class::cast)
                .toList();
        return facts.stream()
                .filter(SurveyReading.class::isInstance)
                .map(SurveyReading.class::cast)
                .filter(reading -> reading.answers() > 0)
                .map(reading -> new Feedback(check, reading, judgements))
                .findFirst();
    }

    /** The answers of all tickets together, a bar for each question, in the order they were asked. */
    public List<Bar> bars() {
        return bars("");
    }

    /** The answers about the tickets of a category; about all if it is empty. */
    public List<Bar> bars(String category) {
        return reading.scores().stream()
                .filter(score -> score.category().equals(category))
                .map(score -> new Bar(score, text(score.question())))
                .toList();
    }

    /** The categories of tickets that there are answers about, in order. */
    public List<String> categories() {
        return reading.scores().stream()
                .map(Score::category)
                .filter(category -> !category.isEmpty())
                .distinct()
                .toList();
    }

    /** Who answered, in one line: {@code 3 technicians on 9 tickets: 21 answers, 2 duplicates left out}. */
    public String told() {
        return SurveyFact.told(reading);
    }

    private String text(String question) {
        return reading.questions().stream()
                .filter(asked -> asked.id().equals(question))
                .map(SurveyReading.Question::text)
                .findFirst()
                .orElse(question);
    }

    /**
     * The answers to a question.
     *
     * @param score the counts
     * @param text the question as it was asked
     */
    public record Bar(Score score, String text) {
        /** The question's name: {@code relevance}. */
        public String question() {
            return score.question();
        }

        /** The mean to two decimals; a dash if nobody answered. */
        public String mean() {
            return SurveyFact.mean(score);
        }

        /** The median: {@code 4}, {@code 3.5}; a dash if nobody answered. */
        public String median() {
            return SurveyFact.median(score);
        }

        /** How many of all gave 4 or 5, in whole percent; a dash if nobody answered. */
        public String good() {
            return score.n() == 0 ? "–" : SurveyFact.good(score) + " %";
        }

        /** The segments of the bar, from 1 to 5, those that nobody gave among them. */
        public List<Segment> segments() {
            return IntStream.range(0, score.counts().size())
                    .mapToObj(at -> new Segment(
                            at + 1,
                            score.counts().get(at),
                            score.n() == 0 ? 0 : 100.0 * score.counts().get(at) / score.n()))
                    .toList();
        }
    }

    /**
     * A part of a bar.
     *
     * @param value from 1 to 5
     * @param count how many gave it
     * @param percent of all that answered the question, 0 to 100
     */
    public record Segment(int value, int count, double percent) {
        /** The percentage for a style or an attribute: {@code 33.33}. */
        public String width() {
            return BigDecimal.valueOf(percent)
                    .setScale(2, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }
}
