package io.prodgate.check.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.prodgate.plan.RegularExpression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A JSON Schema from a file, 2020-12 if it does not name another draft. References lead within the file; nothing is fetched.
 * {@code format} is checked, and patterns are RE2's.
 */
final class JsonSchemaFile {
    private static final int SHOWN = 10;

    private final String name;
    private final Path file;
    private final Schema schema;

    private JsonSchemaFile(String name, Path file, Schema schema) {
        this.name = name;
        this.file = file;
        this.schema = schema;
    }

    /** The file cannot be used; the message says why. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    /** Where it is. */
    Path file() {
        return file;
    }

    /**
     * Reads a schema.
     *
     * @param name as the plan writes it
     */
    static JsonSchemaFile read(String name, Path file) throws UnusableException {
        try {
            JsonNode tree = JsonAnswer.MAPPER.readTree(Files.readAllBytes(file));
            if (!tree.isObject() && !tree.isBoolean()) {
                throw new UnusableException("it is no JSON Schema: an object was expected");
            }
            SchemaRegistry registry = registry();
            Schema schema = registry.getSchema(tree);
            schema.initializeValidators();
            checkSchema(tree, registry);
            return new JsonSchemaFile(name, file, schema);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UnusableException("it is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UnusableException("it cannot be read");
        } catch (SchemaException | PatternException e) {
            throw new UnusableException(
                    "it is no usable JSON Schema: " + innermost(e).getMessage());
        }
    }

    /** The library wraps what goes wrong inside, and its own words are then no help. */
    private static Throwable innermost(Throwable e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    /** Without this a misspelt type would be found only as a miss of production. */
    private static void checkSchema(JsonNode tree, SchemaRegistry registry) throws UnusableException {
        String dialect = tree.path("$schema").asText(SpecificationVersion.DRAFT_2020_12.getDialectId());
        List<String> mistakes = registry.getSchema(SchemaLocation.of(dialect)).validate(tree).stream()
                .map(JsonSchemaFile::line)
                .toList();
        if (!mistakes.isEmpty()) {
            throw new UnusableException("it is no usable JSON Schema: " + shown(mistakes));
        }
    }

    private static SchemaRegistry registry() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ENGLISH)
                .formatAssertionsEnabled(true)
                .regularExpressionFactory(JsonSchemaFile::pattern)
                .build();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    }

    private static com.networknt.schema.regex.RegularExpression pattern(String written) {
        try {
            RegularExpression expression = RegularExpression.compile(written);
            return text -> expression.find(text).orElse(false);
        } catch (RegularExpression.InvalidException e) {
            throw new PatternException("the pattern '" + written + "' is not valid: " + e.getMessage());
        }
    }

    private static final class PatternException extends RuntimeException {
        private static final long serialVersionUID = 1;

        PatternException(String message) {
            super(message);
        }
    }

    /** Every violation, one line each, each with the place in the document; empty if there is none. */
    List<String> violations(JsonNode document) {
        return schema.validate(document).stream().map(JsonSchemaFile::line).toList();
    }

    /** The first violations as one text, and how many more there are. */
    static String shown(List<String> violations) {
        String first = violations.stream().limit(SHOWN).collect(Collectors.joining("; "));
        int more = violations.size() - SHOWN;
        return more > 0 ? first + "; and " + more + " more" : first;
    }

    private static String line(Error error) {
        String place = error.getInstanceLocation().toString();
        return (place.isEmpty() ? "/" : place) + ": " + error.getMessage();
    }

    @Override
    public String toString() {
        return name;
    }
}
