package io.prodgate.demo.promql;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Where a query finds its samples. */
@FunctionalInterface
public interface SeriesSource {
    /**
     * The samples of all series whose labels are wanted.
     *
     * @param wanted tells by the labels, {@code __name__} among them
     * @param from milliseconds since 1970, included
     * @param to milliseconds since 1970, included
     * @return series with at least one sample each
     */
    List<Run> select(Predicate<Map<String, String>> wanted, long from, long to);

    /**
     * Samples of a series, in their order.
     *
     * @param labels {@code __name__} among them
     * @param times milliseconds since 1970
     * @param values as many
     */
    record Run(Map<String, String> labels, List<Long> times, List<Double> values) {
        public Run {
            labels = Map.copyOf(labels);
            times = List.copyOf(times);
            values = List.copyOf(values);
        }

        int size() {
            return values.size();
        }
    }
}
