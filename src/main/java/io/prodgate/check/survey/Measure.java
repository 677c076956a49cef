package io.prodgate.check.survey;

import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SurveyReading.Score;
import io.prodgate.plan.Expectation.Subject;
import io.prodgate.plan.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.IntStream;

/** What is looked at of the answers to a question. */
enum Measure {
    MEAN("mean", "mean of", Subject.NUMBER, Unit.NONE) {
        @Override
        BigDecimal of(Score score) {
            long sum = IntStream.range(0, score.counts().size())
                    .mapToLong(at -> (at + 1L) * score.counts().get(at))
                    .sum();
            return BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(score.n()), MathContext.DECIMAL64);
        }
    },
    MEDIAN("median", "median of", Subject.NUMBER, Unit.NONE) {
        @Override
        BigDecimal of(Score score) {
            return BigDecimal.valueOf(score.median());
        }
    },
    GOOD("good", "share of 4 and 5 of", Subject.PERCENTAGE, Unit.PERCENT) {
        @Override
        BigDecimal of(Score score) {
            long good =
                    score.counts().get(SurveyReading.BEST - 2) + score.counts().get(SurveyReading.BEST - 1);
            return BigDecimal.valueOf(100 * good).divide(BigDecimal.valueOf(score.n()), MathContext.DECIMAL64);
        }
    };

    private static final int DIGITS = 3;

    private final String key;
    private final String words;
    private final Subject subject;
    private final Unit unit;

    Measure(String key, String words, Subject subject, Unit unit) {
        this.key = key;
        this.words = words;
        this.subject = subject;
        this.unit = unit;
    }

    /** The value, exact to 16 digits; there must be answers. */
    abstract BigDecimal of(Score score);

    String key() {
        return key;
    }

    String words() {
        return words;
    }

    Subject subject() {
        return subject;
    }

    Unit unit() {
        return unit;
    }

    /** The value as people read it, cut and not rounded: what is not yet 4 is not called so. */
    String shown(Score score) {
        String number = of(score)
                .setScale(DIGITS, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
        return unit == Unit.PERCENT ? number + "%" : number;
    }
}
