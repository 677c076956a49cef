package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.SurveyReading.Score;
import io.prodgate.report.Feedback.Segment;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    private final Feedback feedback = Feedback.of(SampleRuns.surveyed()).getFirst();

    @Test
    void thereIsNoneWhereNobodyWasAsked() {
        assertThat(Feedback.of(SampleRuns.approved())).isEmpty();
    }

    @Test
    void eachQuestionHasABarForAllAnswersAndForEachCategory() {
        assertThat(feedback.bars()).extracting(Feedback.Bar::question).containsExactly("relevance", "accuracy");
        assertThat(feedback.bars().getFirst().text())
                .isEqualTo("How relevant was the enhancement to the ticket issue?");
        assertThat(feedback.categories()).containsExactly("network", "storage");
        assertThat(feedback.bars("storage")).extracting(Feedback.Bar::mean).containsExactly("4.00", "3.00");
        assertThat(feedback.bars("printers")).isEmpty();
        assertThat(feedback.told()).isEqualTo("3 technicians on 2 tickets: 6 answers, 1 duplicate left out");
        assertThat(feedback.expectations()).hasSize(2);
    }

    @Test
    void aBarSaysHowManyGaveWhat() {
        Feedback.Bar bar = feedback.bars().getFirst();

        assertThat(bar.mean()).isEqualTo("4.33");
        assertThat(bar.median()).isEqualTo("4.5");
        assertThat(bar.good()).isEqualTo("83 %");
        assertThat(bar.segments()).extracting(Segment::value).containsExactly(1, 2, 3, 4, 5);
        assertThat(bar.segments()).extracting(Segment::count).containsExactly(0, 0, 1, 2, 3);
        assertThat(bar.segments()).extracting(Segment::width).containsExactly("0", "0", "16.67", "33.33", "50");
    }

    @Test
    void whatNobodyAnsweredHasNoNumbers() {
        Feedback.Bar bar = new Feedback.Bar(Score.of("", "relevance", List.of(0, 0, 0, 0, 0)), "");

        assertThat(bar.mean()).isEqualTo("–");
        assertThat(bar.median()).isEqualTo("–");
        assertThat(bar.good()).isEqualTo("–");
        assertThat(bar.segments())
                .allSatisfy(segment -> assertThat(segment.percent()).isZero());
    }

    @Test
    void theFactsAreToldWithWhatPeopleWrote() {
        Fact fact = Fact.of(feedback.reading());

        assertThat(fact.summary()).isEqualTo("survey: 3 technicians on 2 tickets: 6 answers, 1 duplicate left out");
        assertThat(fact.against()).isFalse();
        assertThat(fact.details())
                .extracting(detail -> detail.name() + ": "
                        + detail.value().lines().findFirst().orElse(""))
                .containsExactly(
                        "read from: survey/answers.csv",
                        "answers: relevance: mean 4.33, median 4.5, n = 6 (1 to 5: 0, 0, 1, 2, 3)",
                        "answers about network: relevance: mean 4.66, median 5, n = 3 (1 to 5: 0, 0, 0, 1, 2)",
                        "answers about storage: relevance: mean 4.00, median 4, n = 3 (1 to 5: 0, 0, 1, 1, 1)",
                        "themes: speed: 2 technicians, 3 answers",
                        "quotes, chosen by people: T2 on T-1042: “It named the switch at once. The firmware note was a"
                                + " bit long.”");
    }

    @Property(tries = 200)
    void meanAndMedianAreThoseOfTheValues(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 5) Integer> values) {
        List<Integer> counts = List.of(1, 2, 3, 4, 5).stream()
                .map(value -> (int) values.stream().filter(value::equals).count())
                .toList();
        List<Integer> sorted = values.stream().sorted().toList();

        Score score = Score.of("", "relevance", counts);

        assertThat(score.n()).isEqualTo(values.size());
        assertThat(score.mean())
                .isEqualTo(values.stream().mapToInt(Integer::intValue).average().orElseThrow());
        assertThat(score.median())
                .isEqualTo((sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2.0);
    }
}
