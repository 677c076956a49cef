package io.prodgate.report.chart;

import io.prodgate.report.Plain;

/** Text from outside, for charts. */
final class Texts {
    private static final int CELL = 160;

    private Texts() {}

    /** For a cell of a table. */
    static String line(String text) {
        return Plain.line(text, CELL);
    }

    /** Short enough to stand beside a shape; the whole of it is in the table. */
    static String label(String text, int most) {
        String line = Plain.line(text, 1_000);
        int end = line.offsetByCodePoints(0, Math.min(most, line.codePointCount(0, line.length())));
        return end == line.length() ? line : line.substring(0, end).stripTrailing() + "…";
    }
}
