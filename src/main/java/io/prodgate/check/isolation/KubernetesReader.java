package io.prodgate.check.isolation;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Binds {@code kubernetes}. */
final class KubernetesReader {
    static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    private final Keys own;
    private final Plan plan;

    KubernetesReader(Keys own, Plan plan) {
        this.own = own;
        this.plan = plan;
    }

    /** The walls between namespaces, if they are to be tried. */
    Optional<KubernetesPlan> read(List<Tenant> tenants) {
        return own.mapping("kubernetes", keys -> {
            Optional<Path> config = keys.text("kubeconfig")
                    .map(file -> plan.file().toAbsolutePath().resolveSibling(file));
            Optional<String> context = keys.text("context");
            String account = keys.text("service-account").orElse("default");
            List<String> resources = or(keys, "resources", List.of("secrets", "configmaps"));
            List<String> verbs = or(keys, "verbs", List.of("get", "list"));
            checkNames(keys, "service-account", List.of(account));
            checkNames(keys, "resources", resources);
            checkNames(keys, "verbs", verbs);
            boolean policies = keys.flag("network-policies", true);
            keys.done();
            return new KubernetesPlan(config, context, account, resources, verbs, policies, tenants);
        });
    }

    private static List<String> or(Keys keys, String key, List<String> usual) {
        List<String> texts = keys.texts(key);
        return texts.isEmpty() ? usual : texts;
    }

    static void checkNames(Keys keys, String key, List<String> names) {
        names.stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> keys.error(
                        key, "'" + name + "' is no name of Kubernetes", "small letters, digits, '-' and '.'"));
    }
}
