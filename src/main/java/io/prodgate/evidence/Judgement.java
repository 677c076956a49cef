package io.prodgate.evidence;

/**
 * One expectation held against what was seen.
 *
 * @param subject what was judged: {@code status}, {@code $.revision}, {@code header content-type}, {@code days left}
 * @param expected the expectation as the plan writes it
 * @param actual what was seen, cut to an excerpt; {@code (absent)} where there was nothing
 * @param met whether it holds
 * @param samples how many observations the value stands on; 1 for a single answer
 * @param remark why it was missed where the values alone do not tell, else empty: "HTML where JSON was expected"
 */
public record Judgement(String subject, String expected, String actual, boolean met, int samples, String remark)
        implements Evidence {
    /** How the remark begins where too little is known to say whether the expectation is met: it counts as missed by nobody. */
    public static final String UNDECIDED = "undecided: ";
}
