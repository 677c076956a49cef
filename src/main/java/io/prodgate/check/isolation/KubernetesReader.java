package io.prodgate.check.isolation;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.system.kubernetes.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Binds {@code kubernetes}. */
final class KubernetesReader {
    private static final int MOST_RESTARTS = 1_000_000;

    private final Keys own;
    private final Plan plan;

    KubernetesReader(Keys own, Plan plan) {
        this.own = own;
        this.plan = plan;
    }

    /** The walls between namespaces, if they are to be tried. */
    Optional<KubernetesPlan> read(List<Tenant> tenants) {
        return own.mapping("kubernetes", keys -> {
            Cluster cluster = Cluster.read(keys, plan);
            String account = keys.text("service-account").orElse("default");
            List<String> resources = or(keys, "resources", List.of("secrets", "configmaps"));
            List<String> verbs = or(keys, "verbs", List.of("get", "list"));
            Cluster.checkNames(keys, "service-account", List.of(account));
            Cluster.checkNames(keys, "resources", resources);
            Cluster.checkNames(keys, "verbs", verbs);
            boolean policies = keys.flag("network-policies", true);
            OptionalInt restarts = keys.integer("most-restarts", 0, MOST_RESTARTS);
            keys.done();
            return new KubernetesPlan(cluster, account, resources, verbs, policies, restarts, tenants);
        });
    }

    private static List<String> or(Keys keys, String key, List<String> usual) {
        List<String> texts = keys.texts(key);
        return texts.isEmpty() ? usual : texts;
    }
}
