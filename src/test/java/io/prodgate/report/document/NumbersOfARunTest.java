package io.prodgate.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.journal.RunResult;
import io.prodgate.report.SampleRuns;
import io.prodgate.report.markdown.DocumentMarkdown;
import io.prodgate.verdict.Judge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumbersOfARunTest {
    private static final RunResult RUN = SampleRuns.of(
            SampleRuns.passed(
                    SampleRuns.head("depth", "numbers", "metric"),
                    reading("30"),
                    new Judgement("depth", "< 25 at >= 95% of 24 points", "met at 23, worst 30", true, 24, ""),
                    reading("25"),
                    new Judgement("depth of queue=b", "< 25", "25", false, 24, Judgement.UNDECIDED + "gaps")),
            SampleRuns.passed(
                    SampleRuns.head("tickets", "tickets", "journey"),
                    Stream.<Evidence>concat(
                                    IntStream.range(0, 5)
                                            .mapToObj(i -> new ItemResult(
                                                    "ticket " + i,
                                                    End.ARRIVED,
                                                    SampleRuns.START,
                                                    Optional.of(Duration.ofSeconds(i + 1)),
                                                    Optional.of(1),
                                                    "")),
                                    Stream.of(
                                            new Judgement("p95", "< 60s", "5s", true, 5, ""),
                                            new Judgement("success", "100%", "100% (5 of 5)", true, 5, "")))
                            .toArray(Evidence[]::new)));

    @Test
    void whatIsAsExpectedIsWhatTheRunJudged() {
        assertThat(DocumentMarkdown.of(BaselineDocument.of(RUN)))
                .contains(
                        "| `depth/depth` | 30 | &lt; 25 at &gt;= 95% of 24 points | yes |",
                        "| `depth/depth/queue=b` | 25 | &lt; 25 | **undecided** |",
                        "| `tickets/success` | 100% | 100% | yes |",
                        "| `tickets/time` | 3 s | nothing | nothing expected |",
                        "| `tickets` | p95 | 5s | &lt; 60s | yes | 5 |");
    }

    @Test
    void clientsReadWhatWasAgreedInWords() {
        assertThat(DocumentMarkdown.of(ClientReport.of(Judge.judge(RUN))))
                .contains(
                        "| 30 | below 25 at 95% of all points in time | yes |",
                        "| 100% | exactly 100% | yes |", ": the time of 95 of 100 | 5 s | below 60 s | yes | 5 |");
    }

    private static MetricReading reading(String value) {
        return new MetricReading(
                "prometheus",
                "queue_depth",
                value.equals("25") ? "queue=b" : "",
                SampleRuns.START.minus(Duration.ofDays(1)),
                SampleRuns.START,
                Optional.of(Duration.ofHours(1)),
                24,
                24,
                Optional.of(value),
                Optional.of(24L),
                "number",
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
