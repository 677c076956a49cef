package io.prodgate.system.prometheus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/**
 * The envelope around the result of a query:
 * {@code {"status": "success", "data": {"resultType": "vector", "result": […]}, "warnings": ["…"]}}, or
 * {@code {"status": "error", "errorType": "bad_data", "error": "…"}}.
 *
 * @param status {@code success} or {@code error}
 * @param data the result, if there is one
 * @param errorType {@code bad_data}, {@code execution}, {@code timeout}, …
 * @param error the reason in words
 * @param warnings what is missing from the result, such as a remote storage that did not answer
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record QueryAnswer(
        Optional<String> status,
        Optional<QueryResult> data,
        Optional<String> errorType,
        Optional<String> error,
        Optional<List<String>> warnings) {}
