package io.prodgate.system.loki;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lines as Loki tells them: {@code {"status": "success", "data": {"resultType": "streams", "result": [{"stream": {"app": "webhook"},
 * "values": [["1569266497240578000", "a line"]]}]}}}. A value may hold a third part with further labels of the line.
 *
 * @param warnings what is missing from the result
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record LinesAnswer(Optional<String> status, Optional<Data> data, Optional<List<String>> warnings) {
    /**
     * The result.
     *
     * @param resultType {@code streams}, or {@code matrix} for queries that count
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Data(Optional<String> resultType, Optional<List<Lines>> result) {}

    /** The lines of one stream. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Lines(Optional<Map<String, String>> stream, Optional<List<List<JsonNode>>> values) {}
}
