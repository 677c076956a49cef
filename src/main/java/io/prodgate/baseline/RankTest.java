package io.prodgate.baseline;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Whether samples tend to be larger than others, by their ranks alone (Mann-Whitney U, Wilcoxon's rank sum): without assuming that they
 * are distributed in any particular way. Infinite samples rank above all others.
 *
 * @param p how probable it is that chance alone makes them so much larger, or even larger; exact for up to 50 samples without ties,
 *     else approximated with corrections for ties and continuity
 * @param effect in which share of all pairs the later sample is the larger one, ties counted half: 0.5 if nothing differs, 1 if every
 *     later one is larger ("common language effect size")
 * @param shift the median of what the later samples are larger by, over all pairs (Hodges and Lehmann); infinite if most took forever
 * @see <a href="https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test">Mann-Whitney U test</a>
 */
public record RankTest(double p, double effect, double shift) {
    /**
     * Compares samples.
     *
     * @param before at least one; may be infinite, not NaN
     * @param now at least one; may be infinite, not NaN
     */
    public static RankTest of(double[] before, double[] now) {
        MannWhitneyUTest test = MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);
        double effect = test.statistic(now, before) / ((double) before.length * now.length);
        // Where all are the same there is no variance to divide by.
        double p = allTheSame(before, now) ? 1 : test.test(now, before).getPValue();
        return new RankTest(p, effect, shift(before, now));
    }

    private static boolean allTheSame(double[] before, double[] now) {
        double first = before[0];
        return Arrays.stream(before).allMatch(value -> value == first)
                && Arrays.stream(now).allMatch(value -> value == first);
    }

    private static double shift(double[] before, double[] now) {
        double[] differences = new double[before.length * now.length];
        int i = 0;
        for (double one : before) {
            for (double other : now) {
                // Infinite less infinite: both took forever.
                differences[i++] = one == other ? 0 : other - one;
            }
        }
        Arrays.sort(differences);
        int middle = differences.length / 2;
        double upper = differences[middle];
        double lower = differences[(differences.length - 1) / 2];
        return upper == lower ? upper : lower + (upper - lower) / 2;
    }
}
