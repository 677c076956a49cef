package io.prodgate.check.isolation;

import io.prodgate.check.request.Named;
import java.util.List;
import java.util.Optional;

/**
 * Somebody whose data no other tenant may see.
 *
 * @param name as the plan calls it
 * @param headers its credential
 * @param ids texts that mark its data
 * @param key what stands for it in the database
 * @param namespace of Kubernetes that its pods are in
 * @param grafana its login there
 */
record Tenant(
        String name,
        List<Named> headers,
        List<String> ids,
        Optional<String> key,
        Optional<String> namespace,
        Optional<Login> grafana) {
    Tenant {
        headers = List.copyOf(headers);
        ids = List.copyOf(ids);
    }

    /**
     * How it comes into Grafana, and what it sees there.
     *
     * @param headers its credential
     * @param ids texts that mark its dashboards and numbers
     * @param dashboards by their uid
     */
    record Login(List<Named> headers, List<String> ids, List<String> dashboards) {
        Login {
            headers = List.copyOf(headers);
            ids = List.copyOf(ids);
            dashboards = List.copyOf(dashboards);
        }
    }
}
