package io.prodgate.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A step of a workflow or of a composite action of this project that runs a script. */
record WorkflowStep(Path file, String job, String name, String script, Map<String, String> environment) {
    static final Path WORKFLOWS = Path.of(".github", "workflows");
    static final Path ACTION = Path.of(".github", "actions", "prodgate", "action.yml");

    /** Everything below {@code .github} that GitHub executes, sorted. */
    static List<Path> files() throws IOException {
        try (Stream<Path> workflows = Files.list(WORKFLOWS)) {
            return Stream.concat(workflows, Stream.of(ACTION)).sorted().toList();
        }
    }

    /** All steps with a script, in the order of the files. */
    static List<WorkflowStep> all() throws IOException {
        List<WorkflowStep> steps = new ArrayList<>();
        for (Path file : files()) {
            Map<?, ?> yaml = read(file);
            if (yaml.get("jobs") instanceof Map<?, ?> jobs) {
                jobs.forEach((name, job) -> add(steps, file, name.toString(), (Map<?, ?>) job));
            } else {
                add(steps, file, "action", map(yaml, "runs"));
            }
        }
        return steps;
    }

    static Map<?, ?> read(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    /** What has to be there. */
    static Map<?, ?> map(Map<?, ?> yaml, String key) {
        return (Map<?, ?>) Objects.requireNonNull(yaml.get(key), key);
    }

    /** What has to be there. */
    static List<?> list(Map<?, ?> yaml, String key) {
        return (List<?>) Objects.requireNonNull(yaml.get(key), key);
    }

    private static void add(List<WorkflowStep> steps, Path file, String job, Map<?, ?> yaml) {
        for (Object one : list(yaml, "steps")) {
            Map<?, ?> step = (Map<?, ?>) one;
            if (step.get("run") instanceof String script) {
                steps.add(new WorkflowStep(file, job, String.valueOf(step.get("name")), script, environment(step)));
            }
        }
    }

    private static Map<String, String> environment(Map<?, ?> step) {
        Map<String, String> environment = new LinkedHashMap<>();
        Optional.ofNullable((Map<?, ?>) step.get("env"))
                .ifPresent(given -> given.forEach((name, value) -> environment.put(name.toString(), value.toString())));
        return environment;
    }

    @Override
    public String toString() {
        return file.getFileName() + " / " + job + " / " + name;
    }
}
