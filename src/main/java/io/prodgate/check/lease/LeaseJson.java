package io.prodgate.check.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.plan.Template;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leases as JSON: texts with references to secrets unresolved. */
final class LeaseJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LeaseJson() {}

    static String write(Lease lease) {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", 1);
        json.put("id", lease.id());
        json.put("run", lease.run());
        json.put("check", lease.check());
        json.put("what", lease.what());
        json.put("production", lease.production().toString());
        json.put("plan", lease.plan());
        json.put("pid", lease.holder().pid());
        json.put("started", lease.holder().started().toString());
        json.put("taken", lease.taken().toString());
        json.put("expires", lease.expires().toString());
        ArrayNode undo = json.putArray("undo");
        lease.undo().forEach(step -> write(step, undo.addObject()));
        return json.toPrettyString();
    }

    private static void write(Step step, ObjectNode json) {
        switch (step) {
            case Step.Call call -> {
                json.put("method", call.method());
                json.put("url", call.url().written());
                texts(call.headers(), json.putObject("headers"));
                call.body().ifPresent(body -> json.put("body", body.written()));
                call.fine().forEach(json.putArray("fine")::add);
                call.says().ifPresent(text -> json.put("says", text));
            }
            case Step.Command command -> {
                command.words().forEach(word -> json.withArray("command").add(word.written()));
                texts(command.environment(), json.putObject("environment"));
                json.put("folder", command.folder().toString());
                json.put("timeout", command.timeout().toString());
                command.prints().ifPresent(text -> json.put("prints", text));
            }
        }
    }

    private static void texts(Map<String, Template> texts, ObjectNode json) {
        texts.forEach((name, text) -> json.put(name, text.written()));
    }

    /**
     * Reads a lease.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    static Lease read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.path("version").asInt() != 1) {
                throw new IllegalArgumentException("it is no lease of version 1");
            }
            List<Step> undo = new ArrayList<>();
            json.path("undo").forEach(step -> undo.add(step(step)));
            if (undo.isEmpty()) {
                throw new IllegalArgumentException("'undo' is missing");
            }
            return new Lease(
                    text(json, "id"),
                    text(json, "run"),
                    text(json, "check"),
                    text(json, "what"),
                    URI.create(text(json, "production")),
                    text(json, "plan"),
                    new Lease.Holder(json.path("pid").asLong(), Instant.parse(text(json, "started"))),
                    Instant.parse(text(json, "taken")),
                    Instant.parse(text(json, "expires")),
                    undo);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Step step(JsonNode json) {
        if (json.has("command")) {
            List<Template> words = new ArrayList<>();
            json.path("command").forEach(word -> words.add(Template.parse(word.asText())));
            return new Step.Command(
                    words,
                    texts(json.path("environment")),
                    Path.of(text(json, "folder")),
                    Duration.parse(text(json, "timeout")),
                    optional(json, "prints"));
        }
        List<Integer> fine = new ArrayList<>();
        json.path("fine").forEach(status -> fine.add(status.asInt()));
        return new Step.Call(
                text(json, "method"),
                Template.parse(text(json, "url")),
                texts(json.path("headers")),
                optional(json, "body").map(Template::parse),
                fine,
                optional(json, "says"));
    }

    private static Map<String, Template> texts(JsonNode json) {
        Map<String, Template> texts = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> texts.put(
                        entry.getKey(), Template.parse(entry.getValue().asText())));
        return texts;
    }

    private static Optional<String> optional(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).map(JsonNode::asText);
    }

    private static String text(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
        return value.textValue();
    }
}
