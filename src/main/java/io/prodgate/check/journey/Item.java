package io.prodgate.check.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.prodgate.check.request.JsonTemplate;
import io.prodgate.plan.Values;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing to be sent on its journey. Requests refer to it: {@code ${item.name}}, {@code ${item.number}}, {@code ${item.body}}, and
 * {@code ${item.a.b[0]}} for a part of it.
 *
 * @param name unique in the check
 * @param number from 1, in the order of the check
 * @param content what it is
 * @param simulated true if the plan says of all items that they are none of production's own
 */
record Item(String name, int number, Content content, boolean simulated) {
    private static final Pattern PART = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,6})]");

    Item(String name, int number, Content content) {
        this(name, number, content, false);
    }

    /** True if the plan, or the item itself with {@code simulated: true}, says that it is none of production's own. */
    boolean isSimulated() {
        return simulated || text("simulated").filter("true"::equals).isPresent();
    }

    /** What kind of thing it is: its {@code category}. */
    Optional<String> category() {
        return text("category");
    }

    /** Whose it is: its {@code tenant_id}, unless that is filled in when it is sent. */
    Optional<String> tenant() {
        return text("tenant_id")
                .filter(tenant -> find("tenant_id", reference -> Optional.of("y"))
                        .filter(tenant::equals)
                        .isPresent());
    }

    private Optional<String> text(String path) {
        return find(path, reference -> Optional.of("x"));
    }

    /** What an item is. */
    sealed interface Content {}

    /**
     * A file.
     *
     * @param file where it is
     * @param text as it is
     * @param tree its parts, if it is JSON or YAML
     */
    record Document(Path file, String text, Optional<JsonNode> tree) implements Content {}

    /** An entry of a list in the plan, whose references are filled in when it is sent. */
    record Written(JsonTemplate template) implements Content {}

    /** Nothing but its number. */
    record Bare() implements Content {}

    /** What references to the item stand for; references within it are filled in from {@code others}. */
    Values values(Values others) {
        return reference -> reference.namespace().equals("item") ? find(reference.name(), others) : Optional.empty();
    }

    /** True if a reference to it has a value. */
    boolean has(String path) {
        return find(path, reference -> Optional.of("x")).isPresent();
    }

    private Optional<String> find(String path, Values others) {
        return switch (path) {
            case "name" -> Optional.of(name);
            case "number" -> Optional.of(String.valueOf(number));
            case "body" -> Optional.of(body(others));
            default -> text(part(tree(others), path));
        };
    }

    private String body(Values others) {
        return switch (content) {
            case Document(var _, String text, var _) -> text;
            case Written(JsonTemplate template) -> {
                JsonNode tree = template.fill(others);
                yield tree.isValueNode() ? text(tree).orElse("") : tree.toString();
            }
            case Bare() -> name;
        };
    }

    private JsonNode tree(Values others) {
        return switch (content) {
            case Document(var _, var _, Optional<JsonNode> tree) -> tree.orElse(MissingNode.getInstance());
            case Written(JsonTemplate template) -> template.fill(others);
            case Bare() -> MissingNode.getInstance();
        };
    }

    private static JsonNode part(JsonNode tree, String path) {
        JsonNode part = tree;
        Matcher matcher = PART.matcher(path);
        while (matcher.find()) {
            String index = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
            part = part.isArray() && index.matches("\\d{1,6}") ? part.path(Integer.parseInt(index)) : part.path(index);
        }
        return part;
    }

    private static Optional<String> text(JsonNode part) {
        return switch (part.getNodeType()) {
            case MISSING, NULL -> Optional.empty();
            case STRING -> Optional.of(part.textValue());
            // As it is written: 1.10 stays 1.10, 1e3 is no text that anybody wants in a URL.
            case NUMBER -> Optional.of(part.decimalValue().toPlainString());
            case BOOLEAN, BINARY, POJO -> Optional.of(part.asText());
            case ARRAY, OBJECT -> Optional.of(part.toString());
        };
    }
}
