package io.prodgate.check.metric;

import io.prodgate.system.prometheus.QueryResult;
import io.prodgate.system.prometheus.Series;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be known of one selector, or of the scrapes of a job, in one question: several queries joined by {@code or}, whose answers a label tells apart.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/#label_replace">label_replace()</a>
 */
final class SelectorLook {
    private static final String LABEL = "prodgate_look";

    private final Map<Part, String> parts = new EnumMap<>(Part.class);

    /** What is looked for. */
    enum Part {
        /** How many series each job has. */
        JOBS,
        /** How much was observed, by group. */
        OBSERVATIONS,
        /** How often counters began anew. */
        RESETS,
        /** Which buckets there are. */
        BUCKETS,
        /** How many counters appeared. */
        BORN,
        /** That there were scrapes at all. */
        SCRAPED,
        /** Which targets were down, and when: of many targets only these. */
        DOWN;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void add(Part part, String query) {
        parts.put(part, query);
    }

    /** The question. */
    String query() {
        return parts.entrySet().stream()
                .map(part -> "label_replace(" + part.getValue() + ", \"" + LABEL + "\", \""
                        + part.getKey().word() + "\", \"\", \"\")")
                .collect(Collectors.joining(" or "));
    }

    /** What an answer says of a part. */
    static List<Series> of(Part part, QueryResult answer) {
        return of(part, answer.series());
    }

    /** What series of an answer say of a part. */
    static List<Series> of(Part part, List<Series> answer) {
        return answer.stream()
                .filter(series -> series.label(LABEL).equals(part.word()))
                .toList();
    }

    /** The sum of what an answer says of a part; zero if it says nothing. */
    static double sum(Part part, QueryResult answer) {
        return of(part, answer).stream().mapToDouble(series -> series.value(0)).sum();
    }
}
