package io.prodgate.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The variables of a dashboard, set as it was saved or as the plan says: {@code $name}, <code>${name}</code>,
 * <code>${name:format}</code>, {@code [[name]]}. Grafana's own ({@code $__rate_interval}) are left to its back end.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/">variable syntax</a>
 */
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$\\{(\\w{1,100})(?:[:.][^}]{0,100})?}|\\$(\\w{1,100})|\\[\\[(\\w{1,100})(?::[^\\]]{0,100})?]]");
    private static final String ALL = "$__all";
    private static final String ANYTHING = ".*";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> unset = new TreeSet<>();

    /**
     * Reads them off a dashboard.
     *
     * @param own values that the plan gives, which win
     */
    Variables(JsonNode dashboard, Map<String, String> own) {
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            String name = variable.path("name").asText();
            Optional<String> value = Optional.ofNullable(own.get(name)).or(() -> saved(variable));
            value.ifPresentOrElse(text -> values.put(name, text), () -> unset.add(name));
        }
    }

    private static Optional<String> saved(JsonNode variable) {
        JsonNode value = variable.path("current").path("value");
        if (value.isMissingNode() || value.isNull()) {
            value = variable.path("type").asText().equals("constant") ? variable.path("query") : value;
        }
        if (value.isArray()) {
            return several(variable, (ArrayNode) value);
        }
        return value.isValueNode() && !value.asText().isEmpty() && !value.isNull()
                ? Optional.of(one(variable, value.asText()))
                : Optional.empty();
    }

    private static Optional<String> several(JsonNode variable, ArrayNode values) {
        if (values.size() == 1) {
            return Optional.of(one(variable, values.get(0).asText()));
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(StreamSupport.stream(values.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining("|", "(", ")")));
    }

    private static String one(JsonNode variable, String value) {
        if (value.equals(ALL)) {
            String all = variable.path("allValue").asText("");
            return all.isEmpty() || all.equals("null") ? ANYTHING : all;
        }
        // An interval that Grafana chooses by the width of a picture.
        return value.startsWith("$__auto") ? "1m" : value;
    }

    /** What they are set to. */
    Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** A copy of a tree with every variable in it filled in. */
    JsonNode fill(JsonNode tree) {
        return switch (tree) {
            case ObjectNode object -> {
                ObjectNode filled = object.objectNode();
                object.properties().forEach(entry -> filled.set(entry.getKey(), fill(entry.getValue())));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = array.arrayNode();
                array.forEach(item -> filled.add(fill(item)));
                yield filled;
            }
            case TextNode text -> TextNode.valueOf(fill(text.textValue()));
            default -> tree;
        };
    }

    private String fill(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(name(match), match.group())));
    }

    /** The first variable in a tree that has no value. */
    Optional<String> missing(JsonNode tree) {
        return REFERENCE
                .matcher(tree.toString())
                .results()
                .map(Variables::name)
                .filter(unset::contains)
                .findFirst();
    }

    private static String name(MatchResult match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return match.group(group);
            }
        }
        return "";
    }
}
