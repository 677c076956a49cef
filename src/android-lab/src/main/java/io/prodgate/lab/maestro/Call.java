package io.prodgate.lab.maestro;

import java.io.IOException;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The options and files of a command line: those of Maestro's that a CI uses on Android. */
final class Call {
    private Optional<String> device = Optional.empty();
    private boolean version;
    private boolean test;
    private boolean junit;
    private boolean flatten;
    private boolean reinstallDriver = true;
    private Optional<Path> output = Optional.empty();
    private Optional<Path> debugOutput = Optional.empty();
    private Optional<Path> testOutput = Optional.empty();
    private Optional<Path> config = Optional.empty();
    private final List<String> includeTags = new ArrayList<>();
    private final List<String> excludeTags = new ArrayList<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();

    private final Map<String, Runnable> flags = Map.ofEntries(
            Map.entry("--version", () -> version = true),
            Map.entry("-v", () -> version = true),
            Map.entry("--flatten-debug-output", () -> flatten = true),
            Map.entry("--no-reinstall-driver", () -> reinstallDriver = false),
            Map.entry("--reinstall-driver", () -> reinstallDriver = true),
            Map.entry("--no-ansi", () -> {}),
            Map.entry("--no-color", () -> {}),
            Map.entry("--ansi", () -> {}),
            Map.entry("test", () -> test = true));

    private final Map<String, Consumer<String>> options = Map.ofEntries(
            Map.entry("--device", value -> device = Optional.of(value)),
            Map.entry("--udid", value -> device = Optional.of(value)),
            Map.entry("--format", value -> junit = value.equalsIgnoreCase("junit")),
            Map.entry("--output", value -> output = Optional.of(Path.of(value))),
            Map.entry("--debug-output", value -> debugOutput = Optional.of(Path.of(value))),
            Map.entry("--test-output-dir", value -> testOutput = Optional.of(Path.of(value))),
            Map.entry("--config", value -> config = Optional.of(Path.of(value))),
            Map.entry("--include-tags", value -> includeTags.addAll(Arrays.asList(value.split(",")))),
            Map.entry("--exclude-tags", value -> excludeTags.addAll(Arrays.asList(value.split(",")))),
            Map.entry("--platform", value -> {}),
            Map.entry("-p", value -> {}),
            Map.entry("-e", this::variable),
            Map.entry("--env", this::variable));

    private Call() {}

    static Call read(String... typed) throws UsageException {
        Call call = new Call();
        String[] arguments = expanded(typed);
        for (int at = 0; at < arguments.length; at++) {
            String argument = arguments[at];
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (call.flags.containsKey(name)) {
                call.flags.get(name).run();
            } else if (!name.startsWith("-")) {
                call.files.add(Path.of(argument));
            } else if (!call.options.containsKey(name)) {
                throw new UsageException("Unknown option: '" + name + "'\nPossible solutions: --no-color, --no-ansi");
            } else if (equals >= 0) {
                call.options.get(name).accept(argument.substring(equals + 1));
            } else if (at + 1 < arguments.length) {
                call.options.get(name).accept(arguments[++at]);
            } else {
                throw new UsageException("Missing required parameter for option '" + name + "'");
            }
        }
        if (!call.version && (!call.test || call.files.isEmpty())) {
            throw new UsageException("Missing required parameter: '<flowFiles>'");
        }
        return call;
    }

    /** {@code @FILE} stands for the arguments in a file, read as picocli reads it, which is Maestro's reader of command lines. */
    private static String[] expanded(String... typed) throws UsageException {
        List<String> arguments = new ArrayList<>();
        for (String argument : typed) {
            if (!argument.startsWith("@")) {
                arguments.add(argument);
                continue;
            }
            try (Reader file = Files.newBufferedReader(Path.of(argument.substring(1)))) {
                StreamTokenizer tokens = new StreamTokenizer(file);
                tokens.resetSyntax();
                tokens.wordChars(' ', 255);
                tokens.whitespaceChars(0, ' ');
                tokens.quoteChar('"');
                tokens.quoteChar('\'');
                while (tokens.nextToken() != StreamTokenizer.TT_EOF) {
                    arguments.add(tokens.sval);
                }
            } catch (IOException e) {
                throw new UsageException("Could not read " + argument);
            }
        }
        return arguments.toArray(String[]::new);
    }

    private void variable(String value) {
        int equals = value.indexOf('=');
        variables.put(equals < 0 ? value : value.substring(0, equals), value.substring(equals + 1));
    }

    Optional<String> device() {
        return device;
    }

    boolean version() {
        return version;
    }

    boolean junit() {
        return junit;
    }

    /** Whether flows are told about in a suite, not step by step: a report was asked for, or there are several files. */
    boolean suite() {
        return junit || files.size() > 1 || files.getFirst().toFile().isDirectory();
    }

    boolean flatten() {
        return flatten;
    }

    boolean reinstallDriver() {
        return reinstallDriver;
    }

    /** Where the report goes. */
    Path output() {
        return output.orElse(Path.of("report.xml"));
    }

    Optional<Path> debugOutput() {
        return debugOutput;
    }

    Optional<Path> testOutput() {
        return testOutput;
    }

    Optional<Path> config() {
        return config;
    }

    List<String> includeTags() {
        return includeTags;
    }

    List<String> excludeTags() {
        return excludeTags;
    }

    Map<String, String> variables() {
        return variables;
    }

    List<Path> files() {
        return files;
    }
}
