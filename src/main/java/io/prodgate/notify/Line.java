package io.prodgate.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.system.SystemException;
import io.prodgate.system.Visit;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The line to one recipient.
 *
 * @param open goes to a URL
 */
public record Line(Function<URI, Visit> open) {
    private static final String JSON = "application/json";

    /**
     * Sends JSON and returns the answer as text.
     *
     * @param method {@code POST} or {@code PATCH}
     * @throws SystemException if it was not taken
     */
    String send(String method, URI url, List<Map.Entry<String, String>> headers, JsonNode body)
            throws SystemException, InterruptedException {
        return send(method, url, headers, bytes(body));
    }

    /** The same, with the very bytes. */
    String send(String method, URI url, List<Map.Entry<String, String>> headers, byte[] body)
            throws SystemException, InterruptedException {
        Visit visit = open.apply(url);
        return visit.ask(() -> new String(visit.deliver(method, "", JSON, body, headers), StandardCharsets.UTF_8));
    }

    /**
     * Sends JSON and reads the answer as JSON.
     *
     * @throws SystemException if it was not taken, or the answer is none
     */
    JsonNode talk(String method, URI url, List<Map.Entry<String, String>> headers, JsonNode body)
            throws SystemException, InterruptedException {
        Visit visit = open.apply(url);
        return visit.ask(() -> read(visit, visit.deliver(method, "", JSON, bytes(body), headers)));
    }

    /**
     * Reads JSON.
     *
     * @throws SystemException if there is no usable answer
     */
    public JsonNode read(URI url, List<Map.Entry<String, String>> headers)
            throws SystemException, InterruptedException {
        Visit plain = open.apply(url);
        Visit visit = plain;
        for (Map.Entry<String, String> header : headers) {
            visit = visit.withCredential(header.getKey(), header.getValue());
        }
        Visit asked = visit;
        return asked.ask(() -> read(asked, asked.fetch("", JSON)));
    }

    /** For use within {@link Visit#ask}: what is well-formed and yet a refusal. */
    static SystemTrouble.Kind refused() {
        return SystemTrouble.Kind.QUESTION_REFUSED;
    }

    private static JsonNode read(Visit visit, byte[] answer) {
        try {
            JsonNode tree = Json.mapper().readTree(answer);
            if (tree.path("ok").isBoolean() && !tree.path("ok").asBoolean()) {
                throw visit.refused(
                        refused(), "it said: " + Texts.line(tree.path("error").asText("no reason"), 200));
            }
            return tree;
        } catch (IOException e) {
            throw visit.refused(SystemTrouble.Kind.UNREADABLE, "the answer is not JSON");
        }
    }

    static byte[] bytes(JsonNode body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }
}
