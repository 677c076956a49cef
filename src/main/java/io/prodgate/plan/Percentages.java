package io.prodgate.plan;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percentages as people write them: {@code 95%}, {@code 99.9 %}. */
public final class Percentages {
    /** The accepted forms, to follow "expected" in an error. */
    public static final String FORMS = "a percentage like 95% or 99.9%";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?%");

    private Percentages() {}

    /** The percentage in percent ({@code 95%} gives 95.0), or empty if the text is none. May be above 100. */
    public static OptionalDouble parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches() ? OptionalDouble.of(Double.parseDouble(matcher.group(1))) : OptionalDouble.empty();
    }
}
