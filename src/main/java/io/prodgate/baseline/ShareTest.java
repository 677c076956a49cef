package io.prodgate.baseline;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/** Whether one share of successes is smaller than another (Fisher's exact test, one-sided). */
final class ShareTest {
    /** More add nothing but computing time. */
    private static final long MOST = 1_000_000;

    private ShareTest() {}

    /**
     * How probable it is that chance alone makes the later share so much smaller, or even smaller.
     *
     * @param before the earlier share, 0 to 1
     * @param of how many it is a share of
     * @param now the later share, 0 to 1
     * @param nowOf how many that is a share of
     */
    static double smaller(double before, long of, double now, long nowOf) {
        int[][] table = {counts(before, of), counts(now, nowOf)};
        boolean noneFailed = table[0][1] + table[1][1] == 0;
        boolean allFailed = table[0][0] + table[1][0] == 0;
        return noneFailed || allFailed
                ? 1
                : FisherExactTest.withDefaults()
                        .with(AlternativeHypothesis.GREATER_THAN)
                        .test(table)
                        .getPValue();
    }

    private static int[] counts(double share, long of) {
        int all = (int) Math.min(of, MOST);
        int successes = (int) Math.clamp(Math.round(share * all), 0, all);
        return new int[] {successes, all - successes};
    }
}
