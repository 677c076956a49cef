package io.prodgate.check.survey.answers;

/**
 * What stands under a heading.
 *
 * @param what a question or another column
 * @param ticket about which ticket, if the heading names one, as grids of forms do: {@code How relevant …? [T-1042]}; else empty
 */
record Meaning(Subject what, String ticket) {
    /** A question or a column. */
    sealed interface Subject {}

    /** The answer to a question. */
    record Asked(Question question) implements Subject {}

    /** Something else. */
    record About(Column column) implements Subject {}
}
