package io.prodgate.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which plan, and the variables that go into it: the same for all commands that read one. */
public final class PlanOptions {
    /** The plan's usual name. */
    public static final String DEFAULT_FILE = "prodgate.yaml";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PLAN",
            defaultValue = DEFAULT_FILE,
            description = "The plan (default: " + DEFAULT_FILE + ").")
    private Path file = Path.of(DEFAULT_FILE);

    @Mixin
    private VariableOptions variables = new VariableOptions();

    /** As if the user had named this plan and nothing else. */
    static PlanOptions of(Path file) {
        PlanOptions options = new PlanOptions();
        options.file = file;
        return options;
    }

    /** As if the user had named this plan and these variables. */
    static PlanOptions of(Path file, VariableOptions variables) {
        PlanOptions options = of(file);
        options.variables = variables;
        return options;
    }

    /** The options as words of a command line, with files that are found from anywhere. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of(file.toAbsolutePath().toString()));
        set().forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        variableFiles()
                .forEach(variables -> words.addAll(
                        List.of("--var-file", variables.toAbsolutePath().toString())));
        return words;
    }

    /** The plan's file as the user named it. */
    public Path file() {
        return file;
    }

    /** The variables of {@code --set}. */
    public Map<String, String> set() {
        return variables.set();
    }

    /** The files of {@code --var-file}, weakest first. */
    public List<Path> variableFiles() {
        return variables.variableFiles();
    }
}
