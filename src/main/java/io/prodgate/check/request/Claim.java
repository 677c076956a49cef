package io.prodgate.check.request;

import io.prodgate.plan.Expectation;
import io.prodgate.plan.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One thing that is expected of an answer. */
public sealed interface Claim {
    /** What the judgement is about: the key in the plan. */
    String subject();

    /** The status. */
    record Status(Expectation expectation) implements Claim {
        @Override
        public String subject() {
            return "status";
        }
    }

    /** A header field. */
    record HeaderField(String name, Expectation expectation) implements Claim {
        @Override
        public String subject() {
            return "header " + name;
        }
    }

    /** A part of the JSON body. */
    record Json(String path, JsonQuery query, Expectation expectation) implements Claim {
        @Override
        public String subject() {
            return path;
        }
    }

    /** The body as text. */
    record Body(Expectation expectation) implements Claim {
        @Override
        public String subject() {
            return "body";
        }
    }

    /** How many bytes the body has. */
    record Size(Expectation expectation) implements Claim {
        @Override
        public String subject() {
            return "size";
        }
    }

    /** How long it took. */
    record Took(Expectation expectation) implements Claim {
        @Override
        public String subject() {
            return "duration";
        }
    }

    /** The JSON body against a schema. */
    record Schema(JsonSchemaFile schema) implements Claim {
        @Override
        public String subject() {
            return "schema";
        }
    }

    /** The file beside the plan that it holds the answer against, if there is one. */
    default Optional<Path> file() {
        return this instanceof Schema(JsonSchemaFile schema) ? Optional.of(schema.file()) : Optional.empty();
    }

    /** The references in it. */
    default List<Template.Reference> references() {
        return switch (this) {
            case Status(Expectation expectation) -> expectation.references();
            case HeaderField field -> field.expectation().references();
            case Json json -> json.expectation().references();
            case Body(Expectation expectation) -> expectation.references();
            case Size(Expectation expectation) -> expectation.references();
            case Took(Expectation expectation) -> expectation.references();
            case Schema _ -> List.of();
        };
    }
}
