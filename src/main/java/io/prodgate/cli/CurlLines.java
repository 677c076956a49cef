package io.prodgate.cli;

import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Template;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The requests of a check as lines for a shell, with {@code $NAME} for what is a secret or not known before a run. */
final class CurlLines {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete", "head", "options");

    private final URI production;
    private final Settings settings;

    CurlLines(Plan plan, Settings settings) {
        this.production = plan.production().url();
        this.settings = settings;
    }

    /** A line for each request that a check's own keys name, in the order in which they stand there. */
    List<String> of(PlanNode.Mapping own) {
        List<String> lines = new ArrayList<>();
        walk(own, lines);
        return lines.stream().distinct().toList();
    }

    private void walk(PlanNode node, List<String> lines) {
        switch (node) {
            case PlanNode.Mapping mapping -> {
                Map<String, PlanNode> keys = mapping.entries().stream()
                        .collect(Collectors.toMap(PlanNode.Entry::key, PlanNode.Entry::value, (one, _) -> one));
                METHODS.stream()
                        .flatMap(method -> request(method, keys).stream())
                        .forEach(lines::add);
                mapping.entries().forEach(entry -> walk(entry.value(), lines));
            }
            case PlanNode.Sequence sequence -> sequence.items().forEach(item -> walk(item, lines));
            case PlanNode.Scalar _ -> {}
        }
    }

    private Optional<String> request(String method, Map<String, PlanNode> keys) {
        if (!(keys.get(method) instanceof PlanNode.Scalar target)) {
            return Optional.empty();
        }
        String path = word(method, target);
        if (!path.startsWith("/") && !path.startsWith("http")) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder("curl -sS -i");
        if (!method.equals("get")) {
            line.append(" -X ").append(method.toUpperCase(Locale.ROOT));
        }
        line.append(" \"").append(path.startsWith("/") ? base() + path : path).append('"');
        fields(keys.get("query"))
                .forEach(field -> line.append(" --url-query \"").append(field).append('"'));
        headers(keys.get("headers"))
                .forEach(field -> line.append(" -H \"").append(field).append('"'));
        sign(keys.get("sign"))
                .ifPresent(field -> line.append(" -H \"").append(field).append('"'));
        body(keys).ifPresent(line::append);
        return Optional.of(line.toString());
    }

    private String base() {
        String url = production.toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private List<String> fields(@Nullable PlanNode node) {
        return pairs(node, "=");
    }

    private List<String> headers(@Nullable PlanNode node) {
        return pairs(node, ": ");
    }

    private List<String> pairs(@Nullable PlanNode node, String between) {
        return node instanceof PlanNode.Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> entry.value() instanceof PlanNode.Scalar)
                        .map(entry -> entry.key() + between + word(entry.key(), (PlanNode.Scalar) entry.value()))
                        .toList()
                : List.of();
    }

    /** The signature is of the body, and is computed for each request. */
    private static Optional<String> sign(@Nullable PlanNode node) {
        return node instanceof PlanNode.Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> entry.key().equals("header") && entry.value() instanceof PlanNode.Scalar)
                        .map(entry ->
                                ((PlanNode.Scalar) entry.value()).template().written() + ": $SIGNATURE")
                        .findFirst()
                : Optional.empty();
    }

    private Optional<String> body(Map<String, PlanNode> keys) {
        if (keys.get("json") instanceof PlanNode.Mapping mapping) {
            return Optional.of(" --json '" + json(mapping).replace("'", "'\\''") + "'");
        }
        if (keys.get("body") instanceof PlanNode.Scalar) {
            return Optional.of(" --data-binary @BODY");
        }
        return Optional.empty();
    }

    private String json(PlanNode node) {
        return switch (node) {
            case PlanNode.Mapping mapping ->
                mapping.entries().stream()
                        .map(entry -> "\"" + entry.key() + "\": "
                                + (entry.value() instanceof PlanNode.Scalar scalar
                                        ? scalar(entry.key(), scalar)
                                        : json(entry.value())))
                        .collect(Collectors.joining(", ", "{", "}"));
            case PlanNode.Sequence sequence ->
                sequence.items().stream().map(this::json).collect(Collectors.joining(", ", "[", "]"));
            case PlanNode.Scalar scalar -> scalar("", scalar);
        };
    }

    private String scalar(String key, PlanNode.Scalar scalar) {
        String text = settings.text(key, scalar);
        return !scalar.quoted() && text.matches("-?[0-9]+(\\.[0-9]+)?|true|false")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** Within double quotes of a shell. */
    private String word(String key, PlanNode.Scalar scalar) {
        String text = settings.text(key, scalar);
        return scalar.template().references().isEmpty()
                ? literal(text)
                : scalar.template().parts().stream()
                        .map(part -> switch (part) {
                            case Template.Literal known -> literal(known.text());
                            case Template.Reference reference -> "${" + name(reference) + "}";
                        })
                        .collect(Collectors.joining());
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("$", "\\$")
                .replace("`", "\\`")
                .replace("\n", " ");
    }

    private static String name(Template.Reference reference) {
        String name = reference.namespace().equals("secret")
                ? reference.name()
                : reference.namespace() + "_" + reference.name();
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
