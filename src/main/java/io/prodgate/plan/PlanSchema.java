package io.prodgate.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema (2020-12) of plans. The part that all checks share is a resource; the kinds of checks bring their own parts,
 * and this puts them together into one schema that editors can complete from.
 */
public final class PlanSchema {
    private static final String RESOURCE = "/schema/plan.schema.json";
    private static final String LOCAL = "#/$defs/";

    private final JsonMapper mapper = new JsonMapper();

    /**
     * The whole schema.
     *
     * @param ownSchemaByKind for each kind of check the object schema of its own keys; its {@code $defs} stay its own
     * @return the schema as indented JSON
     */
    public String compose(Map<String, String> ownSchemaByKind) {
        try {
            ObjectNode schema = shared();
            ObjectNode definitions = object(schema, "$defs");
            ObjectNode common = object(object(definitions, "common"), "properties");
            ObjectNode check = object(definitions, "check");
            check.put("additionalProperties", false);
            ObjectNode kinds = check.putObject("properties");
            for (Map.Entry<String, String> kind : new TreeMap<>(ownSchemaByKind).entrySet()) {
                ObjectNode own = (ObjectNode) mapper.readTree(kind.getValue());
                kinds.set(kind.getKey(), merged(kind.getKey(), own, common, definitions));
            }
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema of a kind of check is not JSON", e);
        }
    }

    private ObjectNode shared() {
        try (InputStream in = PlanSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return (ObjectNode) mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
        }
    }

    private ObjectNode merged(String kind, ObjectNode own, ObjectNode common, ObjectNode definitions) {
        own.remove("$schema");
        own.remove("$id");
        if (own.remove("$defs") instanceof ObjectNode ownDefinitions) {
            ownDefinitions
                    .properties()
                    .forEach(entry -> definitions.set(kind + "." + entry.getKey(), renamed(kind, entry.getValue())));
        }
        ObjectNode merged = (ObjectNode) renamed(kind, own);
        ObjectNode properties = object(merged, "properties");
        for (Map.Entry<String, JsonNode> key : common.properties()) {
            if (properties.has(key.getKey())) {
                throw new IllegalStateException("the kind '" + kind + "' has a key of its own called '" + key.getKey()
                        + "', which all checks have");
            }
            properties.set(key.getKey(), key.getValue().deepCopy());
        }
        // A check without keys of its own may be written "tls:" with nothing behind it.
        merged.set(
                "type",
                merged.path("required").isEmpty()
                        ? mapper.createArrayNode().add("object").add("null")
                        : TextNode.valueOf("object"));
        merged.put("additionalProperties", false);
        return merged;
    }

    /** The same schema with the references to its own definitions pointing to where those are in the whole. */
    private JsonNode renamed(String kind, JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                JsonNode value = entry.getValue();
                boolean local = entry.getKey().equals("$ref") && value.asText().startsWith(LOCAL);
                entry.setValue(
                        local
                                ? TextNode.valueOf(
                                        LOCAL + kind + "." + value.asText().substring(LOCAL.length()))
                                : renamed(kind, value));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, renamed(kind, array.get(i)));
            }
        }
        return node;
    }

    private static ObjectNode object(ObjectNode parent, String key) {
        return parent.path(key) instanceof ObjectNode found ? found : parent.putObject(key);
    }
}
