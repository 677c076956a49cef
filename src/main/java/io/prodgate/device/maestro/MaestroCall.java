package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A call of {@code maestro test}: the command line and the environment. Anybody on the machine can read a command line, so a secret
 * goes another way: a variable {@code MAESTRO_…} through the environment, from where Maestro takes it by itself; any other through a
 * file of arguments, {@code @FILE}, which Maestro's reader of command lines (picocli) puts in its place.
 *
 * @param command the program and its arguments
 * @param environment all of it
 */
record MaestroCall(List<String> command, Map<String, String> environment) {
    private static final String PASSED_ON = "MAESTRO_";

    // Not KEY or AUTH alone: they mostly name files and the like.
    private static final Pattern SECRET_NAME = Pattern.compile(
            "TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|ACCESS_KEY|PRIVATE_KEY|_PIN$|_OTP$");

    private static final Pattern PLACE_NAME = Pattern.compile("(?:FILE|PATH|DIR|URL|URI|NAME|ID)$");

    MaestroCall {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Prepares a call; writes what it needs into the folder.
     *
     * @param javaOptions more options for Maestro's Java
     * @param inherited the environment we were given ourselves
     * @param redactor knows the secrets; learns those it can tell by their variables' names
     */
    static MaestroCall prepare(
            MaestroSettings settings,
            FlowOrder order,
            PrivateFolder folder,
            List<String> javaOptions,
            Map<String, String> inherited,
            Redactor redactor)
            throws IOException {
        Map<String, String> environment = environment(inherited, folder);
        javaOptions.forEach(option -> environment.merge("JAVA_OPTS", option, (before, ours) -> before + " " + ours));
        learn(environment, redactor);
        learn(order.variables(), redactor);
        List<String> command = new ArrayList<>(List.of(settings.program(), "--device", order.serial(), "test"));
        command.addAll(List.of(
                "--no-ansi", "--format", "junit", "--output", folder.report().toString()));
        command.addAll(List.of("--debug-output", folder.debug().toString(), "--flatten-debug-output"));
        configuration(settings, order, folder).ifPresent(file -> command.addAll(List.of("--config", file.toString())));
        List<String> hidden = new ArrayList<>();
        new TreeMap<>(order.variables()).forEach((name, value) -> {
            String assignment = name + "=" + value;
            if (redactor.redact(value).equals(value)) {
                command.addAll(List.of("-e", assignment));
            } else if (name.startsWith(PASSED_ON)) {
                environment.put(name, value);
            } else {
                hidden.addAll(List.of("-e", assignment));
            }
        });
        if (!hidden.isEmpty()) {
            Path file = folder.path().resolve("variables");
            Files.writeString(file, argumentFile(hidden));
            command.add("@" + file);
        }
        order.flows().forEach(flow -> command.add(flow.file().toString()));
        return new MaestroCall(command, environment);
    }

    /** The environment for any call: no news, no analytics, a home of its own. */
    static Map<String, String> environment(Map<String, String> inherited, PrivateFolder folder) {
        Map<String, String> environment = new TreeMap<>(inherited);
        String home = "-Duser.home=" + folder.home();
        String quoted = home.matches("[^\\s'\"\\\\$`]+") ? home : "\"" + home + "\"";
        environment.merge("JAVA_OPTS", quoted, (before, ours) -> before.isBlank() ? ours : before + " " + ours);
        environment.put("MAESTRO_CLI_NO_ANALYTICS", "1");
        environment.put("MAESTRO_DISABLE_UPDATE_CHECK", "true");
        environment.put("MAESTRO_CLI_ANALYSIS_NOTIFICATION_DISABLED", "true");
        environment.put("CI", "true");
        // Milliseconds. Maestro's own 15 s are too few for a busy machine.
        environment.putIfAbsent("MAESTRO_DRIVER_STARTUP_TIMEOUT", "120000");
        return environment;
    }

    private static void learn(Map<String, String> variables, Redactor redactor) {
        variables.forEach((name, value) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            boolean secret = SECRET_NAME.matcher(upper).find()
                    && !PLACE_NAME.matcher(upper).find();
            if (secret && value.strip().length() >= Redactor.SHORTEST && !value.matches("(?i)true|false")) {
                redactor.learn(value);
            }
        });
    }

    /** What the workspace says, with the order of a sequence that ends at the first failure: only Maestro can stop it. */
    private static Optional<Path> configuration(MaestroSettings settings, FlowOrder order, PrivateFolder folder)
            throws IOException {
        ObjectNode config = settings.workspace().isObject()
                ? settings.workspace().deepCopy()
                : Json.mapper().createObjectNode();
        List<String> stopping = order.flows().stream()
                .filter(flow -> flow.sequence()
                        .filter(place -> !place.continueOnFailure())
                        .isPresent())
                .map(Flow::name)
                .toList();
        if (stopping.size() > 1) {
            ObjectNode execution = config.putObject("executionOrder");
            execution.put("continueOnFailure", false);
            ArrayNode names = execution.putArray("flowsOrder");
            stopping.forEach(names::add);
        }
        if (config.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.path().resolve("config.yaml");
        Files.writeString(file, Json.mapper().writeValueAsString(config)); // JSON is YAML.
        return Optional.of(file);
    }

    /** One argument a line, in quotes. */
    static String argumentFile(List<String> arguments) {
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            text.append('"');
            for (char letter : argument.toCharArray()) {
                switch (letter) {
                    case '"', '\\' -> text.append('\\').append(letter);
                    default -> {
                        if (letter < ' ') {
                            text.append(String.format(Locale.ROOT, "\\%03o", (int) letter));
                        } else {
                            text.append(letter);
                        }
                    }
                }
            }
            text.append("\"\n");
        }
        return text.toString();
    }
}
