package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.START;
import static io.prodgate.report.chart.Made.check;
import static io.prodgate.report.chart.Made.met;
import static io.prodgate.report.chart.Made.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainsTest {
    @Test
    void whatIsNotProvenComesFirstThenTheSlowest() {
        Chart chart = charts(
                        item("quick", End.ARRIVED, 20, 100),
                        item("slow", End.ARRIVED, 30, 1_000),
                        item("lost", End.LATE, 40),
                        new Judgement("p95", "< 2s", "1s", true, 3, ""))
                .getFirst();

        assertThat(chart.drawing().words())
                .filteredOn(word -> word.look().equals("label"))
                .extracting(Drawing.Word::text)
                .containsExactly("lost", "slow", "quick");
        assertThat(chart.drawing().marks())
                .extracting(mark -> mark.shape() + " " + mark.x())
                .containsExactly("cross 70.0", "ring 1.4", "ring 1.05", "disc 35.0", "ring 0.7", "disc 3.5");
        assertThat(chart.drawing().marks())
                .filteredOn(mark -> mark.shape().equals("disc"))
                .extracting(Drawing.Mark::look)
                .as("as the legend shows it")
                .containsOnly("step done");
        assertThat(chart.drawing().words()).extracting(Drawing.Word::text).contains("expected: p95 < 2s", "2 s");
        assertThat(chart.keys()).extracting(Chart.Key::text).containsExactly("accepted", "note", "not proven");
        assertThat(chart.table().rows()).first().isEqualTo(Chart.Row.of("lost", "late", "accepted +40 ms"));
    }

    @Test
    void stepsFromBeforeTheSendingWereAtOnce() {
        Chart chart = charts(item("one", End.ARRIVED, -50), item("other", End.ARRIVED, -50))
                .getFirst();

        assertThat(chart.drawing().marks()).extracting(Drawing.Mark::x).containsOnly(0.0);
    }

    @Test
    void oneItemOrItemsWithoutStepsAreNoChart() {
        assertThat(charts(item("one", End.ARRIVED, 20))).isEmpty();
        assertThat(charts(item("one", End.ARRIVED), item("other", End.ARRIVED))).isEmpty();
    }

    @Test
    void ofManyItemsThirtyAreDrawn() {
        Chart chart = charts(IntStream.range(0, 10_000)
                        .mapToObj(i -> item("item " + i, i == 9_000 ? End.FAILED : End.ARRIVED, 20, 30 + i))
                        .toArray(Evidence[]::new))
                .getFirst();

        assertThat(chart.table().rows()).hasSize(30);
        assertThat(chart.table().rows().getFirst().cells()).contains("item 9000");
        assertThat(chart.table().note()).isEqualTo("9,970 more items in report.json.");
    }

    private static List<Chart> charts(Evidence... evidence) {
        List<Chart> charts = Chains.of(Made.run(check("tickets", met(millis(0), millis(9), evidence))));
        assertThat(charts).allSatisfy(Frames::assertFits);
        return charts;
    }

    private static ItemResult item(String name, End end, int... steps) {
        return new ItemResult(
                name,
                end,
                START,
                Optional.empty(),
                Optional.empty(),
                "",
                IntStream.range(0, steps.length)
                        .mapToObj(
                                i -> new ItemResult.Step(i == 0 ? "accepted" : "note", START.plusMillis(steps[i]), ""))
                        .toList(),
                false);
    }
}
