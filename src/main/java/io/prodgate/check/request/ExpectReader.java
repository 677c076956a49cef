package io.prodgate.check.request;

import io.prodgate.plan.Expectation;
import io.prodgate.plan.Expectation.Subject;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds {@code expect}. */
final class ExpectReader {
    private static final List<String> KNOWN =
            List.of("status", "body", "size", "duration", "schema", "header NAME", "$.path");
    private static final String HEADER = "header ";

    private final Plan plan;
    private final References references;

    ExpectReader(Plan plan, References references) {
        this.plan = plan;
        this.references = references;
    }

    /** What is expected, the status first: a good one where the plan says nothing. */
    List<Claim> read(Keys keys) {
        List<Claim> claims = conditions(keys, "expect");
        List<Claim> ordered = new ArrayList<>(
                claims.stream().filter(Claim.Status.class::isInstance).toList());
        if (ordered.isEmpty()) {
            ordered.add(new Claim.Status(Expectation.of("2xx", Subject.STATUS)));
        }
        claims.stream().filter(claim -> !(claim instanceof Claim.Status)).forEach(ordered::add);
        return ordered;
    }

    /** What stands under a key, in the order of the plan. */
    List<Claim> conditions(Keys keys, String key) {
        List<Claim> claims = new ArrayList<>();
        Optional<PlanNode> node = keys.node(key);
        if (node.isPresent() && !(node.get() instanceof PlanNode.Mapping)) {
            keys.error(
                    key,
                    "expected a mapping of what to look at to what it should be",
                    "write for example 'status: 200' below it");
        }
        if (node.isPresent() && node.get() instanceof PlanNode.Mapping mapping) {
            mapping.entries().forEach(entry -> claim(entry).ifPresent(claims::add));
        }
        return claims;
    }

    private Optional<Claim> claim(PlanNode.Entry entry) {
        String key = entry.key();
        PlanNode value = entry.value();
        return switch (key) {
            case "status" -> expectation(value, Subject.STATUS).map(Claim.Status::new);
            case "body" -> expectation(value, Subject.ANY).map(Claim.Body::new);
            case "size" -> expectation(value, Subject.SIZE).map(Claim.Size::new);
            case "duration" -> expectation(value, Subject.DURATION).map(Claim.Took::new);
            case "schema" -> schema(value);
            default -> {
                if (key.startsWith("$")) {
                    yield json(entry);
                }
                if (key.startsWith(HEADER) && !key.substring(HEADER.length()).isBlank()) {
                    String name = key.substring(HEADER.length()).strip();
                    yield expectation(value, Subject.ANY).map(e -> new Claim.HeaderField(name, e));
                }
                references
                        .errors()
                        .add(
                                entry.at(),
                                value.path(),
                                "'" + key + "' is nothing that can be expected",
                                Nearest.hint(key, KNOWN));
                yield Optional.empty();
            }
        };
    }

    private Optional<Expectation> expectation(PlanNode node, Subject subject) {
        Optional<Expectation> expectation =
                Expectation.read(node, subject, references.namespaces(), references.errors());
        expectation.ifPresent(e -> references.check(e.references(), node));
        return expectation;
    }

    private Optional<Claim> json(PlanNode.Entry entry) {
        Optional<Expectation> expectation = expectation(entry.value(), Subject.ANY);
        try {
            JsonQuery query = JsonQuery.compile(entry.key());
            return expectation.map(e -> new Claim.Json(entry.key(), query, e));
        } catch (JsonQuery.InvalidException e) {
            references
                    .errors()
                    .add(
                            entry.at(),
                            entry.value().path(),
                            "the JSONPath is not valid: " + e.getMessage(),
                            "write for example $.items[0].name or $.items.length()");
            return Optional.empty();
        }
    }

    private Optional<Claim> schema(PlanNode value) {
        Optional<String> name = value instanceof PlanNode.Scalar scalar && !scalar.isNull()
                ? scalar.template().text()
                : Optional.empty();
        if (name.isEmpty()) {
            references.errors().add(value.at(), value.path(), "expected the path of a JSON Schema file");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Claim.Schema(JsonSchemaFile.read(name.get(), ContentReader.besidePlan(plan, name.get()))));
        } catch (JsonSchemaFile.UnusableException e) {
            references
                    .errors()
                    .add(
                            value.at(),
                            value.path(),
                            "the schema '" + name.get() + "' cannot be used: " + e.getMessage(),
                            "paths are relative to the plan");
        } catch (InvalidPathException e) {
            references.errors().add(value.at(), value.path(), "'" + name.get() + "' is no path");
        }
        return Optional.empty();
    }
}
