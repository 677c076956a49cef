package io.prodgate.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;

/**
 * A past in OpenMetrics text: series whose values are functions of the seconds since it began. {@code NaN} from a function means that
 * there was no sample.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/storage/#backfilling-from-openmetrics-format">backfilling</a>
 */
public final class OpenMetrics {
    private final Instant end;
    private final Duration length;
    private final Duration interval;
    private final Map<String, List<String>> families = new LinkedHashMap<>();

    private OpenMetrics(Instant end, Duration length, Duration interval) {
        this.end = end;
        this.length = length;
        this.interval = interval;
    }

    /**
     * A past without series.
     *
     * @param end its last sample
     * @param interval between samples
     */
    public static OpenMetrics until(Instant end, Duration length, Duration interval) {
        return new OpenMetrics(end, length, interval);
    }

    /**
     * Adds a series.
     *
     * @param series as PromQL writes it: {@code up{job="api"}}
     * @param value by the seconds since the beginning
     */
    public OpenMetrics series(String series, LongToDoubleFunction value) {
        String name = series.replaceFirst("\\{.*", "");
        List<String> lines = families.computeIfAbsent(name, key -> new ArrayList<>());
        Instant begin = end.minus(length);
        for (Duration at = Duration.ZERO; at.compareTo(length) <= 0; at = at.plus(interval)) {
            OptionalDouble sample = sample(value, at.toSeconds());
            if (sample.isPresent()) {
                lines.add(series + " " + number(sample.getAsDouble()) + " "
                        + begin.plus(at).getEpochSecond());
            }
        }
        return this;
    }

    /** A target that was scraped and up all the time. */
    public OpenMetrics up(String job) {
        return series("up{job=\"" + job + "\",instance=\"" + job + "-0\"}", at -> 1);
    }

    private static OptionalDouble sample(LongToDoubleFunction value, long seconds) {
        double sample = value.applyAsDouble(seconds);
        return Double.isNaN(sample) ? OptionalDouble.empty() : OptionalDouble.of(sample);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%s", value);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        families.forEach((name, lines) -> {
            text.append("# TYPE ").append(name).append(" unknown\n");
            lines.forEach(line -> text.append(line).append('\n'));
        });
        return text.append("# EOF\n").toString();
    }
}
