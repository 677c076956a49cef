package io.prodgate.report;

import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SurveyReading.Question;
import io.prodgate.evidence.SurveyReading.Quote;
import io.prodgate.evidence.SurveyReading.Score;
import io.prodgate.evidence.SurveyReading.Theme;
import io.prodgate.journal.RunResult.CheckResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Surveys as a check finds them. */
public final class SampleSurveys {
    private SampleSurveys() {}

    /** Three technicians about two tickets of two categories, one answer left out. */
    public static SurveyReading reading() {
        return new SurveyReading(
                "survey/answers.csv",
                List.of(
                        new Question("relevance", "How relevant was the enhancement to the ticket issue?"),
                        new Question("accuracy", "Was the enhancement information accurate?")),
                3,
                3,
                2,
                6,
                1,
                4,
                List.of(
                        Score.of("", "relevance", List.of(0, 0, 1, 2, 3)),
                        Score.of("", "accuracy", List.of(0, 1, 1, 3, 1)),
                        Score.of("network", "relevance", List.of(0, 0, 0, 1, 2)),
                        Score.of("network", "accuracy", List.of(0, 0, 0, 2, 1)),
                        Score.of("storage", "relevance", List.of(0, 0, 1, 1, 1)),
                        Score.of("storage", "accuracy", List.of(0, 1, 1, 1, 0))),
                List.of(new Theme("speed", 2, 3), new Theme("wrong server", 0, 0)),
                List.of(new Quote("T2", "T-1042", "It named the switch at once. The firmware note was a bit long.")),
                true,
                false,
                Optional.of(Instant.parse("2026-01-01T09:00:00Z")),
                Optional.of(Instant.parse("2026-01-01T15:30:00Z")));
    }

    /** The check that read them: one expectation is missed by nobody. */
    static CheckResult check() {
        return SampleRuns.passed(
                SampleRuns.head("technicians", "people", "survey"),
                reading(),
                new Judgement("mean of relevance", ">= 4", "4.33", true, 6, ""),
                new Judgement("mean of accuracy, network", ">= 4", "4.33", true, 3, ""));
    }
}
