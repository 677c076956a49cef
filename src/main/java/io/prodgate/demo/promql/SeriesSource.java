package io.prodgate.demo.promql;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Where a query finds its samples. */
@FunctionalInterface
public interface SeriesSource {
    /**
     * The value of a sample that says that its series has ended.
     *
     * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness">staleness</a>
     */
    double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

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

        /** Whether it has ended with its last sample. */
        boolean ended() {
            return isStale(values.getLast());
        }

        /** The samples without those that say that it has ended; there may be none. */
        Run withoutEnds() {
            if (values.stream().noneMatch(Run::isStale)) {
                return this;
            }
            List<Integer> left = IntStream.range(0, size())
                    .filter(i -> !isStale(values.get(i)))
                    .boxed()
                    .toList();
            return new Run(
                    labels,
                    left.stream().map(times::get).toList(),
                    left.stream().map(values::get).toList());
        }

        private static boolean isStale(double value) {
            return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(STALE);
        }

        int size() {
            return values.size();
        }
    }
}
