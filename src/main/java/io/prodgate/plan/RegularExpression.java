package io.prodgate.plan;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A regular expression that takes time in proportion to the text, whatever the pattern: what production answers can never
 * hang a run. The syntax is RE2's, that is Perl's without look-around and back references.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2 syntax</a>
 */
public final class RegularExpression {
    // A larger program makes each character dear; RE2 itself refuses nested counts that multiply to more than this.
    private static final int LARGEST_REPETITION = 1000;
    private static final int LARGEST_PROGRAM = 10_000;
    private static final int LONGEST_PATTERN = 2000;

    /** Characters times program size: a few seconds at the very most. */
    private static final long MOST_WORK = 500_000_000L;

    private final Pattern pattern;

    private RegularExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The pattern is not one that can be used; the message says why in one sentence. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1;

        InvalidException(String message) {
            super(message);
        }
    }

    /** Reads a pattern. */
    public static RegularExpression compile(String pattern) throws InvalidException {
        if (pattern.length() > LONGEST_PATTERN) {
            throw new InvalidException("it is longer than " + LONGEST_PATTERN + " characters");
        }
        if (largestRepetition(pattern) > LARGEST_REPETITION) {
            throw new InvalidException("its repetitions multiply to more than " + LARGEST_REPETITION);
        }
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (compiled.programSize() > LARGEST_PROGRAM) {
                throw new InvalidException("it is too large; make its repetitions smaller");
            }
            return new RegularExpression(compiled);
        } catch (PatternSyntaxException e) {
            throw new InvalidException(e.getDescription()
                    + (e.getPattern() == null || e.getPattern().isEmpty() ? "" : " `" + e.getPattern() + "`"));
        }
    }

    /** A text as a pattern that matches just that text. */
    public static String quote(String text) {
        return Pattern.quote(text);
    }

    /** True if the pattern occurs somewhere in the text; empty if the text is too long for this pattern. */
    public Optional<Boolean> find(String text) {
        return affordable(text) ? Optional.of(pattern.matcher(text).find()) : Optional.empty();
    }

    /** The first group of the first match (the whole match if there is no group), if there is one. */
    public Optional<String> firstGroup(String text) {
        if (!affordable(text)) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.ofNullable(matcher.group(pattern.groupCount() > 0 ? 1 : 0)) : Optional.empty();
    }

    /** The names of its groups, {@code (?P<name>…)}. */
    public Set<String> groupNames() {
        return Set.copyOf(pattern.namedGroups().keySet());
    }

    /** What the named groups of the first match took part with; empty if there is no match or the text is too long for this pattern. */
    public Map<String, String> namedGroups(String text) {
        Map<String, String> groups = new TreeMap<>();
        if (!affordable(text)) {
            return groups;
        }
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
            for (String name : pattern.namedGroups().keySet()) {
                Optional.ofNullable(matcher.group(name)).ifPresent(found -> groups.put(name, found));
            }
        }
        return groups;
    }

    private boolean affordable(String text) {
        return (long) text.length() * pattern.programSize() <= MOST_WORK;
    }

    @Override
    public String toString() {
        return pattern.toString();
    }

    /** How often at most the innermost part of a pattern is repeated by nested counts: 6 for {@code ((a{2})b){3}}. */
    private static long largestRepetition(String pattern) {
        Deque<Long> outer = new ArrayDeque<>();
        long largest = 1;
        long last = 1;
        for (int i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> {
                    i++;
                    last = 1;
                }
                case '(' -> {
                    outer.push(largest);
                    largest = 1;
                    last = 1;
                }
                case ')' -> {
                    last = largest;
                    largest = Math.max(outer.isEmpty() ? 1 : outer.pop(), last);
                }
                case '{' -> {
                    last = Math.min(last * Math.max(1, countAt(pattern, i + 1)), Integer.MAX_VALUE);
                    largest = Math.max(largest, last);
                }
                default -> {
                    // What stands between a count's braces changes nothing, and neither does anything else.
                    if (pattern.charAt(i) != '}' && pattern.charAt(i) != ',' && !Character.isDigit(pattern.charAt(i))) {
                        last = 1;
                    }
                }
            }
        }
        return largest;
    }

    /** The larger number of {@code 2,5}} at a place; 1 if there is no number, which then is not a count. */
    private static long countAt(String pattern, int start) {
        long largest = 1;
        long number = 0;
        for (int i = start; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.min(number * 10 + (c - '0'), Integer.MAX_VALUE);
            } else if (c == ',' || c == '}') {
                largest = Math.max(largest, number);
                number = 0;
                if (c == '}') {
                    return largest;
                }
            } else {
                return 1;
            }
        }
        return 1;
    }
}
