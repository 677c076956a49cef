package io.prodgate.check.survey;

import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SurveyReading.Score;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds what people answered against what the plan expects of it. */
final class SurveyJudge {
    private final Survey survey;
    private final SurveyReading reading;
    private final Values values;

    SurveyJudge(Survey survey, SurveyReading reading, Values values) {
        this.survey = survey;
        this.reading = reading;
        this.values = values;
    }

    /** The judgements: without an answer a single one, which nobody meets. */
    List<Judgement> judgements() {
        if (reading.answers() == 0) {
            return List.of(
                    new Judgement("answers", ">= 1", "0", false, 0, Judgement.UNDECIDED + "nobody has answered yet"));
        }
        List<Judgement> judgements = new ArrayList<>();
        for (Claim claim : survey.claims()) {
            if (claim.category().equals(Claim.EACH)) {
                categories().forEach(category -> judgements.add(judge(claim.about(category))));
            } else {
                judgements.add(judge(claim));
            }
        }
        return judgements;
    }

    private List<String> categories() {
        return reading.scores().stream()
                .map(Score::category)
                .filter(category -> !category.isEmpty())
                .distinct()
                .toList();
    }

    private Judgement judge(Claim claim) {
        Optional<Score> score = reading.scores().stream()
                .filter(one -> one.question().equals(claim.question().id()))
                .filter(one -> one.category()
                        .toLowerCase(Locale.ROOT)
                        .equals(claim.category().toLowerCase(Locale.ROOT)))
                .filter(one -> one.n() > 0)
                .findFirst();
        if (score.isEmpty()) {
            return new Judgement(
                    claim.subject(),
                    claim.expectation().toString(),
                    "(absent)",
                    false,
                    0,
                    Judgement.UNDECIDED + "nobody answered this");
        }
        Measure measure = claim.measure();
        Expectation.Result result =
                claim.expectation().judge(new Actual.Amount(measure.of(score.get()), measure.unit()), values);
        String remark = result.met()
                ? ""
                : doubt().map(why -> Judgement.UNDECIDED + why).orElse(result.remark());
        return new Judgement(
                claim.subject(),
                result.expected(),
                measure.shown(score.get()),
                result.met(),
                score.get().n(),
                remark);
    }

    /** Why a miss says nothing about production. */
    private Optional<String> doubt() {
        if (survey.simulated()) {
            return Optional.of("the technicians are made up");
        }
        return reading.missing() == 0
                ? Optional.empty()
                : Optional.of(
                        "only %d of %d technicians have answered".formatted(reading.technicians(), reading.wanted()));
    }
}
