package io.prodgate.plan;

import java.util.Collection;

/** "Did you mean": the nearest of the words that would have been right. */
public final class Nearest {
    private Nearest() {}

    /** A hint for a word that is not known: the nearest known word if one is near, else all of them. */
    public static String hint(String word, Collection<String> known) {
        throw new IllegalStateException(word + known);
    }
}
