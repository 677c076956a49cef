package io.prodgate.check.alert;

import java.util.Collection;

/** Looks for words in texts. */
final class Words {
    private Words() {}

    /** Whether a text holds a word, and not only as a part of a longer one: {@code run-1} is not in {@code run-10} or {@code run-1.2}. */
    static boolean holds(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (ends(text, at - 1, -1) && ends(text, at + word.length(), 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text holds all of some words. */
    static boolean holdsAll(String text, Collection<String> words) {
        return words.stream().allMatch(word -> holds(text, word));
    }

    private static boolean ends(String text, int at, int step) {
        if (!within(text, at)) {
            return true;
        }
        char next = text.charAt(at);
        if (next == '.' || next == '-') {
            return !(within(text, at + step) && Character.isLetterOrDigit(text.charAt(at + step)));
        }
        return !Character.isLetterOrDigit(next) && next != '_';
    }

    private static boolean within(String text, int at) {
        return at >= 0 && at < text.length();
    }
}
