package io.prodgate.check.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Template;
import io.prodgate.plan.Unit;
import io.prodgate.plan.Values;
import java.util.List;
import java.util.stream.Stream;

/** JSON as the plan writes it in YAML, with references in its values. */
public sealed interface JsonTemplate {
    /** An object. */
    record Obj(List<Member> members) implements JsonTemplate {}

    /** A member of an object. */
    record Member(String name, JsonTemplate value) {}

    /** An array. */
    record Arr(List<JsonTemplate> items) implements JsonTemplate {}

    /** A text: the plan has it in quotes. */
    record Text(Template template) implements JsonTemplate {}

    /** A number, {@code true}, {@code false} or {@code null} if it looks like one once it is filled in, else a text. */
    record Plain(Template template) implements JsonTemplate {}

    /** YAML's null. */
    record Null() implements JsonTemplate {}

    /** The tree of the plan as JSON. */
    static JsonTemplate of(PlanNode node) {
        return switch (node) {
            case PlanNode.Mapping mapping ->
                new Obj(mapping.entries().stream()
                        .map(entry -> new Member(entry.key(), of(entry.value())))
                        .toList());
            case PlanNode.Sequence sequence ->
                new Arr(sequence.items().stream().map(JsonTemplate::of).toList());
            case PlanNode.Scalar scalar when scalar.isNull() -> new Null();
            case PlanNode.Scalar scalar -> scalar.quoted() ? new Text(scalar.template()) : new Plain(scalar.template());
        };
    }

    /** The JSON with everything filled in. */
    default JsonNode fill(Values values) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (this) {
            case Obj(List<Member> members) -> {
                ObjectNode object = nodes.objectNode();
                members.forEach(
                        member -> object.set(member.name(), member.value().fill(values)));
                yield object;
            }
            case Arr(List<JsonTemplate> items) -> {
                ArrayNode array = nodes.arrayNode();
                items.forEach(item -> array.add(item.fill(values)));
                yield array;
            }
            case Text(Template template) -> nodes.textNode(template.fill(values));
            case Plain(Template template) -> typed(template.fill(values));
            case Null() -> nodes.nullNode();
        };
    }

    private static JsonNode typed(String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (text) {
            case "true" -> nodes.booleanNode(true);
            case "false" -> nodes.booleanNode(false);
            case "null" -> nodes.nullNode();
            default ->
                Unit.NONE
                        .parse(text)
                        // As it is written: 1.10 stays 1.10.
                        .<JsonNode>map(DecimalNode::valueOf)
                        .orElseGet(() -> TextNode.valueOf(text));
        };
    }

    /** The references in it. */
    default List<Template.Reference> references() {
        return switch (this) {
            case Obj(List<Member> members) -> below(members.stream().map(Member::value));
            case Arr(List<JsonTemplate> items) -> below(items.stream());
            case Text(Template template) -> template.references();
            case Plain(Template template) -> template.references();
            case Null() -> List.of();
        };
    }

    private static List<Template.Reference> below(Stream<JsonTemplate> parts) {
        return parts.flatMap(part -> part.references().stream()).toList();
    }
}
