package io.prodgate.check.survey.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that people wrote, with their names replaced: every mail address, and everything that one of the known technicians is called. Names
 * of others are not known and stay.
 */
public final class FreeText {
    /** What stands where it is not clear, or not known, who is meant. */
    static final String SOMEBODY = "(somebody)";

    private static final Pattern MAIL = Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}.-]{1,253}");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{Mn}]+");

    private final Technicians technicians;

    /** Replaces the names of these. */
    public FreeText(Technicians technicians) {
        this.technicians = technicians;
    }

    /** The text without names. */
    public String withoutNames(String text) {
        String withoutMail =
                MAIL.matcher(text).replaceAll(found -> Matcher.quoteReplacement(label(Wording.fold(found.group()))));
        List<MatchResult> words = WORD.matcher(withoutMail).results().toList();
        StringBuilder clean = new StringBuilder();
        int copied = 0;
        for (int at = 0; at < words.size(); ) {
            int length = longestName(words, at);
            if (length > 0) {
                clean.append(withoutMail, copied, words.get(at).start()).append(label(joined(words, at, length)));
                copied = words.get(at + length - 1).end();
            }
            at += Math.max(1, length);
        }
        return clean.append(withoutMail, copied, withoutMail.length()).toString();
    }

    /** How many words from here on are somebody's name; 0 if none. */
    private int longestName(List<MatchResult> words, int from) {
        for (int length = Math.min(NameParts.MOST_WORDS, words.size() - from); length > 0; length--) {
            if (!technicians.labels(joined(words, from, length)).isEmpty()) {
                return length;
            }
        }
        return 0;
    }

    private String label(String token) {
        Set<String> labels = technicians.labels(token);
        return labels.size() == 1 ? labels.iterator().next() : SOMEBODY;
    }

    private static String joined(List<MatchResult> words, int from, int length) {
        List<String> joined = new ArrayList<>();
        for (MatchResult word : words.subList(from, from + length)) {
            joined.add(Wording.fold(word.group()));
        }
        return String.join(" ", joined);
    }
}
