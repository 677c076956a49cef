package io.prodgate.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Limits and windows as people configure them. Rates are per second. */
final class RoundNumbers {
    private static final List<Duration> WINDOWS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));

    private static final double[] LEADING = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8};
    private static final int SMALLEST_POWER = -2;
    private static final int LARGEST_POWER = 4;

    /** A window is tried again when it has certainly ended. */
    private static final Duration CERTAINLY = Duration.ofMillis(10);

    /** What was counted may be a little off, and a burst may have been refilled a little. */
    private static final double A_LITTLE_MORE = 1.06;

    private static final double MUCH_LESS = 0.85;

    /** A window that is not as long as what was seen of it, but for the rounding of what was told. */
    private static final double ROUNDED = 0.6;

    private RoundNumbers() {}

    private static DoubleStream all() {
        return IntStream.rangeClosed(SMALLEST_POWER, LARGEST_POWER)
                .boxed()
                .flatMapToDouble(power -> DoubleStream.of(LEADING).map(leading -> leading * Math.pow(10, power)));
    }

    /** The one round number between a rate that was held and one that was refused. */
    static OptionalDouble only(double held, double refused) {
        double[] between = all().filter(rate -> rate > held * 0.955 && rate < refused * 0.999)
                .toArray();
        return between.length == 1 ? OptionalDouble.of(between[0]) : OptionalDouble.empty();
    }

    /** The round number a measured rate stands for; itself if none is near. */
    static double below(double measured) {
        return all().filter(rate -> rate <= measured * A_LITTLE_MORE && rate >= measured * MUCH_LESS)
                .max()
                .orElse(measured);
    }

    /** When the next usual window ends that began at an instant; empty after the longest. */
    static Optional<Instant> windowEnd(Instant began, Instant now) {
        return WINDOWS.stream()
                .map(window -> began.plus(window).plus(CERTAINLY))
                .filter(end -> end.isAfter(now))
                .findFirst();
    }

    /** The usual window, in seconds, that had not ended at one instant and had at another. */
    static double window(Instant began, Instant notEnded, Instant ended) {
        Duration least = Duration.ofNanos((long) (Duration.between(began, ended).toNanos() * ROUNDED));
        return WINDOWS.stream()
                        .filter(window -> notEnded.isBefore(began.plus(window)) && window.compareTo(least) >= 0)
                        .findFirst()
                        .orElseGet(() -> Duration.between(began, ended))
                        .toNanos()
                / 1e9;
    }
}
