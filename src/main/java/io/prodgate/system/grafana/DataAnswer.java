package io.prodgate.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What data sources answered, by the {@code refId} of the query.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/developers/http_api/data_source/#query-a-data-source">query a data source</a>
 */
public record DataAnswer(Optional<Map<String, Result>> results) {
    /** The answer to one query: frames, or what is wrong. */
    public record Result(Optional<String> error, Optional<List<Frame>> frames) {}

    /** A table: {@code {"schema": {"fields": [{"name", "type"}]}, "data": {"values": [[…], […]]}}}. */
    public record Frame(Optional<Schema> schema, Optional<Data> data) {}

    /** What its columns are. */
    public record Schema(Optional<List<Field>> fields) {}

    /** A column; {@code type} is {@code time}, {@code number}, {@code string}, … */
    public record Field(Optional<String> type) {}

    /** The columns' values. */
    public record Data(Optional<List<JsonNode>> values) {}
}
