package io.prodgate.report.chart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Round steps for axes. */
final class Ticks {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Steps in which people count time, in milliseconds. */
    private static final long[] STEPS = {
        1,
        2,
        5,
        10,
        20,
        50,
        100,
        200,
        500,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        15 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        7 * DAY,
        14 * DAY,
        28 * DAY
    };

    private Ticks() {}

    /** The smallest round step of which no more than so many fit into a time. */
    static Duration step(Duration length, int most) {
        for (long step : STEPS) {
            if (length.toMillis() / step <= most) {
                return Duration.ofMillis(step);
            }
        }
        long step = STEPS[STEPS.length - 1];
        while (length.toMillis() / step > most) {
            step *= 2;
        }
        return Duration.ofMillis(step);
    }

    /** Zero and the multiples of a round step up to a time. */
    static List<Duration> durations(Duration end, int most) {
        Duration step = step(end, most);
        List<Duration> ticks = new ArrayList<>();
        for (Duration tick = Duration.ZERO; tick.compareTo(end) <= 0; tick = tick.plus(step)) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** A round step (1, 2 or 5 times a power of ten) of which no more than so many fit below a positive number. */
    static double step(double end, int most) {
        double power = Math.pow(10, Math.floor(Math.log10(end / most)));
        for (int factor : new int[] {1, 2, 5}) {
            if (end / (factor * power) <= most + 1e-9) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** The smallest multiple of a round step that is not below a positive number. */
    static double end(double number, int most) {
        double step = step(number, most);
        return step * Math.ceil(number / step - 1e-9);
    }
}
