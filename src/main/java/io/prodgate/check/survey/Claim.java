package io.prodgate.check.survey;

import io.prodgate.check.survey.answers.Question;
import io.prodgate.plan.Expectation;

/**
 * What the answers to a question should be.
 *
 * @param category of the tickets that they are about: empty for all together, {@link #EACH} for each of them alone
 * @param measure what is looked at
 */
record Claim(String category, Question question, Measure measure, Expectation expectation) {
    /** Stands for each category that there are answers about. */
    static final String EACH = "*";

    Claim about(String other) {
        return new Claim(other, question, measure, expectation);
    }

    /** In words: {@code median of accuracy, network}. */
    String subject() {
        return measure.words() + " " + question.id() + (category.isEmpty() ? "" : ", " + category);
    }
}
