package io.prodgate.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps secret values out of everything that is kept or shown. Safe for use by several threads. */
public final class Redactor {
    /** What stands where a secret stood. */
    public static final String MASK = "***";

    private final Set<String> needles = ConcurrentHashMap.newKeySet();

    /** A redactor that knows these secret values. */
    public Redactor(Collection<String> secrets) {
        secrets.forEach(this::learn);
    }

    /** Makes one more secret value known, in every encoding in which prodgate may send it. */
    public void learn(String secret) {
        if (!secret.isBlank()) {
            needles.add(secret);
        }
    }

    /** The text with every known secret value masked. */
    public String redact(String text) {
        String clean = text;
        for (String needle : needles) {
            clean = clean.replace(needle, MASK);
        }
        return clean;
    }

    /** The fact with every text in it redacted. */
    public Evidence redact(Evidence fact) {
        try {
            JsonNode tree = Json.mapper().valueToTree(fact);
            return Json.mapper().treeToValue(redact(tree), Evidence.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("evidence cannot be read back: " + fact.getClass(), e);
        }
    }

    /** The tree with every text in it redacted, in place. */
    public JsonNode redact(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(redact(entry.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, redact(array.get(i)));
            }
        } else if (node.isTextual()) {
            return TextNode.valueOf(redact(node.textValue()));
        }
        return node;
    }
}
