package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.util.List;
import java.util.Optional;

/** Reading Maestro's YAML, in which {@code ${…}} is Maestro's own. */
final class Nodes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Nodes() {}

    /** The value of a key; empty if it is not there or null. */
    static Optional<PlanNode> find(PlanNode.Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(PlanNode.Entry::value)
                .filter(value -> !(value instanceof PlanNode.Scalar scalar && scalar.isNull()))
                .findFirst();
    }

    /** The text of a scalar, as written. */
    static String text(PlanNode.Scalar scalar) {
        return scalar.template().toString();
    }

    /** The text of a key; anything but a text is a mistake. */
    static Optional<String> text(PlanNode.Mapping mapping, String key, PlanErrors errors) {
        Optional<PlanNode> value = find(mapping, key);
        if (value.isPresent() && value.get() instanceof PlanNode.Scalar scalar) {
            return Optional.of(text(scalar));
        }
        value.ifPresent(node -> errors.add(node.at(), "", "'" + key + "' has to be a text"));
        return Optional.empty();
    }

    /** The scalars of a key's list; anything but a list of texts is a mistake. */
    static List<PlanNode.Scalar> texts(PlanNode.Mapping mapping, String key, PlanErrors errors) {
        Optional<PlanNode> value = find(mapping, key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof PlanNode.Sequence sequence
                && sequence.items().stream().allMatch(PlanNode.Scalar.class::isInstance)) {
            return sequence.items().stream().map(PlanNode.Scalar.class::cast).toList();
        }
        errors.add(
                value.get().at(),
                "",
                "'" + key + "' has to be a list of texts: Maestro refuses anything else",
                "write '" + key + ":' and below it one line '- …' for each");
        return List.of();
    }

    /** The same values as JSON, which is YAML too: what was written without quotes keeps its type. */
    static JsonNode json(PlanNode node) {
        return switch (node) {
            case PlanNode.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
                yield object;
            }
            case PlanNode.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case PlanNode.Scalar scalar -> json(scalar);
        };
    }

    private static JsonNode json(PlanNode.Scalar scalar) {
        String text = text(scalar);
        if (scalar.isNull()) {
            return JSON.nullNode();
        }
        if (!scalar.quoted() && text.matches("true|True|TRUE|false|False|FALSE")) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (!scalar.quoted() && text.matches("-?(0|[1-9]\\d{0,17})")) {
            return JSON.numberNode(Long.parseLong(text));
        }
        return JSON.textNode(text);
    }
}
