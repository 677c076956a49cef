package io.prodgate.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.SampleRuns;
import io.prodgate.verdict.Judge;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartsTest {
    static Stream<RunResult> runs() {
        return SampleRuns.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void theChartsOfARunFitTheirFrames(RunResult run) {
        List<Chart> charts = Charts.of(Judge.judge(run));

        assertThat(charts).isNotEmpty().allSatisfy(Frames::assertFits);
        assertThat(Charts.ways(run)).allSatisfy(Frames::assertFits);
        assertThat(Stream.concat(charts.stream(), Charts.ways(run).stream()))
                .extracting(Chart::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void thousandsOfChecksWithNumbersOfAllSortsMakeFewShapes() {
        List<CheckResult> rich =
                Objects.requireNonNull(SampleRuns.all().get("numbers")).checks();
        List<CheckResult> many = IntStream.range(0, 2_000)
                .mapToObj(i -> Made.check(
                        "check" + i, rich.get(i % rich.size()).attempts().getFirst()))
                .toList();
        RunResult run = Made.run(many);
        List<Chart> charts = Stream.concat(Charts.of(Judge.judge(run)).stream(), Charts.ways(run).stream())
                .toList();

        assertThat(charts).allSatisfy(Frames::assertFits);
        // Each is a line of about a hundred bytes.
        assertThat(charts.stream().mapToInt(ChartsTest::lines).sum()).isLessThan(3_000);
    }

    private static int lines(Chart chart) {
        Drawing drawing = chart.drawing();
        return drawing.boxes().size()
                + drawing.lines().size()
                + drawing.curves().size()
                + drawing.marks().size()
                + drawing.words().size()
                + chart.table().rows().size();
    }

    @Test
    void aRunWithoutChecksHasNoCharts() {
        assertThat(Charts.of(Judge.judge(Made.run()))).isEmpty();
    }

    @Test
    void theRecordsThatATemplateReadsAreRegisteredForTheNativeImage() {
        assertThat(Stream.of(Chart.class, Drawing.class, Matrix.class)
                        .flatMap(outer -> Stream.concat(Stream.of(outer), Stream.of(outer.getDeclaredClasses()))))
                .filteredOn(record -> !Modifier.isPrivate(record.getModifiers()))
                .hasSize(13)
                .allMatch(record -> record.isAnnotationPresent(RegisterForReflection.class));
    }
}
