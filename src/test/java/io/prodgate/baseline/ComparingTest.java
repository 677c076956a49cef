package io.prodgate.baseline;

import static io.prodgate.baseline.MadeUpNumbers.LATENCY;
import static io.prodgate.baseline.MadeUpNumbers.asked;
import static io.prodgate.baseline.MadeUpNumbers.baseline;
import static io.prodgate.baseline.MadeUpNumbers.latency;
import static io.prodgate.baseline.MadeUpNumbers.share;
import static io.prodgate.baseline.MadeUpNumbers.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.prodgate.baseline.Baseline.LeftOut;
import io.prodgate.baseline.Comparison.Result;
import io.prodgate.baseline.KeptNumber.Better;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparingTest {
    private static final double[] TEN = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19};

    @Test
    void longerByMoreThanIsGrantedAndNotByChanceIsWorse() {
        Comparison comparison = one(times("tickets", TEN), times("tickets", slower(1.8)));

        assertThat(comparison.result()).isEqualTo(Result.WORSE);
        assertThat(comparison.why())
                .contains("median 14 s → 25.2 s (+80%)", "shifted by 11", "n = 10 and 10", "p ", "granted 20%");
    }

    @Test
    void longerWithinWhatIsGrantedIsNoWorseHoweverSignificant() {
        double[] many = IntStream.range(0, 500).mapToDouble(i -> 10 + i / 500.0).toArray();
        double[] later = DoubleStream.of(many).map(value -> value * 1.1).toArray();

        Comparison comparison = one(times("tickets", many), times("tickets", later));

        assertThat(comparison.result()).isEqualTo(Result.NO_WORSE);
        assertThat(comparison.why()).contains("p < 0.0001");
    }

    @Test
    void longerPerhapsByChanceIsUndecided() {
        double[] later = {1, 2, 3, 4, 30, 30, 31, 32, 33, 34};

        Comparison comparison = one(times("tickets", TEN), times("tickets", later));

        assertThat(comparison.result()).isEqualTo(Result.UNDECIDED);
        assertThat(comparison.why()).contains("that may be chance");
    }

    @Test
    void aTailThatGrewIsSeenBesideAMedianThatDidNot() {
        double[] before = IntStream.range(0, 40).mapToDouble(i -> 10 + i / 40.0).toArray();
        double[] now = IntStream.range(0, 40)
                .mapToDouble(i -> i < 35 ? 10 + i / 40.0 : 60)
                .toArray();

        Comparison comparison = one(times("tickets", before), times("tickets", now));

        assertThat(comparison.result()).isEqualTo(Result.UNDECIDED);
        assertThat(comparison.why()).contains("p95 10.9 s → 60 s");
    }

    @Test
    void itemsThatNeverCameMakeItWorse() {
        Comparison comparison = one(
                times(
                        "tickets",
                        IntStream.range(0, 40).mapToDouble(i -> 10 + i / 40.0).toArray()),
                times(
                        "tickets",
                        18,
                        IntStream.range(0, 22).mapToDouble(i -> 10.5 + i / 40.0).toArray()));

        assertThat(comparison.result()).isEqualTo(Result.WORSE);
        assertThat(comparison.why()).contains("p95", "→ forever");
    }

    @Test
    void fasterIsNoWorse() {
        assertThat(one(times("tickets", slower(2)), times("tickets", TEN)).result())
                .isEqualTo(Result.NO_WORSE);
        assertThat(one(latency(40, 500), latency(4, 500)).result()).isEqualTo(Result.NO_WORSE);
        assertThat(one(share(96, 500), share(100, 500)).result()).isEqualTo(Result.NO_WORSE);
    }

    @Test
    void ofAShareLessIsWorse() {
        assertThat(one(share(99, 1_000), share(95, 1_000)).result()).isEqualTo(Result.WORSE);
        assertThat(one(share(99, 1_000), share(98.5, 1_000)).result()).isEqualTo(Result.NO_WORSE);
        Comparison few = one(share(100, 20), share(95, 20));
        assertThat(few.result()).isEqualTo(Result.UNDECIDED);
        assertThat(few.why()).contains("100% → 95% (-5 points)", "n = 20 and 20", "may be chance");
    }

    @Test
    void ofAShareOfFailuresMoreIsWorse() {
        KeptNumber before = asked("errors", "value", "x", "ratio", Better.LOWER, "< 5%", 0.01, 1_000);

        assertThat(one(before, asked("errors", "value", "x", "ratio", Better.LOWER, "< 5%", 0.05, 1_000))
                        .result())
                .isEqualTo(Result.WORSE);
        assertThat(one(before, asked("errors", "value", "x", "ratio", Better.LOWER, "< 5%", 0.001, 1_000))
                        .result())
                .isEqualTo(Result.NO_WORSE);
    }

    @Test
    void aNumberOfWhichNoSamplesAreKnownIsWorseByItsChangeAlone() {
        assertThat(one(latency(40, 500), latency(49, 500)).result()).isEqualTo(Result.WORSE);
        assertThat(one(latency(40, 500), latency(48, 500)).result()).isEqualTo(Result.NO_WORSE);
        assertThat(one(latency(0, 500), latency(1, 500)).result()).isEqualTo(Result.WORSE);
    }

    @Test
    void pointsOfWhichMoreIsBetterAreComparedTheOtherWayRound() {
        assertThat(one(points(Better.HIGHER, slower(2)), points(Better.HIGHER, TEN))
                        .result())
                .isEqualTo(Result.WORSE);
        assertThat(one(points(Better.HIGHER, TEN), points(Better.HIGHER, slower(2)))
                        .result())
                .isEqualTo(Result.NO_WORSE);
    }

    @Test
    void whatIsMissingOrTooFewIsUndecidedAndSaysSo() {
        Baseline without = new Baseline(
                1,
                MadeUpNumbers.run("run-2"),
                List.of(),
                List.of(new LeftOut("latency", "p95-latency", "", "an hour without a scrape")));

        assertThat(Comparing.of(List.of(latency(40, 500)), without, Limits.USUAL))
                .extracting(Comparison::result, Comparison::why)
                .containsExactly(tuple(Result.UNDECIDED, "it is missing in the run: an hour without a scrape"));
        assertThat(why(times("tickets", TEN), times("tickets", 1, 2, 3, 4, 5, 6, 7, 8, 9)))
                .isEqualTo("too few samples now: 9 of at least 10");
        assertThat(why(latency(40, 99), latency(40, 500))).isEqualTo("too few observations before: 99 of at least 100");
        assertThat(why(share(100, 9), share(100, 500))).isEqualTo("too few observations before: 9 of at least 10");
    }

    @Test
    void whatWasAskedOtherwiseIsUndecidedAndNamed() {
        assertThat(why(latency(40, 500), asked("latency", "p95-latency", "up", "seconds", Better.LOWER, "", 40, 500)))
                .startsWith("another query: histogram_quantile")
                .endsWith("before, up now");
        assertThat(why(
                        asked("latency", "value", "up", "seconds", Better.LOWER, "", 40, 500),
                        asked("latency", "value", "up", "milliseconds", Better.LOWER, "", 40, 500)))
                .isEqualTo("another unit: seconds before, milliseconds now");
        assertThat(why(
                        asked("latency", "value", "up", "seconds", Better.LOWER, "", 40, 500),
                        asked("latency", "value", "up", "seconds", Better.HIGHER, "", 40, 500)))
                .contains("lower was better, and now higher is");
        assertThat(why(
                        window(latency(40, 500), LATENCY.replace("86400s", "480s"), Duration.ofSeconds(480)),
                        window(latency(40, 500), LATENCY.replace("86400s", "420s"), Duration.ofSeconds(420))))
                .isEqualTo("another window: 480 s before, 420 s now");
        KeptNumber now = latency(40, 500);
        assertThat(why(now, window(now, Duration.ofHours(23)))).startsWith("another window: 86400 s before");
        assertThat(one(now, window(now, Duration.ofHours(24).plusSeconds(30))).result())
                .isEqualTo(Result.NO_WORSE);
    }

    @Test
    void aLimitOfItsOwnIsStrongerThanTheOneForAll() {
        Limits limits = new Limits(20, 1, Map.of("latency", 100.0, "success/success-share", 10.0), 0.05, 10, 100, 1);

        assertThat(Comparing.of(
                        List.of(latency(40, 500), share(99, 1_000)),
                        baseline("run-2", latency(79, 500), share(90, 1_000)),
                        limits))
                .extracting(Comparison::result)
                .containsOnly(Result.NO_WORSE);
    }

    @Test
    void manyNumbersTogetherNeedStrongerProof() {
        // On its own p is about 0.02.
        double[] later = {12, 13, 14, 17, 18, 19.5, 20, 21, 22, 16.5};
        KeptNumber before = times("tickets", TEN);
        KeptNumber now = times("tickets", later);
        assertThat(one(before, now).result()).isEqualTo(Result.WORSE);

        KeptNumber[] others =
                IntStream.range(0, 20).mapToObj(i -> times("other-" + i, TEN)).toArray(KeptNumber[]::new);
        KeptNumber[] all = Arrays.copyOf(others, 21);
        all[20] = before;
        KeptNumber[] allNow = Arrays.copyOf(others, 21);
        allNow[20] = now;
        assertThat(Comparing.of(List.of(all), baseline("run-2", allNow), Limits.USUAL))
                .last()
                .extracting(Comparison::result)
                .isEqualTo(Result.UNDECIDED);
        Limits family = new Limits(20, 1, Map.of(), 0.05, 10, 100, 21);
        assertThat(Comparing.of(List.of(before), baseline("run-2", now), family)
                        .getFirst()
                        .result())
                .isEqualTo(Result.UNDECIDED);
    }

    @Test
    void ofAHundredNumbersThatDidNotChangeHardlyEverOneIsCalledWorse() {
        Random random = new Random(3);
        long wrong = IntStream.range(0, 50)
                .filter(round -> {
                    KeptNumber[] before = drawn(random);
                    return Comparing.of(List.of(before), baseline("run-2", drawn(random)), Limits.USUAL).stream()
                            .anyMatch(comparison -> comparison.result() == Result.WORSE);
                })
                .count();

        assertThat(wrong).isLessThanOrEqualTo(6);
    }

    @Test
    void holmsStepsAreThoseOfTheBook() {
        assertThat(Holm.corrected(List.of(0.01, 0.04, 0.03, 0.005), 1))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Holm.corrected(List.of(0.01), 10)).containsExactly(new double[] {0.1}, within(1e-12));
        assertThat(Holm.corrected(List.of(), 1)).isEmpty();
    }

    private static KeptNumber[] drawn(Random random) {
        return IntStream.range(0, 100)
                .mapToObj(i -> times(
                        "check-" + i,
                        random.doubles(15).map(x -> Math.exp(2 * x)).toArray()))
                .toArray(KeptNumber[]::new);
    }

    private static double[] slower(double factor) {
        return DoubleStream.of(TEN).map(value -> value * factor).toArray();
    }

    private static KeptNumber points(Better better, double... values) {
        KeptNumber plain = asked("depth", "value", "depth", "number", better, "", values[0], 500);
        return new KeptNumber(
                plain.check(),
                plain.metric(),
                "",
                plain.system(),
                plain.query(),
                Optional.of(Duration.ofMinutes(15)),
                plain.from(),
                plain.to(),
                plain.unit(),
                better,
                "",
                plain.value(),
                plain.observations(),
                Optional.of(Samples.of(DoubleStream.of(values).boxed().toList(), 0)));
    }

    private static KeptNumber window(KeptNumber number, Duration length) {
        return window(number, number.query().orElseThrow(), length);
    }

    private static KeptNumber window(KeptNumber number, String query, Duration length) {
        return new KeptNumber(
                number.check(),
                number.metric(),
                number.group(),
                number.system(),
                Optional.of(query),
                number.step(),
                number.to().minus(length),
                number.to(),
                number.unit(),
                number.better(),
                number.expected(),
                number.value(),
                number.observations(),
                number.samples());
    }

    private static String why(KeptNumber before, KeptNumber now) {
        Comparison comparison = one(before, now);
        assertThat(comparison.result()).isEqualTo(Result.UNDECIDED);
        return comparison.why();
    }

    private static Comparison one(KeptNumber before, KeptNumber now) {
        return Comparing.of(List.of(before), baseline("run-2", now), Limits.USUAL)
                .getFirst();
    }
}
