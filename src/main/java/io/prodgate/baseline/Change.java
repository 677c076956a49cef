package io.prodgate.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What became of a number that can be compared.
 *
 * @param worse by how much it is worse: percent, or percentage points of a share; negative if it is better
 * @param p how probable that is by chance, if it can be said
 * @param told in words
 */
record Change(double worse, OptionalDouble p, String told) {
    /** As many samples as a p95 needs. */
    private static final int TAIL = 20;

    static Change of(KeptNumber before, KeptNumber now) {
        return before.samples().isPresent() && now.samples().isPresent()
                ? ofSamples(before, now, before.samples().get(), now.samples().get())
                : ofValues(before, now);
    }

    private static Change ofValues(KeptNumber before, KeptNumber now) {
        double worse = worse(before, before.value(), now.value());
        OptionalDouble p = OptionalDouble.empty();
        if (before.isShare()) {
            double whole = before.unit().equals("percent") ? 100 : 1;
            double one = success(before, before.value() / whole);
            double other = success(before, now.value() / whole);
            p = OptionalDouble.of(ShareTest.smaller(one, before.observations(), other, now.observations()));
        }
        String told = step(before, before.value(), now.value()) + counts(before.observations(), now.observations());
        return new Change(worse, p, told);
    }

    /** Of a share of failures the rest are successes. */
    private static double success(KeptNumber number, double share) {
        return isLowerBetter(number) ? 1 - share : share;
    }

    private static Change ofSamples(KeptNumber before, KeptNumber now, Samples one, Samples other) {
        double sign = isLowerBetter(before) ? 1 : -1;
        double[] earlier = signed(one, sign);
        double[] later = signed(other, sign);
        List<String> steps = new ArrayList<>();
        double worst = Double.NEGATIVE_INFINITY;
        for (double share :
                earlier.length >= TAIL && later.length >= TAIL ? new double[] {0.5, 0.95} : new double[] {0.5}) {
            double from = sign * Samples.quantile(earlier, share);
            double to = sign * Samples.quantile(later, share);
            worst = Math.max(worst, worse(before, from, to));
            steps.add((share == 0.5 ? "median " : sign > 0 ? "p95 " : "p5 ") + step(before, from, to));
        }
        RankTest test = RankTest.of(earlier, later);
        String cut = one.isCut() || other.isCut() ? " (picked evenly)" : "";
        String told = String.join(", ", steps)
                + "; worse in " + Amounts.of(test.effect(), "ratio") + " of all pairs, shifted by "
                + Amounts.of(sign * test.shift(), before.unit()) + counts(earlier.length, later.length) + cut;
        return new Change(worst, OptionalDouble.of(test.p()), told);
    }

    private static double[] signed(Samples samples, double sign) {
        double[] signed =
                Arrays.stream(samples.sorted()).map(value -> sign * value).toArray();
        Arrays.sort(signed);
        return signed;
    }

    private static boolean isLowerBetter(KeptNumber number) {
        return number.better() == KeptNumber.Better.LOWER;
    }

    /** By how much it is worse: percent of what it was, or percentage points of a share. */
    private static double worse(KeptNumber number, double before, double now) {
        double change = change(number, before, now);
        return isLowerBetter(number) ? change : -change;
    }

    private static double change(KeptNumber number, double before, double now) {
        if (before == now) {
            return 0;
        }
        if (number.isShare()) {
            return (now - before) * (number.unit().equals("ratio") ? 100 : 1);
        }
        return before == 0 ? Math.copySign(Double.POSITIVE_INFINITY, now) : 100 * (now - before) / Math.abs(before);
    }

    private static String step(KeptNumber number, double before, double now) {
        String unit = number.unit();
        return Amounts.of(before, unit) + " → " + Amounts.of(now, unit) + " ("
                + Amounts.change(change(number, before, now), number.isShare() ? " points" : "%") + ")";
    }

    private static String counts(long before, long now) {
        return ", n = " + before + " and " + now;
    }
}
