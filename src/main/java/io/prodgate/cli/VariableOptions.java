package io.prodgate.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The variables that go into a plan. */
public final class VariableOptions {
    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Set a variable of the plan: $${var.NAME}. Stronger than all other sources.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--var-file",
            paramLabel = "FILE",
            description = "Read variables from a YAML or JSON file; later files are stronger.")
    private List<Path> variableFiles = List.of();

    /** The variables of {@code --set}. */
    public Map<String, String> set() {
        return Map.copyOf(set);
    }

    /** The files of {@code --var-file}, weakest first. */
    public List<Path> variableFiles() {
        return List.copyOf(variableFiles);
    }
}
