package io.prodgate.baseline;

import java.util.Map;
import java.util.Optional;

/**
 * How much worse a number may become, and what it takes to say that it did.
 *
 * @param percent by how many percent; of shares, by how many percentage points: {@code points}
 * @param points by how many percentage points a share may become worse
 * @param own for some numbers instead of both, by their name or their check's id
 * @param significance how probable a change may be by chance, to be called one
 * @param samples how many samples are needed, and how many observations of a share
 * @param observations how many observations a number needs of which no samples are known
 * @param family how many numbers are tested together, if more than are compared here
 */
public record Limits(
        double percent,
        double points,
        Map<String, Double> own,
        double significance,
        int samples,
        long observations,
        int family) {
    /** What is granted if nobody says anything else. */
    public static final Limits USUAL = new Limits(20, 1, Map.of(), 0.05, 10, 100, 1);

    public Limits {
        own = Map.copyOf(own);
    }

    /** The limit of a number: percent, or percentage points of a share. */
    double of(KeptNumber number) {
        return Optional.ofNullable(own.get(number.name()))
                .or(() -> Optional.ofNullable(own.get(number.check())))
                .orElse(number.isShare() ? points : percent);
    }

    /** The limit of a number in words. */
    public String told(KeptNumber number) {
        return Amounts.plain(of(number)) + (number.isShare() ? " points" : "%");
    }
}
