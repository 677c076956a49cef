package io.prodgate.report.markdown;

import io.prodgate.report.Overview;
import io.prodgate.verdict.Judged;

/**
 * The text for {@code $GITHUB_STEP_SUMMARY}. GitHub rejects a summary above 1 MiB as a whole, so the text stays below
 * it with room to spare for what other commands of the same step write: the most important comes first, and the end
 * says how much was left out.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">limits</a>
 */
public final class StepSummary {
    /** The most bytes of UTF-8 the text has; GitHub's own limit is 1,048,576 for all of a step. */
    public static final int LIMIT = 900_000;

    /** Room for what is written whatever happens: the heading, the reasons, the remark on what was left out. */
    private static final int RESERVED = 60_000;

    private StepSummary() {}

    /** The summary, to be appended to the file. */
    public static String text(Judged judged) {
        StringBuilder text = new StringBuilder();
        new Page(Overview.of(judged)).write(new Sheet(text, LIMIT - RESERVED));
        return text.toString();
    }
}
