package io.prodgate.check.isolation;

import io.prodgate.system.kubernetes.Cluster;
import java.util.List;
import java.util.OptionalInt;

/**
 * The walls between namespaces of Kubernetes.
 *
 * @param cluster which it is
 * @param account the service account that each tenant's pods run as
 * @param resources that nobody else may get at, with their group if they have one: {@code deployments.apps}
 * @param verbs that are tried
 * @param policies whether each namespace has to have a network policy for all its pods
 * @param mostRestarts of the containers of a namespace together; empty: its pods are not looked at
 * @param tenants whose namespaces they are; each has one
 */
record KubernetesPlan(
        Cluster cluster,
        String account,
        List<String> resources,
        List<String> verbs,
        boolean policies,
        OptionalInt mostRestarts,
        List<Tenant> tenants) {
    KubernetesPlan {
        resources = List.copyOf(resources);
        verbs = List.copyOf(verbs);
        tenants = List.copyOf(tenants);
    }

    /** How many questions that comes to. */
    int questions() {
        int pairs = tenants.size() * (tenants.size() - 1);
        return 1
                + pairs * resources.size() * verbs.size()
                + (policies ? tenants.size() : 0)
                + (mostRestarts.isPresent() ? KubernetesPods.QUESTIONS * tenants.size() : 0);
    }
}
