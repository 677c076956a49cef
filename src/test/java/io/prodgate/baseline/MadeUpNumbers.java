package io.prodgate.baseline;

import io.prodgate.baseline.KeptNumber.Better;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Baselines that no run measured. */
public final class MadeUpNumbers {
    public static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    public static final String LATENCY =
            "histogram_quantile(0.95, sum by (le) (increase(request_duration_seconds_bucket{job=\"api\"}[86400s])))";
    public static final String SHARE = "100 * sum (increase(done_total{status=\"success\",job=\"worker\"}[86400s]))"
            + " / sum (increase(done_total{job=\"worker\"}[86400s]))";

    private MadeUpNumbers() {}

    /** The baseline of a run of this name. */
    public static Baseline baseline(String run, KeptNumber... numbers) {
        return new Baseline(Baseline.VERSION, run(run), List.of(numbers), List.of());
    }

    public static Baseline.Run run(String id) {
        return new Baseline.Run(
                id,
                "0.1.0",
                "tickets",
                URI.create("https://api.example.com"),
                Optional.of("4a5f672"),
                START,
                START.plusSeconds(600));
    }

    /** Times of the items of a journey, in seconds. */
    public static KeptNumber times(String check, double... seconds) {
        return times(check, 0, seconds);
    }

    /** The same, and so many items that never arrived. */
    public static KeptNumber times(String check, int never, double... seconds) {
        Samples samples = Samples.of(DoubleStream.of(seconds).boxed().toList(), never);
        return new KeptNumber(
                check,
                "time",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                START,
                START.plusSeconds(60),
                "seconds",
                Better.LOWER,
                "",
                samples.quantile(0.5),
                samples.of(),
                Optional.of(samples));
    }

    /** A number of a day that a Prometheus was asked for once. */
    public static KeptNumber asked(
            String check,
            String metric,
            String query,
            String unit,
            Better better,
            String expected,
            double value,
            long observations) {
        return new KeptNumber(
                check,
                metric,
                "",
                Optional.of("prometheus"),
                Optional.of(query),
                Optional.empty(),
                START.minus(Duration.ofDays(1)),
                START,
                unit,
                better,
                expected,
                value,
                observations,
                Optional.empty());
    }

    /** A p95 in seconds. */
    public static KeptNumber latency(double value, long observations) {
        return asked(
                "latency",
                "p95-latency",
                LATENCY,
                "seconds",
                Better.LOWER,
                "< 60s in the last 24h",
                value,
                observations);
    }

    /** A share of successes in percent. */
    public static KeptNumber share(double value, long observations) {
        return asked(
                "success",
                "success-share",
                SHARE,
                "percent",
                Better.HIGHER,
                ">= 95% in the last 24h",
                value,
                observations);
    }
}
