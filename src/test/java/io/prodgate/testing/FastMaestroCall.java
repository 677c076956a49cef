package io.prodgate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line of {@link FastMaestro}: the part of Maestro's that a CI uses. */
final class FastMaestroCall {
    /** The command line cannot be read: Maestro's exit code 2. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    Optional<String> device = Optional.empty();
    boolean version;
    boolean test;
    boolean junit;
    boolean flatten;
    Optional<Path> output = Optional.empty();
    Optional<Path> debugOutput = Optional.empty();
    Optional<Path> testOutput = Optional.empty();
    Optional<Path> config = Optional.empty();
    List<String> include = new ArrayList<>();
    List<String> exclude = new ArrayList<>();
    final Map<String, String> environment = new LinkedHashMap<>();
    final List<Path> files = new ArrayList<>();

    static FastMaestroCall read(String... typed) throws UsageException {
        FastMaestroCall call = new FastMaestroCall();
        String[] arguments = expanded(typed);
        for (int at = 0; at < arguments.length; at++) {
            String argument = arguments[at];
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (call.flag(name)) {
                continue;
            }
            String value;
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (at + 1 < arguments.length) {
                value = arguments[++at];
            } else {
                throw new UsageException("Missing required parameter for option '" + name + "'");
            }
            call.option(name, value);
        }
        if (call.test && call.files.isEmpty()) {
            throw new UsageException("Missing required parameter: '<flowFiles>'");
        }
        return call;
    }

    /** {@code @FILE} stands for the arguments in a file, one a line in quotes, as picocli has it. */
    private static String[] expanded(String... typed) throws UsageException {
        List<String> arguments = new ArrayList<>();
        for (String argument : typed) {
            if (!argument.startsWith("@")) {
                arguments.add(argument);
                continue;
            }
            try {
                for (String line : Files.readAllLines(Path.of(argument.substring(1)))) {
                    arguments.add(line.substring(1, line.length() - 1)
                            .replace("\\\"", "\"")
                            .replace("\\\\", "\\"));
                }
            } catch (IOException e) {
                throw new UsageException("Could not read " + argument);
            }
        }
        return arguments.toArray(new String[0]);
    }

    private boolean flag(String name) {
        switch (name) {
            case "--version", "-v" -> version = true;
            case "--flatten-debug-output" -> flatten = true;
            case "--no-ansi", "--no-color", "--ansi", "--no-reinstall-driver", "--reinstall-driver" -> {}
            case "test" -> test = true;
            default -> {
                if (name.startsWith("-")) {
                    return false;
                }
                files.add(Path.of(name));
            }
        }
        return true;
    }

    private void option(String name, String value) throws UsageException {
        switch (name) {
            case "--device", "--udid" -> device = Optional.of(value);
            case "--format" -> junit = value.equalsIgnoreCase("junit");
            case "--output" -> output = Optional.of(Path.of(value));
            case "--debug-output" -> debugOutput = Optional.of(Path.of(value));
            case "--test-output-dir" -> testOutput = Optional.of(Path.of(value));
            case "--config" -> config = Optional.of(Path.of(value));
            case "--include-tags" -> include = list(value);
            case "--exclude-tags" -> exclude = list(value);
            case "--platform", "-p", "--test-suite-name" -> {}
            case "-e", "--env" -> {
                int equals = value.indexOf('=');
                environment.put(equals < 0 ? value : value.substring(0, equals), value.substring(equals + 1));
            }
            default ->
                throw new UsageException("Unknown option: '" + name + "'\nPossible solutions: --no-color, --no-ansi");
        }
    }

    /** {@code a, b} as its parts. */
    static List<String> list(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            String part = text.substring(from, end).strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            from = end + 1;
        }
        return parts;
    }
}
