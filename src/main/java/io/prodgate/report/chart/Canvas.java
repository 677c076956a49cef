package io.prodgate.report.chart;

import io.prodgate.report.Plain;
import java.util.ArrayList;
import java.util.List;

/** Draws into a frame: what is no number is not drawn, what sticks out is cut off. */
final class Canvas {
    private static final int TEXT = 200;
    private static final double THIN = 0.05;

    private final int height;
    private final List<Drawing.Box> boxes = new ArrayList<>();
    private final List<Drawing.Line> lines = new ArrayList<>();
    private final List<Drawing.Curve> curves = new ArrayList<>();
    private final List<Drawing.Mark> marks = new ArrayList<>();
    private final List<Drawing.Word> words = new ArrayList<>();

    /** An empty frame; {@code height} in pixels. */
    Canvas(int height) {
        this.height = height;
    }

    /** A point of a curve. */
    record Point(double x, double y) {}

    /** A rectangle between two positions across; it can be seen however thin it is. */
    void box(double from, double to, double y, double tall, String look, String told) {
        if (finite(from, to, y, tall) && to >= 0 && from <= 100) {
            double x = Math.min(across(from), 100 - THIN);
            double top = down(y);
            double width = Math.max(THIN, across(to) - x);
            boxes.add(new Drawing.Box(x, top, round(width), round(down(y + tall) - top), look, Plain.line(told, TEXT)));
        }
    }

    void line(double x1, double y1, double x2, double y2, String look) {
        if (finite(x1, y1, x2, y2)) {
            lines.add(new Drawing.Line(across(x1), down(y1), across(x2), down(y2), look));
        }
    }

    /** A line from top to bottom of a part of the frame. */
    void upright(double x, double top, double bottom, String look) {
        if (x >= 0 && x <= 100) {
            line(x, top, x, bottom, look);
        }
    }

    /** A line through points, in order. */
    void curve(List<Point> points, String look) {
        StringBuilder text = new StringBuilder();
        points.stream()
                .filter(point -> finite(point.x(), point.y()))
                .forEach(point -> text.append(text.isEmpty() ? "" : " ")
                        .append(across(point.x()))
                        .append(',')
                        .append(down(point.y())));
        if (!text.isEmpty()) {
            curves.add(new Drawing.Curve(text.toString(), look));
        }
    }

    void mark(double x, double y, String shape, String look, String told) {
        if (finite(x, y)) {
            marks.add(new Drawing.Mark(across(x), down(y), shape, look, Plain.line(told, TEXT)));
        }
    }

    /** A text that begins, ends or stands on a position, whichever leaves it in the frame. */
    void word(double x, double y, String look, String text) {
        word(x, 0, y, x < 4 ? "start" : x > 96 ? "end" : "middle", look, text);
    }

    void word(double x, int shift, double y, String anchor, String look, String text) {
        if (finite(x, y)) {
            words.add(new Drawing.Word(across(x), shift, down(y), anchor, look, Plain.line(text, TEXT)));
        }
    }

    /** Whether a text has room beside what lies between two positions. */
    static boolean hasRoomBeside(double from, double to) {
        return to <= 60 || from >= 40;
    }

    /** A text beside what lies between two positions: on its right, or else on its left. */
    void beside(double from, double to, double y, String look, String text) {
        if (to <= 60) {
            word(to, 7, y, "start", look, text);
        } else {
            word(from, -7, y, "end", look, text);
        }
    }

    /** A text that begins or ends where something begins. */
    void at(double from, double y, String look, String text) {
        word(from, 0, y, from <= 60 ? "start" : "end", look, text);
    }

    Drawing drawn() {
        return new Drawing(height, onPaper(), lines, boxes, curves, marks, words);
    }

    private String onPaper() {
        return height <= 780 ? "" : height <= 1_040 ? "tall" : height <= 1_420 ? "taller" : "tallest";
    }

    private static boolean finite(double... numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    private static double across(double x) {
        return round(Math.clamp(x, 0, 100));
    }

    private double down(double y) {
        return round(Math.clamp(y, 0, height));
    }

    private static double round(double number) {
        return Math.round(number * 100) / 100.0;
    }
}
