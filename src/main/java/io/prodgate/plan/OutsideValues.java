package io.prodgate.plan;

import io.prodgate.plan.TerraformOutputs.Output;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values from outside the plan: the environment, files and terraform. They are plain text, whatever they look like. */
final class OutsideValues {
    private final Path folder;
    private final PlanInputs inputs;
    private final Map<String, Found> files = new HashMap<>();
    private final Map<String, Secret> sensitive = new LinkedHashMap<>();

    /**
     * Values for a plan.
     *
     * @param folder what relative paths are relative to
     */
    OutsideValues(Path folder, PlanInputs inputs) {
        this.folder = folder;
        this.inputs = inputs;
    }

    Found environment(String name) {
        String value = inputs.environment().get(name);
        String fallback = "${env." + name + ":-…}";
        if (value == null) {
            String near = Nearest.find(name, inputs.environment().keySet())
                    .map(other -> "did you mean " + other + "? Otherwise set it")
                    .orElse("set it");
            return new Found.Missing(
                    "the environment variable " + name + " is not set", near + ", or give a fallback: " + fallback);
        }
        if (value.isEmpty()) {
            return new Found.Missing(
                    "the environment variable " + name + " is empty", "set it, or give a fallback: " + fallback);
        }
        return Found.text(value);
    }

    Found file(String name) {
        return files.computeIfAbsent(name, this::readFile);
    }

    private Found readFile(String name) {
        try {
            return Found.text(SourceText.read(folder.resolve(name)).text());
        } catch (SourceText.UnreadableException e) {
            return unusable(name, e.reason());
        } catch (InvalidPathException e) {
            return unusable(name, "this is not a path");
        }
    }

    private static Found unusable(String name, String reason) {
        return new Found.Wrong(
                "the file '" + Excerpt.of(name) + "' is not usable: " + reason,
                "paths are relative to the plan's folder");
    }

    /** All outputs. */
    Map<String, Output> terraform(String source) throws TerraformOutputs.UnavailableException {
        try {
            Map<String, Output> outputs = inputs.terraform().read(folder.resolve(source));
            outputs.forEach((name, output) -> {
                if (output.sensitive() && !output.value().isEmpty()) {
                    sensitive.put(secretName(name), new Secret(output.value()));
                }
            });
            return outputs;
        } catch (InvalidPathException e) {
            throw new TerraformOutputs.UnavailableException("'" + Excerpt.of(source) + "' is not a path");
        }
    }

    /** One of the outputs; one that terraform marks as sensitive becomes a reference to a secret. */
    Found output(Map<String, Output> outputs, String name) {
        Output output = outputs.get(name);
        if (output == null) {
            return new Found.Missing(
                    "terraform has no output called '" + name + "'",
                    outputs.isEmpty() ? "it has no outputs at all" : Nearest.hint(name, outputs.keySet()));
        }
        if (!output.sensitive()) {
            return Found.text(output.value());
        }
        if (output.value().isEmpty()) {
            return new Found.Missing("the terraform output '" + name + "' is empty", "give it a value");
        }
        return new Found.Value(
                List.of(new Template.Reference(Namespace.SECRET.word(), secretName(name), Optional.empty())));
    }

    /** What terraform marks as sensitive, by the name it has among the plan's secrets. */
    Map<String, Secret> sensitive() {
        return sensitive;
    }

    // A dot is not allowed in the names of the plan's own secrets, so they never clash.
    private static String secretName(String output) {
        return Namespace.TERRAFORM.word() + "." + output;
    }
}
