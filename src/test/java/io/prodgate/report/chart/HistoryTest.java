package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.PastRun;
import io.prodgate.journal.RunResult;
import io.prodgate.report.SampleRuns;
import io.prodgate.verdict.Judge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void eachRunIsAColumnAndWhatDoesNotPassIsABarAsLongAsThatIsSo() {
        List<PastRun> past = List.of(past(0, "approved"), past(1, "approved-with-conditions"), past(2, "inconclusive"));
        Chart chart = chart(past).orElseThrow();

        assertThat(chart.drawing().marks())
                .filteredOn(mark -> !mark.shape().equals("dot"))
                .extracting(mark -> mark.shape() + " " + mark.x())
                .containsExactly("disc 10.25", "triangle 30.75", "ring 51.25", "cross 71.75");
        assertThat(chart.drawing().boxes())
                .isNotEmpty()
                .allMatch(box -> box.told().contains("new, since"));
        assertThat(chart.summary()).startsWith("4 runs, the last not-approved;");
        assertThat(chart.table().rows().getFirst().cells()).contains("not-approved", "1 min 12 s");
        assertThat(chart.table().rows().get(3).cells()).contains("run-0", "approved");
    }

    @Test
    void ofManyRunsTheLastThirtyAreDrawn() {
        Chart chart = chart(IntStream.range(0, 500)
                        .mapToObj(i -> past(i, SampleRuns.HOSTILE))
                        .toList())
                .orElseThrow();

        assertThat(chart.drawing().marks())
                .filteredOn(mark -> !mark.shape().equals("dot"))
                .hasSize(30);
        assertThat(chart.table().note()).startsWith("The last 30 of 501 runs.");
    }

    @Test
    void withoutRunsBeforeThereIsNoHistory() {
        assertThat(chart(List.of())).isEmpty();
    }

    private static Optional<Chart> chart(List<PastRun> past) {
        RunResult run = SampleRuns.notApproved();
        Optional<Chart> chart = History.of(Judge.judge(new RunResult(
                run.head(),
                run.started(),
                run.duration(),
                run.finished(),
                run.interrupted(),
                run.checks(),
                run.sessions(),
                run.decisions(),
                run.messages(),
                run.merged(),
                run.kept(),
                run.signatures(),
                past)));
        chart.ifPresent(Frames::assertFits);
        return chart;
    }

    private static PastRun past(int number, String verdict) {
        return new PastRun(
                "run-" + number,
                "tickets",
                Optional.empty(),
                START.minus(Duration.ofDays(500L - number)),
                Duration.ofSeconds(number),
                verdict,
                false,
                Map.of(Outcome.PASSED.wireName(), 3L),
                List.of(),
                List.of(new PastRun.Number("tickets/p95", "seconds", number)));
    }
}
