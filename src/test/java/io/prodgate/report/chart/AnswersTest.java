package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.check;
import static io.prodgate.report.chart.Made.met;
import static io.prodgate.report.chart.Made.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SurveyReading.Question;
import io.prodgate.evidence.SurveyReading.Score;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswersTest {
    @Test
    void theMiddleOfTheScaleIsInTheMiddleOfTheFrame() {
        Chart chart = charts(Score.of("", "relevance", List.of(1, 1, 2, 3, 3))).getFirst();

        assertThat(chart.drawing().boxes())
                .extracting(Drawing.Box::look, Drawing.Box::x, Drawing.Box::width)
                .containsExactly(
                        tuple("answer1", 35.0, 5.0),
                        tuple("answer2", 40.0, 5.0),
                        tuple("answer3", 45.0, 10.0),
                        tuple("answer4", 55.0, 15.0),
                        tuple("answer5", 70.0, 15.0));
        assertThat(chart.drawing().words())
                .extracting(Drawing.Word::text)
                .contains("relevance", "mean 3.60, median 4, n = 10");
        assertThat(chart.table().rows())
                .containsExactly(Chart.Row.of(
                        "relevance: How relevant?", "1", "1", "2", "3", "3", "10", "3.60", "4", "mean >= 4, missed"));
    }

    @Test
    void allOnOneSideIsStillInTheFrameAndWhatNobodyAnsweredIsNotDrawn() {
        Chart chart = charts(
                        Score.of("", "relevance", List.of(0, 0, 0, 0, 9)),
                        Score.of("network", "relevance", List.of(4, 0, 0, 0, 0)),
                        Score.of("storage", "relevance", List.of(0, 0, 0, 0, 0)))
                .getFirst();

        assertThat(chart.drawing().boxes())
                .extracting(Drawing.Box::x, Drawing.Box::width)
                .containsExactly(tuple(50.0, 50.0), tuple(0.0, 50.0));
        assertThat(charts(Score.of("", "relevance", List.of(0, 0, 0, 0, 0)))).isEmpty();
    }

    private static List<Chart> charts(Score... scores) {
        SurveyReading reading = new SurveyReading(
                "answers.csv",
                List.of(new Question("relevance", "How relevant?")),
                3,
                3,
                3,
                10,
                0,
                0,
                List.of(scores),
                List.of(),
                List.of(),
                true,
                false,
                Optional.empty(),
                Optional.empty());
        List<Chart> charts = Answers.of(Made.run(check(
                "people",
                met(
                        millis(0),
                        millis(9),
                        reading,
                        new Judgement("mean of relevance", ">= 4", "3.60", false, 10, "")))));
        assertThat(charts).allSatisfy(Frames::assertFits);
        return charts;
    }
}
