package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flow's {@code commands.json}, or {@code commands-(flow).json} of older versions, where the commands stand in no order.
 *
 * @param steps in the order in which they began
 * @param name the flow's name by its configuration, if it says
 * @param file the flow's file without the extension, if it says
 * @param outputs console lines {@code NAME=value}, and what stood for {@code ${output.NAME}} in a command, by name
 */
record CommandLog(List<Step> steps, Optional<String> name, Optional<String> file, Map<String, String> outputs) {
    /** The largest that is read: older versions keep screen hierarchies in it. */
    private static final int LARGEST = 16 << 20;

    private static final int LONGEST_ERROR = 4_000;
    private static final int DEEPEST_CAUSE = 5;

    CommandLog {
        steps = List.copyOf(steps);
        outputs = Map.copyOf(outputs);
    }

    /**
     * A command that was begun.
     *
     * @param words as {@link StepWords} has it
     * @param status {@code RUNNING}, {@code COMPLETED}, {@code FAILED}, {@code WARNED}, {@code SKIPPED} or what else a version says
     * @param top whether it is known to be a command of the flow itself, not of one within it
     * @param error why it failed, with its causes
     * @param hierarchies what was on the screen, where the file holds it
     * @param hierarchyFiles the names of files that hold it
     */
    record Step(
            int number,
            String words,
            String status,
            boolean top,
            boolean optional,
            Optional<Instant> started,
            Optional<Duration> took,
            Optional<String> error,
            List<JsonNode> hierarchies,
            List<String> hierarchyFiles) {
        Step {
            hierarchies = List.copyOf(hierarchies);
            hierarchyFiles = List.copyOf(hierarchyFiles);
        }

        /** It failed, or was still under way. */
        boolean stuck() {
            return status.equals("FAILED") || running();
        }

        /** It was still under way. */
        boolean running() {
            return status.equals("RUNNING") || status.equals("PENDING") && started.isPresent();
        }
    }

    /** Reads a file; empty if it is not there, too large, cut off, or of another shape. */
    static Optional<CommandLog> read(Path file) {
        Optional<byte[]> bytes = LeftFile.bytes(file, LARGEST);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode root = Json.mapper().readTree(bytes.get());
            return root.isArray() ? Optional.of(of(root)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static CommandLog of(JsonNode root) {
        List<Step> steps = new ArrayList<>();
        Optional<String> name = Optional.empty();
        Optional<String> file = Optional.empty();
        Map<String, String> outputs = new LinkedHashMap<>();
        for (JsonNode entry : root) {
            JsonNode command = entry.path("command");
            name = name.or(() -> text(command.at("/applyConfigurationCommand/config/name")));
            file = file.or(() -> text(command.at("/defineVariablesCommand/env/MAESTRO_FILENAME")));
            entry.path("metadata")
                    .path("logMessages")
                    .forEach(line -> ConsoleLines.output(line.asText(), outputs::put));
            Evaluated.outputs(command, entry.at("/metadata/evaluatedCommand"), outputs::put);
            steps.add(step(command, entry.path("metadata")));
        }
        steps.sort(Comparator.comparingInt(Step::number));
        return new CommandLog(steps, name, file, outputs);
    }

    private static Step step(JsonNode command, JsonNode metadata) {
        List<JsonNode> hierarchies = new ArrayList<>();
        for (JsonNode place : List.of(metadata.path("hierarchy"), metadata.at("/error/hierarchyRoot"))) {
            if (place.isObject()) {
                hierarchies.add(place);
            }
        }
        List<String> files = new ArrayList<>();
        for (JsonNode artifact : metadata.path("artifacts")) {
            if (artifact.path("type").asText().equals("SCREEN_HIERARCHY")) {
                files.add(artifact.path("path").asText());
            }
        }
        return new Step(
                metadata.path("sequenceNumber").asInt(0),
                StepWords.of(command),
                metadata.path("status").asText(""),
                metadata.path("depth").isNumber() && metadata.path("depth").asInt() == 0,
                optional(command),
                number(metadata.path("timestamp")).map(Instant::ofEpochMilli),
                number(metadata.path("duration")).map(Duration::ofMillis),
                error(metadata.path("error"), 0),
                hierarchies,
                files);
    }

    private static boolean optional(JsonNode command) {
        for (JsonNode options : command) {
            if (options.path("optional").asBoolean(false)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Long> number(JsonNode node) {
        return node.canConvertToLong() && node.asLong() >= 0 && node.asLong() < 1L << 45
                ? Optional.of(node.asLong())
                : Optional.empty();
    }

    private static Optional<String> error(JsonNode error, int depth) {
        Optional<String> message = error.isTextual() ? Optional.of(error.asText()) : text(error.path("message"));
        if (depth >= DEEPEST_CAUSE || !error.path("cause").isObject()) {
            return message.map(words -> LeftFile.cut(words, LONGEST_ERROR));
        }
        Optional<String> cause = error(error.path("cause"), depth + 1);
        return message.map(words -> cause.filter(why -> !words.contains(why))
                        .map(why -> words + "\nCaused by: " + why)
                        .orElse(words))
                .or(() -> cause)
                .map(words -> LeftFile.cut(words, LONGEST_ERROR));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** The step that failed or was under way; of several within each other the innermost. */
    Optional<Step> stuck() {
        return steps.stream().filter(Step::stuck).reduce((first, second) -> second);
    }

    /** Whether a step was still under way. */
    boolean running() {
        return steps.stream().anyMatch(Step::running);
    }

    /** A command of the flow itself that says the flow cannot have passed. */
    Optional<Step> contradiction() {
        return steps.stream()
                .filter(step -> step.top() && !step.optional() && step.stuck())
                .findFirst();
    }

    /** When the first step began. */
    Optional<Instant> started() {
        return steps.stream().flatMap(step -> step.started().stream()).min(Comparator.naturalOrder());
    }
}
