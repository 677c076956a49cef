package io.prodgate.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Which objects of Kubernetes are meant, by their labels: {@code matchLabels} and {@code matchExpressions}, all of which have to hold. One
 * without either means all.
 *
 * @param json as the API documents it
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">Label selectors</a>
 */
public record LabelSelector(JsonNode json) {
    /**
     * Whether it means an object with these labels.
     *
     * @throws IllegalArgumentException for an operator that is not known
     */
    public boolean matches(JsonNode labels) {
        return json.path("matchLabels")
                        .propertyStream()
                        .allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())))
                && json.path("matchExpressions").valueStream().allMatch(one -> holds(one, labels));
    }

    private static boolean holds(JsonNode expression, JsonNode labels) {
        JsonNode label = labels.path(expression.path("key").asText());
        boolean among = expression.path("values").valueStream().anyMatch(label::equals);
        return switch (expression.path("operator").asText()) {
            case "In" -> among;
            case "NotIn" -> !among;
            case "Exists" -> !label.isMissingNode();
            case "DoesNotExist" -> label.isMissingNode();
            default -> throw unknown(expression);
        };
    }

    /**
     * As {@code kubectl --selector} takes it: {@code app=worker,tier in (a,b),!old}.
     *
     * @throws IllegalArgumentException for an operator that is not known
     */
    public String written() {
        List<String> parts = new ArrayList<>();
        json.path("matchLabels")
                .propertyStream()
                .forEach(entry ->
                        parts.add(entry.getKey() + "=" + entry.getValue().asText()));
        json.path("matchExpressions").forEach(expression -> {
            String key = expression.path("key").asText();
            List<String> values = expression
                    .path("values")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList();
            String listed = "(" + String.join(",", values) + ")";
            parts.add(
                    switch (expression.path("operator").asText()) {
                        case "In" -> key + " in " + listed;
                        case "NotIn" -> key + " notin " + listed;
                        case "Exists" -> key;
                        case "DoesNotExist" -> "!" + key;
                        default -> throw unknown(expression);
                    });
        });
        return String.join(",", parts);
    }

    private static IllegalArgumentException unknown(JsonNode expression) {
        return new IllegalArgumentException(
                "the operator of " + expression + " is none of In, NotIn, Exists and DoesNotExist");
    }
}
