package io.prodgate.check.metric;

import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.MetricReading.Point;
import io.prodgate.system.prometheus.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How a number went over time, in few points. */
final class Course {
    /** Of one of many groups: there may be a thousand. */
    private static final int OF_A_GROUP = 60;

    private Course() {}

    /**
     * The points of a series that are numbers. Of many, the first and the last, and of those between in each stretch of time the smallest and
     * the largest, so that no peak is lost.
     *
     * @param oneOfMany whether there may be many like it
     */
    static List<Point> of(Series series, boolean oneOfMany) {
        List<Point> all = IntStream.range(0, series.size())
                .filter(i -> Double.isFinite(series.value(i)))
                .mapToObj(i -> new Point(Instant.ofEpochMilli(Math.round(series.time(i) * 1_000)), series.value(i)))
                .toList();
        return thinned(all, oneOfMany ? OF_A_GROUP : MetricReading.MOST_POINTS);
    }

    private static List<Point> thinned(List<Point> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<Point> thinned = new ArrayList<>();
        thinned.add(all.getFirst());
        List<Point> between = all.subList(1, all.size() - 1);
        int stretches = (most - 2) / 2;
        for (int i = 0; i < stretches; i++) {
            List<Point> stretch = between.subList(
                    (int) ((long) i * between.size() / stretches), (int) ((long) (i + 1) * between.size() / stretches));
            Comparator<Point> byValue = Comparator.comparingDouble(Point::value);
            Stream.of(stretch.stream().min(byValue), stretch.stream().max(byValue))
                    .flatMap(point -> point.stream())
                    .distinct()
                    .sorted(Comparator.comparing(Point::at))
                    .forEach(thinned::add);
        }
        thinned.add(all.getLast());
        return thinned;
    }
}
