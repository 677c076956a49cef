package io.prodgate.check.survey.answers;

/** What stands in a file, as a message can hold it. */
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    /** On one line, cut. */
    static String text(String text) {
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
