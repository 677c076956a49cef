package io.prodgate.check.survey.answers;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as people and form services write them. */
final class Scale {
    /** A number from 1 to 5, perhaps out of 5, perhaps with what it means: {@code 4 - Good}, {@code 5 (excellent)}, {@code 4/5}, {@code 4.0}. */
    private static final Pattern VALUE = Pattern.compile(
            "([1-5])(?:[.,]0+)?(?:\\s*(?:/|of|out of)\\s*5)?(?:\\s*[-–—:.=(]?\\s*\\p{L}[^\\p{N}]*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> YES = Set.of("x", "yes", "true", "1", "ja", "oui", "sí", "si", "✓", "✔");
    private static final Set<String> NO = Set.of("", "no", "false", "0", "nein", "non", "nee");

    private Scale() {}

    /** The value; empty if it is none. */
    static OptionalInt value(String text) {
        Matcher matcher = VALUE.matcher(text.strip());
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** Whether a mark is set; empty if nobody can tell. */
    static Optional<Boolean> mark(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return Optional.of(true);
        }
        return NO.contains(word) ? Optional.of(false) : Optional.empty();
    }
}
