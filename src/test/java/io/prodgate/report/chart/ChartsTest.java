package io.prodgate.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.journal.RunResult;
import io.prodgate.report.SampleRuns;
import io.prodgate.verdict.Judge;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Modifier;
import java.util.List;
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
