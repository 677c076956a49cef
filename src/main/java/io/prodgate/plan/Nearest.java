package io.prodgate.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the nearest of the words that would have been right. */
public final class Nearest {
    private static final int LONGEST_WORD = 64;
    private static final int MOST_SHOWN = 30;

    private Nearest() {}

    /** A hint for a word that is not known: the nearest known word if one is near, else all of them. */
    public static String hint(String word, Collection<String> known) {
        return find(word, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElseGet(() -> list(known));
    }

    /** The known word that is near enough to be what was meant: a third of its letters may be wrong, and case does not count. */
    public static Optional<String> find(String word, Collection<String> known) {
        if (word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String asked = normal(word);
        return known.stream()
                .map(candidate -> new Scored(candidate, distance(asked, normal(candidate))))
                .filter(scored -> scored.distance <= Math.max(1, scored.word.length() / 3))
                .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::word))
                .map(Scored::word);
    }

    private record Scored(String word, int distance) {}

    private static String list(Collection<String> known) {
        if (known.isEmpty()) {
            return "nothing is known here";
        }
        List<String> sorted = known.stream().sorted().toList();
        String shown = String.join(", ", sorted.subList(0, Math.min(sorted.size(), MOST_SHOWN)));
        return "known here: " + shown + (sorted.size() > MOST_SHOWN ? ", …" : "");
    }

    // rateLimit, rate_limit and rate-limit are the same word to whoever wrote it.
    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Damerau-Levenshtein distance (optimal string alignment): a swap of neighbours counts as one mistake. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
                least = Math.min(least, cost[i - 1][j - 1] + substitution);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
