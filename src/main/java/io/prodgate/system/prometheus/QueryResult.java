package io.prodgate.system.prometheus;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The result of a query: {@code {"resultType": "vector", "result": [{"metric": {"job": "api"}, "value": [1767355200.0, "1.5"]}]}}.
 *
 * @param type what kind of value the query has
 * @param series of a vector with one sample each, of a matrix with many; a scalar is one series without labels
 * @param cut true if there are more than {@link #MOST_SERIES}; then these are the first
 */
@RegisterForReflection
@JsonDeserialize(using = QueryResultReader.class)
public record QueryResult(Type type, List<Series> series, boolean cut) {
    /** How many series are read. */
    public static final int MOST_SERIES = 10_000;

    /** All of a result. */
    public QueryResult(Type type, List<Series> series) {
        this(type, series, false);
    }

    public QueryResult {
        series = List.copyOf(series);
    }

    /** What kinds of values PromQL has. */
    public enum Type {
        /** Series with one sample each, all of the same instant. */
        VECTOR,
        /** Series with samples over time. */
        MATRIX,
        /** A number. */
        SCALAR,
        /** A text; it has no series. */
        STRING
    }

    /** How many samples all series have together. */
    public long points() {
        return series.stream().mapToLong(Series::size).sum();
    }
}
