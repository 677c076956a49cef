package io.prodgate.plan;

import java.util.regex.Pattern;

/** A user's text cut down to what fits into an error: one line, no control characters. */
final class Excerpt {
    private static final int LONGEST = 60;
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\p{Cf}]");

    private Excerpt() {}

    static String of(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return UNFIT.matcher(cut).replaceAll("·");
    }
}
