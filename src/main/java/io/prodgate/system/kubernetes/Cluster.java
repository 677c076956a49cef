package io.prodgate.system.kubernetes;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which cluster {@code kubectl} talks to, and as whom.
 *
 * @param config the file that tells kubectl where the cluster is, if not the usual one
 * @param context of that file, if not the current one
 */
public record Cluster(Optional<Path> config, Optional<String> context) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    /** Reads {@code kubeconfig}, relative to the plan, and {@code context}. */
    public static Cluster read(Keys keys, Plan plan) {
        return new Cluster(
                keys.text("kubeconfig").map(file -> plan.file().toAbsolutePath().resolveSibling(file)),
                keys.text("context"));
    }

    /** Reports names that Kubernetes does not take. */
    public static void checkNames(Keys keys, String key, List<String> names) {
        names.stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> keys.error(
                        key, "'" + name + "' is no name of Kubernetes", "small letters, digits, '-' and '.'"));
    }

    /** The options that lead kubectl to it. */
    public List<String> options() {
        List<String> options = new ArrayList<>();
        config.ifPresent(file -> options.add("--kubeconfig=" + file));
        context.ifPresent(name -> options.add("--context=" + name));
        return options;
    }
}
