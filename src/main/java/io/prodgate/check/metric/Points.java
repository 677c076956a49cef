package io.prodgate.check.metric;

import io.prodgate.check.Hours;
import io.prodgate.check.metric.Window.Span;
import io.prodgate.evidence.MetricReading;
import io.prodgate.system.prometheus.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which points of a query over time count.
 *
 * @param span the time that it is about
 * @param hours the hours that count, if not all do
 * @param calm when production was left to itself
 * @param back how far each point looks back; a value of a moment is that of the last scrape
 */
record Points(Span span, Optional<Hours> hours, Calm calm, Duration back) {
    private static final Duration SCRAPE = Duration.ofMinutes(1);

    /** How many there should be. */
    int expected(Duration step) {
        int expected = 0;
        for (Instant at = span.from().plus(step); !at.isAfter(span.to()); at = at.plus(step)) {
            expected += counts(at) ? 1 : 0;
        }
        return expected;
    }

    /** The values of a series that count, in order. */
    double[] of(Series series) {
        return IntStream.range(0, series.size())
                .filter(i -> counts(Instant.ofEpochMilli(Math.round(series.time(i) * 1000))))
                .mapToDouble(series::value)
                .toArray();
    }

    /** Those that are kept as evidence. */
    List<Double> kept(Series series) {
        double[] finite = Arrays.stream(of(series)).filter(Double::isFinite).toArray();
        int kept = Math.min(finite.length, MetricReading.MOST_VALUES);
        return IntStream.range(0, kept)
                .mapToObj(i -> finite[(int) ((long) i * finite.length / kept)])
                .toList();
    }

    private boolean counts(Instant at) {
        return hours.map(allowed -> allowed.contain(at)).orElse(true)
                && calm.between(at.minus(back.compareTo(SCRAPE) < 0 ? SCRAPE : back), at);
    }
}
