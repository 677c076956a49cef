package io.prodgate.system.jaeger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** {@code {"data": ["webhook", "worker"], "total": 2, "errors": null}}; {@code data} is {@code null} if there are none. */
public record V2Services(Optional<List<String>> data, Optional<Integer> total, Optional<JsonNode> errors) {}
