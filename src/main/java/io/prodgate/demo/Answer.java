package io.prodgate.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the platform says to a {@link Call}.
 *
 * @param status 200 to 599
 * @param headers by name; the content type is among them
 * @param body as text, sent in UTF-8
 */
record Answer(int status, Map<String, String> headers, String body) {
    Answer {
        headers = Map.copyOf(headers);
    }

    /** A JSON document. */
    static Answer json(int status, JsonNode tree) {
        return new Answer(status, Map.of("Content-Type", "application/json"), tree.toPrettyString() + "\n");
    }

    /** A page for people. */
    static Answer html(int status, String page) {
        return new Answer(status, Map.of("Content-Type", "text/html; charset=utf-8"), page);
    }

    /** A refusal in the platform's way: <code>{"detail": "…"}</code>. */
    static Answer refusal(int status, String detail) {
        return json(status, Json.mapper().createObjectNode().put("detail", detail));
    }

    /** The same with one more header. */
    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
