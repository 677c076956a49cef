package io.prodgate.testing;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** JSON Patch (RFC 6902) as an API server applies it: the whole of it, or nothing. */
final class JsonPatch {
    private JsonPatch() {}

    /** The patched document; empty if an operation does not fit it. */
    static Optional<JsonNode> applied(JsonNode patch, JsonNode document) {
        JsonNode copy = document.deepCopy();
        try {
            for (JsonNode operation : patch) {
                apply(operation, copy);
            }
            return Optional.of(copy);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void apply(JsonNode operation, JsonNode document) {
        JsonPointer path = JsonPointer.compile(operation.path("path").asText());
        switch (operation.path("op").asText()) {
            case "test" -> fits(document.at(path).equals(operation.path("value")));
            case "add" -> add(document, path, operation.path("value"));
            case "remove" -> remove(document, path);
            case "replace" -> {
                remove(document, path);
                add(document, path, operation.path("value"));
            }
            case "copy" -> add(document, path, at(document, from(operation)));
            case "move" -> add(document, path, remove(document, from(operation)));
            default -> fits(false);
        }
    }

    private static JsonPointer from(JsonNode operation) {
        return JsonPointer.compile(operation.path("from").asText());
    }

    private static JsonNode at(JsonNode document, JsonPointer path) {
        JsonNode found = document.at(path);
        fits(!found.isMissingNode());
        return found.deepCopy();
    }

    private static void add(JsonNode document, JsonPointer path, JsonNode value) {
        String last = path.last().getMatchingProperty();
        switch (document.at(path.head())) {
            case ObjectNode object -> object.set(last, value.deepCopy());
            case ArrayNode array -> {
                int index = last.equals("-") ? array.size() : Integer.parseInt(last);
                fits(index <= array.size());
                array.insert(index, value.deepCopy());
            }
            default -> fits(false);
        }
    }

    private static JsonNode remove(JsonNode document, JsonPointer path) {
        JsonNode was = at(document, path);
        String last = path.last().getMatchingProperty();
        switch (document.at(path.head())) {
            case ObjectNode object -> object.remove(last);
            case ArrayNode array -> array.remove(Integer.parseInt(last));
            default -> fits(false);
        }
        return was;
    }

    private static void fits(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("the operation does not fit the document");
        }
    }
}
