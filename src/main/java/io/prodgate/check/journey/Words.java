package io.prodgate.check.journey;

import io.prodgate.check.request.StepAnswer;
import io.prodgate.evidence.Judgement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** How what was seen of an item is told. */
final class Words {
    private Words() {}

    /** The first thing that an answer misses: {@code $.state was "queued"}. */
    static String missed(StepAnswer answer) {
        Optional<Judgement> missed = answer.judgements().stream()
                .filter(judgement -> !judgement.met())
                .findFirst();
        return missed.map(Words::seen).orElse("status " + answer.exchange().status());
    }

    /** What a judgement saw. */
    static String seen(Judgement judgement) {
        String remark = judgement.remark().isEmpty() ? "" : " (" + judgement.remark() + ")";
        return judgement.subject() + " was " + judgement.actual() + remark;
    }

    /** A duration in seconds, as exact as it matters. */
    static String seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3);
        int digits = duration.compareTo(Duration.ofSeconds(10)) < 0 ? 2 : duration.toSeconds() < 100 ? 1 : 0;
        String text = seconds.setScale(digits, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
        return text + " s";
    }
}
