package io.prodgate.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads plans in tests, in a world that is always the same. */
final class Plans {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final Map<String, String> ENVIRONMENT = Map.of(
            "API_TOKEN", "s3cr3t-token",
            "SAME_TOKEN", "s3cr3t-token",
            "EMPTY", "",
            "GITHUB_SHA", "9b1c4e2",
            "DOLLARS", "${env.API_TOKEN}");
    static final TerraformOutputs TERRAFORM = source -> Map.of(
            "api_url", new TerraformOutputs.Output("https://api.example.com", false),
            "prometheus_url", new TerraformOutputs.Output("https://prometheus.example.com", false),
            "servicedesk_url", new TerraformOutputs.Output("https://servicedesk.example.com", false),
            "api_key", new TerraformOutputs.Output("s3cr3t-output", true));

    private Plans() {}

    static PlanInputs inputs() {
        return inputs(Map.of(), List.of());
    }

    static PlanInputs inputs(Map<String, String> set, List<Path> variableFiles) {
        return new PlanInputs(ENVIRONMENT, set, variableFiles, TERRAFORM);
    }

    static ReadPlan read(Path file, PlanInputs inputs) throws PlanException {
        return new PlanReader(inputs, InstantSource.fixed(NOW)).read(file);
    }

    /** The plan in a file, which has to be right. */
    static Plan good(Path file, PlanInputs inputs) {
        try {
            ReadPlan read = read(file, inputs);
            read.errors().throwIfAny();
            return read.plan();
        } catch (PlanException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** What is wrong with the plan in a file, one mistake a line, file names without their folder. */
    static String errors(Path file, PlanInputs inputs) {
        List<PlanError> errors;
        try {
            errors = read(file, inputs).errors().all();
        } catch (PlanException e) {
            errors = e.errors();
        }
        return errors.stream()
                .map(PlanError::toString)
                .map(text -> text.replace(file.toAbsolutePath().getParent() + "/", "")
                        .replace(file.getParent() + "/", ""))
                .collect(Collectors.joining("\n"));
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
