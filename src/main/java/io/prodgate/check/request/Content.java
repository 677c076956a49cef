package io.prodgate.check.request;

import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a request carries. */
public sealed interface Content {
    /** Nothing. */
    record None() implements Content {}

    /** Text, sent as UTF-8. */
    record Text(Template text) implements Content {}

    /** JSON (RFC 8259). */
    record Json(JsonTemplate json) implements Content {}

    /** A form, as {@code application/x-www-form-urlencoded}. */
    record Form(List<Named> fields) implements Content {
        public Form {
            fields = List.copyOf(fields);
        }
    }

    /** The bytes of a file as they are. */
    record Bytes(Path file) implements Content {}

    /**
     * The bytes to send.
     *
     * @throws IOException if the file cannot be read
     */
    default Optional<byte[]> bytes(Values values) throws IOException {
        return switch (this) {
            case None() -> Optional.empty();
            case Text(Template text) -> Optional.of(text.fill(values).getBytes(StandardCharsets.UTF_8));
            case Json(JsonTemplate json) ->
                Optional.of(json.fill(values).toString().getBytes(StandardCharsets.UTF_8));
            case Form(List<Named> fields) ->
                Optional.of(fields.stream()
                        .map(field -> Percent.value(field.name()) + "="
                                + Percent.value(field.value().fill(values)))
                        .collect(Collectors.joining("&"))
                        .getBytes(StandardCharsets.UTF_8));
            case Bytes(Path file) -> Optional.of(Files.readAllBytes(file));
        };
    }

    /** The content type that goes with it unless the plan sets one. */
    default Optional<String> type() {
        return switch (this) {
            case None _, Text _, Bytes _ -> Optional.empty();
            case Json _ -> Optional.of("application/json");
            case Form _ -> Optional.of("application/x-www-form-urlencoded");
        };
    }

    /** The references in it. */
    default List<Template.Reference> references() {
        return switch (this) {
            case None _, Bytes _ -> List.of();
            case Text(Template text) -> text.references();
            case Json(JsonTemplate json) -> json.references();
            case Form(List<Named> fields) ->
                fields.stream()
                        .flatMap(field -> field.value().references().stream())
                        .toList();
        };
    }
}
