package io.prodgate.baseline;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects for looking at many numbers: of a hundred that did not change, five are significant at 5 % by chance.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Holm%E2%80%93Bonferroni_method">Holm's method</a>
 */
final class Holm {
    private Holm() {}

    /**
     * Probabilities that can be held against a level of significance for all of them together.
     *
     * @param p of each test
     * @param family how many tests there are, if more than these
     */
    static double[] corrected(List<Double> p, int family) {
        int tests = Math.max(family, p.size());
        int[] ascending = IntStream.range(0, p.size())
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] corrected = new double[p.size()];
        double largest = 0;
        for (int rank = 0; rank < ascending.length; rank++) {
            largest = Math.max(largest, Math.min(1, (tests - rank) * p.get(ascending[rank])));
            corrected[ascending[rank]] = largest;
        }
        return corrected;
    }
}
