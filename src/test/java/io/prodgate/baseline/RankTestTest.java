package io.prodgate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class RankTestTest {
    private static final double FOREVER = Double.POSITIVE_INFINITY;

    /** The example of SciPy's documentation of {@code mannwhitneyu}: U = 17, two-sided p = 0.1111. */
    @Test
    void anExampleFromElsewhereComesOutTheSame() {
        RankTest test = RankTest.of(new double[] {20, 11, 17, 12}, new double[] {19, 22, 16, 29, 24});

        assertThat(test.effect()).isEqualTo(17 / 20.0);
        assertThat(test.p()).isCloseTo(7 / 126.0, within(1e-12));
    }

    @Test
    void withTiesTheNormalApproximationIsCorrectedForThemAndForContinuity() {
        double[] before = {1, 2, 2, 3, 3, 3, 4, 5, 5, 6};
        double[] now = {2, 3, 3, 4, 5, 5, 6, 6, 7, 8};
        // Pairs and ties counted by hand.
        double u = 72.5;
        double ties = DoubleStream.of(3, 5, 2, 4, 3).map(t -> t * t * t - t).sum();
        double sigma = Math.sqrt(10 * 10 / 12.0 * (21 - ties / (20 * 19)));

        RankTest test = RankTest.of(before, now);

        assertThat(test.effect()).isEqualTo(u / 100);
        assertThat(test.p()).isCloseTo(1 - normal((u - 50 - 0.5) / sigma), within(1e-6));
    }

    @Property(tries = 200)
    void whatIsExactIsWhatCountingAllOrdersGives(@ForAll("distinct") List<Integer> values) {
        double[] all = values.stream().mapToDouble(Integer::doubleValue).toArray();
        int first = all.length / 2;
        double[] before = Arrays.copyOf(all, first);
        double[] now = Arrays.copyOfRange(all, first, all.length);
        RankTest test = RankTest.of(before, now);

        long orders = 0;
        long asExtreme = 0;
        for (int chosen = 0; chosen < 1 << all.length; chosen++) {
            if (Integer.bitCount(chosen) == first) {
                orders++;
                asExtreme += effect(all, chosen) >= test.effect() - 1e-9 ? 1 : 0;
            }
        }
        assertThat(test.p()).isCloseTo((double) asExtreme / orders, within(1e-9));
    }

    private static double effect(double[] all, int before) {
        double larger = 0;
        int pairs = 0;
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all.length; j++) {
                if ((before >> i & 1) == 1 && (before >> j & 1) == 0) {
                    pairs++;
                    larger += all[j] > all[i] ? 1 : 0;
                }
            }
        }
        return larger / pairs;
    }

    @Property(tries = 300)
    void theOtherWayRoundIsTheOpposite(@ForAll("samples") List<Integer> one, @ForAll("samples") List<Integer> other) {
        RankTest there = RankTest.of(array(one), array(other));
        RankTest back = RankTest.of(array(other), array(one));

        assertThat(there.effect() + back.effect()).isCloseTo(1, within(1e-9));
        assertThat(there.shift()).isEqualTo(-back.shift() + 0.0);
        assertThat(there.p() + back.p()).isGreaterThanOrEqualTo(1 - 1e-9);
        assertThat(there.p()).isBetween(0.0, 1.0);
    }

    @Property(tries = 300)
    void whatIsAddedToAllIsTheShiftAndTheMoreTheLessProbable(
            @ForAll("samples") List<Integer> samples, @ForAll @DoubleRange(min = 1, max = 1_000) double more) {
        double[] before = array(samples);
        double[] later = Arrays.stream(before).map(value -> value + more).toArray();
        double[] evenLater =
                Arrays.stream(before).map(value -> value + 2 * more).toArray();

        assertThat(RankTest.of(before, before).shift()).isZero();
        assertThat(RankTest.of(before, later).effect()).isGreaterThan(0.5);
        assertThat(RankTest.of(before, evenLater).effect())
                .isGreaterThanOrEqualTo(RankTest.of(before, later).effect());
        assertThat(RankTest.of(before, evenLater).shift()
                        - RankTest.of(before, later).shift())
                .isCloseTo(more, within(1e-6));
    }

    @Property(tries = 200)
    void onlyTheOrderCounts(@ForAll("samples") List<Integer> one, @ForAll("samples") List<Integer> other) {
        double[] stretched =
                one.stream().mapToDouble(value -> Math.exp(value / 50.0)).toArray();
        double[] otherStretched =
                other.stream().mapToDouble(value -> Math.exp(value / 50.0)).toArray();

        assertThat(RankTest.of(stretched, otherStretched).p())
                .isEqualTo(RankTest.of(array(one), array(other)).p());
    }

    @Test
    void whatTookForeverIsLargerThanAllElseAndEqualToWhatTookForeverToo() {
        double[] before = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        double[] now = {1, 2, FOREVER, FOREVER, FOREVER, FOREVER, FOREVER, FOREVER, FOREVER, FOREVER};

        assertThat(RankTest.of(before, now).p()).isLessThan(0.05);
        assertThat(RankTest.of(before, now).shift()).isInfinite();
        assertThat(RankTest.of(now, now).shift()).isZero();
        assertThat(RankTest.of(now, now).effect()).isEqualTo(0.5);
    }

    @Test
    void whereAllAreTheSameNothingIsSignificant() {
        double[] same = {3, 3, 3, 3};

        assertThat(RankTest.of(same, same)).isEqualTo(new RankTest(1, 0.5, 0));
    }

    @Test
    void ofSamplesThatDoNotDifferFiveInAHundredAreSignificantAtFivePercentAndNotMore() {
        Random random = new Random(7);
        long significant = IntStream.range(0, 2_000)
                .filter(i -> RankTest.of(random(random), random(random)).p() <= 0.05)
                .count();

        assertThat(significant).isBetween(60L, 125L);
    }

    private static double[] random(Random random) {
        return random.doubles(20).toArray();
    }

    private static double normal(double z) {
        // Simpson's rule over the density from 0 to z.
        int steps = 10_000;
        double h = z / steps;
        double sum = IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-i * h * i * h / 2))
                .sum();
        return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
    }

    private static double[] array(List<Integer> samples) {
        return samples.stream().mapToDouble(Integer::doubleValue).toArray();
    }

    @Provide
    Arbitrary<List<Integer>> samples() {
        return Arbitraries.integers().between(-100, 100).list().ofMinSize(2).ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<Integer>> distinct() {
        return Arbitraries.integers()
                .between(-100, 100)
                .list()
                .ofMinSize(4)
                .ofMaxSize(11)
                .uniqueElements();
    }
}
