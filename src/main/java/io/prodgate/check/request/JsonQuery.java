package io.prodgate.check.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.prodgate.plan.Actual;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * A JSONPath. One that can find several values ({@code ..}, {@code [*]}, filters, slices) gives the list of what it found, and
 * nothing if it found none.
 */
final class JsonQuery {
    // Both providers are named, because the library would load a JSON implementation of its own for a missing one.
    private static final Configuration JACKSON = Configuration.builder()
            .jsonProvider(new Jackson())
            .mappingProvider(new JacksonMappingProvider(JsonAnswer.MAPPER))
            .build();

    private final JsonPath path;

    private JsonQuery(JsonPath path) {
        this.path = path;
    }

    /** The library takes an index beyond an array's end for a null; it has to be nothing. */
    private static final class Jackson extends JacksonJsonNodeJsonProvider {
        Jackson() {
            super(JsonAnswer.MAPPER);
        }

        @Override
        public Object getArrayIndex(Object array, int index) {
            if (index >= length(array)) {
                throw new IndexOutOfBoundsException(index);
            }
            return super.getArrayIndex(array, index);
        }
    }

    /** The path is not one that can be used; the message says why. */
    static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1;

        InvalidException(String message) {
            super(message);
        }
    }

    static JsonQuery compile(String path) throws InvalidException {
        if (path.contains("=~")) {
            // The library's own expressions backtrack: a value that production chooses could hang the run.
            throw new InvalidException("'=~' is not supported; take the values and compare them with '~'");
        }
        if (!closed(path)) {
            throw new InvalidException("a bracket or quote is not closed");
        }
        try {
            return new JsonQuery(JsonPath.compile(path));
        } catch (InvalidPathException e) {
            throw new InvalidException(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("it is malformed"));
        } catch (RuntimeException e) {
            // The library's parser lets other exceptions through for some malformed paths.
            throw new InvalidException("it is malformed");
        }
    }

    /** The library takes some paths that end in the middle, and then finds nothing. */
    private static boolean closed(String path) {
        int open = 0;
        char quote = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '[' || c == '(') {
                open++;
            } else if (c == ']' || c == ')') {
                open--;
            }
        }
        return open == 0 && quote == 0;
    }

    /**
     * What was found.
     *
     * @param value what it is, absent if it is nothing
     * @param remark why nothing was found, if that is not plain
     */
    record Found(Actual value, String remark) {}

    /** Looks into a document. */
    Found find(JsonNode document) {
        try {
            Object found = path.read(document, JACKSON);
            if (!path.isDefinite() && found instanceof ArrayNode list && list.isEmpty()) {
                return new Found(Actual.absent(), "");
            }
            return new Found(actual(found), "");
        } catch (PathNotFoundException e) {
            return new Found(Actual.absent(), "");
        } catch (RuntimeException e) {
            // Functions and filters throw all sorts of exceptions on values they were not made for.
            return new Found(Actual.absent(), "the path cannot be applied to this JSON: " + e.getMessage());
        }
    }

    /** How many things it finds in a document; empty if it leads to nothing that can be counted. */
    OptionalInt count(JsonNode document) {
        Found found = find(document);
        if (!found.remark().isEmpty()) {
            return OptionalInt.empty();
        }
        return switch (found.value()) {
            case Actual.Tree(JsonNode tree) when tree.isArray() -> OptionalInt.of(tree.size());
            case Actual.Amount amount ->
                amount.value().stripTrailingZeros().scale() <= 0
                                && amount.value().signum() >= 0
                                && amount.value().precision() - amount.value().scale() < 10
                        ? OptionalInt.of(amount.value().intValue())
                        : OptionalInt.empty();
            // A path that can find several things and finds none has found none; any other has missed its place.
            case Actual.Absent _ -> path.isDefinite() ? OptionalInt.empty() : OptionalInt.of(0);
            case Actual.Null _, Actual.Truth _, Actual.Text _, Actual.Raw _, Actual.Tree _ -> OptionalInt.empty();
        };
    }

    /** Functions give Java's own types, everything else is a node. */
    private static Actual actual(Object found) {
        return switch (found) {
            case null -> Actual.absent();
            case JsonNode node -> Actual.json(node);
            case Number number -> Actual.json(JsonNodeFactory.instance.numberNode(new BigDecimal(number.toString())));
            case Collection<?> several -> Actual.json(array(List.copyOf(several)));
            default -> new Actual.Text(found.toString());
        };
    }

    private static ArrayNode array(List<?> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value ->
                array.add(value instanceof JsonNode node ? node : JsonNodeFactory.instance.textNode(value.toString())));
        return array;
    }

    @Override
    public String toString() {
        return path.getPath();
    }
}
