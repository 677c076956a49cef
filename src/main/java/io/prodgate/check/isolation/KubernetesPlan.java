package io.prodgate.check.isolation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The walls between namespaces of Kubernetes.
 *
 * @param config the file that tells kubectl where the cluster is, if not the usual one
 * @param context of that file, if not the current one
 * @param account the service account that each tenant's pods run as
 * @param resources that nobody else may get at, with their group if they have one: {@code deployments.apps}
 * @param verbs that are tried
 * @param policies whether each namespace has to have a network policy for all its pods
 * @param tenants whose namespaces they are; each has one
 */
record KubernetesPlan(
        Optional<Path> config,
        Optional<String> context,
        String account,
        List<String> resources,
        List<String> verbs,
        boolean policies,
        List<Tenant> tenants) {
    KubernetesPlan {
        resources = List.copyOf(resources);
        verbs = List.copyOf(verbs);
        tenants = List.copyOf(tenants);
    }

    /** How many questions that comes to. */
    int questions() {
        int pairs = tenants.size() * (tenants.size() - 1);
        return 1 + pairs * resources.size() * verbs.size() + (policies ? tenants.size() : 0);
    }
}
