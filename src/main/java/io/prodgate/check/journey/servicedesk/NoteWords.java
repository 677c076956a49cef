package io.prodgate.check.journey.servicedesk;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words by which a note is known to be about something. */
final class NoteWords {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final int LONG = 4;

    private NoteWords() {}

    /** The words of four letters and more; all if there are none so long. */
    static Set<String> of(String text) {
        Set<String> all = all(text);
        Set<String> longer = all.stream().filter(word -> word.length() >= LONG).collect(Collectors.toSet());
        return longer.isEmpty() ? all : longer;
    }

    /** How many of the words of a text are in another. */
    static long shared(String text, String other) {
        Set<String> there = all(other);
        return of(text).stream().filter(there::contains).count();
    }

    /** True if at least half of the words of a text are in another. */
    static boolean about(String text, String other) {
        return 2 * shared(text, other) >= of(text).size();
    }

    private static Set<String> all(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
