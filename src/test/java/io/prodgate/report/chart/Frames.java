package io.prodgate.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.report.Plain;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells whether a chart can be shown, whatever it was made from. */
final class Frames {
    private static final Pattern WORDS = Pattern.compile("[a-z0-9-]+( [a-z0-9-]+)*");

    private Frames() {}

    /** Everything is within the frame, has a table, and no text moves a cursor. */
    static void assertFits(Chart chart) {
        Drawing drawing = chart.drawing();
        drawing.lines().forEach(line -> {
            across(line.x1(), line.x2());
            down(drawing, line.y1(), line.y2());
        });
        drawing.boxes().forEach(box -> {
            across(box.x(), box.width(), box.x() + box.width() - 0.005);
            down(drawing, box.y(), box.height(), box.y() + box.height() - 0.005);
        });
        drawing.curves().stream()
                .flatMap(curve -> Arrays.stream(curve.points().split(" ")))
                .map(point -> point.split(","))
                .forEach(point -> {
                    across(Double.parseDouble(point[0]));
                    down(drawing, Double.parseDouble(point[1]));
                });
        drawing.marks().forEach(mark -> {
            across(mark.x());
            down(drawing, mark.y());
        });
        drawing.words().forEach(word -> {
            across(word.x());
            down(drawing, word.y());
        });
        looks(chart).forEach(look -> assertThat(look).matches(WORDS));
        texts(chart).forEach(text -> assertThat(text).isEqualTo(Plain.line(text, 10_000)));
        assertThat(chart.title()).isNotBlank();
        assertThat(chart.reading()).isNotBlank();
        assertThat(chart.summary()).isNotBlank();
        assertThat(chart.table().rows())
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(row.cells()).hasSameSizeAs(chart.table().head()));
    }

    private static void across(double... positions) {
        for (double position : positions) {
            assertThat(position).isBetween(0.0, 100.0);
        }
    }

    private static void down(Drawing drawing, double... positions) {
        for (double position : positions) {
            assertThat(position).isBetween(0.0, (double) drawing.height());
        }
    }

    private static Stream<String> looks(Chart chart) {
        Drawing drawing = chart.drawing();
        return Stream.of(
                        drawing.lines().stream().map(Drawing.Line::look),
                        drawing.boxes().stream().map(Drawing.Box::look),
                        drawing.curves().stream().map(Drawing.Curve::look),
                        drawing.marks().stream().map(Drawing.Mark::look),
                        drawing.words().stream().map(Drawing.Word::look),
                        chart.keys().stream().map(Chart.Key::look),
                        Stream.of(chart.id()))
                .flatMap(looks -> looks);
    }

    private static Stream<String> texts(Chart chart) {
        return Stream.of(
                        Stream.of(
                                chart.title(),
                                chart.reading(),
                                chart.summary(),
                                chart.table().note()),
                        chart.drawing().boxes().stream().map(Drawing.Box::told),
                        chart.drawing().marks().stream().map(Drawing.Mark::told),
                        chart.drawing().words().stream().map(Drawing.Word::text),
                        chart.keys().stream().map(Chart.Key::text),
                        chart.table().head().stream(),
                        chart.table().rows().stream().flatMap(row -> row.cells().stream()))
                .flatMap(texts -> texts);
    }
}
