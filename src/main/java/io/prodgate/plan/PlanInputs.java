package io.prodgate.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What goes into reading a plan besides the file itself.
 *
 * @param environment the process environment
 * @param set variables from {@code --set name=value}, the strongest
 * @param variableFiles files from {@code --var-file}, later ones stronger
 * @param terraform reads terraform outputs, only when the plan refers to them
 */
public record PlanInputs(
        Map<String, String> environment,
        Map<String, String> set,
        List<Path> variableFiles,
        TerraformOutputs terraform) {
    public PlanInputs {
        environment = Map.copyOf(environment);
        set = Map.copyOf(set);
        variableFiles = List.copyOf(variableFiles);
    }
}
