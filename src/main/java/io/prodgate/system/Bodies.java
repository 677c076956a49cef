package io.prodgate.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.prodgate.evidence.Json;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What clients send, as bytes: forms and JSON. */
final class Bodies {
    private Bodies() {}

    /** A form as {@code application/x-www-form-urlencoded}, anything else as JSON. */
    static byte[] bytes(Object entity) {
        return switch (entity) {
            case byte[] bytes -> bytes;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Form form -> encoded(form.asMap());
            case MultivaluedMap<?, ?> form -> encoded(form);
            default -> json(entity);
        };
    }

    private static byte[] encoded(Map<?, ? extends List<?>> form) {
        return form.entrySet().stream()
                .flatMap(
                        field -> field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(Object text) {
        return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
    }

    private static byte[] json(Object entity) {
        try {
            return Json.mapper().writeValueAsBytes(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a request's body cannot be written as JSON", e);
        }
    }
}
