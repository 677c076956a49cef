package io.prodgate.report.terminal;

/** How a piece of a terminal's line is meant; the command line turns it into a colour, or into nothing. */
public enum Style {
    PLAIN,
    /** Headings and ids. */
    STRONG,
    /** What can be skipped when reading. */
    FAINT,
    /** Green. */
    PASS,
    /** Red. */
    FAIL,
    /** Yellow. */
    WARNING
}
