package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.START;
import static io.prodgate.report.chart.Made.check;
import static io.prodgate.report.chart.Made.met;
import static io.prodgate.report.chart.Made.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void percentilesAndWhatThePlanExpectsAreWhereTheyAre() {
        List<Evidence> evidence =
                new ArrayList<>(items(LongStream.rangeClosed(101, 200).map(i -> i * 5)));
        evidence.add(new Judgement("p95", "< 900ms", "975ms", false, 100, ""));
        evidence.add(new Judgement("success", ">= 95%", "100%", true, 100, ""));

        Chart chart = charts(evidence).getFirst();

        assertThat(chart.title()).isEqualTo("How long items of tickets took");
        assertThat(chart.reading()).isEqualTo("The taller a bar, the more took that long; n = 100.");
        assertThat(chart.summary()).isEqualTo("From 505 ms to 1 s, p50 750 ms, p95 975 ms, p99 995 ms, n = 100.");
        assertThat(chart.drawing().curves())
                .extracting(Drawing.Curve::points)
                .containsExactly(
                        "71.43,2.0 71.43,158.0",
                        "92.86,16.0 92.86,158.0",
                        "94.76,30.0 94.76,158.0",
                        "85.71,44.0 85.71,158.0");
        assertThat(chart.drawing().words())
                .extracting(Drawing.Word::text)
                .contains("p50 750 ms", "p95 975 ms", "p99 995 ms", "expected: p95 < 900ms");
        assertThat(chart.table().rows())
                .contains(Chart.Row.of("n", "100"), Chart.Row.of("p95 expected", "< 900ms, missed"));
    }

    @Test
    void fewerThanFiveHaveNoPercentiles() {
        Chart chart = charts(items(LongStream.of(10, 20, 30, 40))).getFirst();

        assertThat(chart.reading()).isEqualTo("A ring is one; n = 4. Fewer than 5 have no percentiles.");
        assertThat(chart.drawing().curves()).isEmpty();
        assertThat(chart.drawing().marks()).hasSize(4);
        assertThat(chart.summary()).doesNotContain("p50");
    }

    @Test
    void whatNeverCameIsLongerThanAllOthers() {
        List<Evidence> evidence = new ArrayList<>(items(LongStream.of(10, 20, 30, 40, 50, 60, 70, 80, 90)));
        evidence.add(item("late", ItemResult.End.LATE, Optional.empty()));

        Chart chart = charts(evidence).getFirst();

        assertThat(chart.reading()).contains("n = 10, of which 1 never came");
        assertThat(chart.drawing().words()).extracting(Drawing.Word::text).contains("p50 50 ms", "p95 not reached");
        assertThat(chart.drawing().marks()).hasSize(9);
    }

    @Test
    void aBoundThatIsFarAwayIsNamedAtTheEdge() {
        List<Evidence> evidence = new ArrayList<>(items(LongStream.of(10, 20, 30, 40, 50)));
        evidence.add(new Judgement("max", "< 5s", "50ms", true, 5, ""));

        Chart chart = charts(evidence).getFirst();

        assertThat(chart.drawing().marks()).extracting(Drawing.Mark::shape).contains("arrow");
        assertThat(chart.drawing().words())
                .filteredOn(word -> word.look().equals("bound"))
                .extracting(Drawing.Word::anchor)
                .containsExactly("end");
    }

    @Test
    void oneSampleIsDrawnOnlyWhereThePlanExpectsSomethingOfIt() {
        assertThat(charts(items(LongStream.of(10)))).isEmpty();

        List<Evidence> evidence = new ArrayList<>(items(LongStream.of(10)));
        evidence.add(new Judgement("max", "< 15ms", "10ms", true, 1, ""));
        assertThat(charts(evidence)).hasSize(1).allSatisfy(Frames::assertFits);
    }

    @Test
    void allAnswersAreDrawnTogether() {
        List<Evidence> answers = IntStream.rangeClosed(1, 19)
                .<Evidence>mapToObj(i -> answer(millis(i)))
                .toList();

        assertThat(charts(answers)).singleElement().returns("How long all answers of production took", Chart::title);
        assertThat(charts(Stream.concat(answers.stream(), answers.stream()).toList()))
                .extracting(Chart::title)
                .containsExactly("How long answers to tickets took", "How long all answers of production took");
    }

    @Test
    void noMoreThanEightSortsAreDrawnAndThoseThatMissedComeFirst() {
        List<Evidence> evidence = items(LongStream.of(10, 20, 30, 40, 50));
        List<Evidence> slow = new ArrayList<>(evidence);
        slow.add(new Judgement("p50", "< 15ms", "30ms", false, 5, ""));
        List<Chart> charts = Latency.of(Made.run(Stream.concat(
                        IntStream.range(0, 20)
                                .mapToObj(i -> check(
                                        "fast" + i, met(millis(0), millis(9), evidence.toArray(new Evidence[0])))),
                        Stream.of(check("slow", met(millis(0), millis(9), slow.toArray(new Evidence[0])))))
                .toList()));

        assertThat(charts).hasSize(8).allSatisfy(Frames::assertFits);
        assertThat(charts.getFirst().title()).isEqualTo("How long items of slow took");
    }

    private static List<Chart> charts(List<Evidence> evidence) {
        List<Chart> charts = Latency.of(
                Made.run(check("tickets", met(millis(0), millis(1_000), evidence.toArray(new Evidence[0])))));
        assertThat(charts).allSatisfy(Frames::assertFits);
        return charts;
    }

    private static List<Evidence> items(LongStream took) {
        return took.mapToObj(millis -> item("item", ItemResult.End.ARRIVED, Optional.of(millis(millis))))
                .toList();
    }

    private static Evidence item(String name, ItemResult.End end, Optional<Duration> took) {
        return new ItemResult(name, end, START, took, Optional.empty(), "");
    }

    private static HttpExchange answer(Duration took) {
        return new HttpExchange(
                "GET",
                "https://api.example.com/tickets",
                List.of(),
                Optional.empty(),
                Credential.OURS,
                200,
                "HTTP/2",
                List.of(),
                "",
                0,
                false,
                START,
                took);
    }
}
