package io.prodgate.report.chart;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Shapes in a frame. Across, positions are in percent of its width, so that it can be drawn on a phone and on a wall without letters
 * becoming smaller or larger; downwards they are in pixels.
 *
 * @param height of the frame, in pixels
 * @param onPaper the class in the style sheet that makes it fit a page of paper below its title: {@code tall}, {@code taller} or
 *     {@code tallest}; empty if it fits as it is
 * @param lines drawn first
 * @param boxes drawn over the lines
 * @param curves drawn over the boxes
 * @param marks drawn over the curves
 * @param words drawn last
 */
@RegisterForReflection
public record Drawing(
        int height,
        String onPaper,
        List<Line> lines,
        List<Box> boxes,
        List<Curve> curves,
        List<Mark> marks,
        List<Word> words) {
    public Drawing {
        lines = List.copyOf(lines);
        boxes = List.copyOf(boxes);
        curves = List.copyOf(curves);
        marks = List.copyOf(marks);
        words = List.copyOf(words);
    }

    /**
     * A rectangle.
     *
     * @param told what it stands for, shown when somebody points at it; may be empty
     */
    @RegisterForReflection
    public record Box(double x, double y, double width, double height, String look, String told) {}

    /** A straight line. */
    @RegisterForReflection
    public record Line(double x1, double y1, double x2, double y2, String look) {}

    /**
     * A line through many points.
     *
     * @param points {@code x,y} of each, separated by spaces
     */
    @RegisterForReflection
    public record Curve(String points, String look) {}

    /**
     * A small shape around a point.
     *
     * @param shape {@code cross}, {@code disc}, {@code dot}, {@code ring}, {@code square}, {@code diamond}, {@code triangle} or {@code arrow}
     * @param told as of a box
     */
    @RegisterForReflection
    public record Mark(double x, double y, String shape, String look, String told) {}

    /**
     * A text on one line.
     *
     * @param shift to the right of its position, in pixels
     * @param y of its baseline
     * @param anchor which part of the text is at its position: {@code start}, {@code middle} or {@code end}
     */
    @RegisterForReflection
    public record Word(double x, int shift, double y, String anchor, String look, String text) {}
}
