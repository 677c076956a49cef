package io.prodgate.check.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.system.kubernetes.Kubectl;
import io.prodgate.system.kubernetes.KubectlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether what stands behind the walls runs: pods that are ready, as many as are wanted, and not started again and again.
 *
 * <p>https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 */
final class KubernetesPods {
    /** Of a namespace. */
    static final int QUESTIONS = 3;

    private static final String PODS = "/api/v1/namespaces/%s/pods";
    private static final List<String> WORKLOADS =
            List.of("/apis/apps/v1/namespaces/%s/deployments", "/apis/apps/v1/namespaces/%s/statefulsets");
    /** Who runs them. */
    static final String WHO = "Kubernetes";

    private final Kubectl kubectl;
    private final int mostRestarts;

    /**
     * A look at pods.
     *
     * @param mostRestarts of all containers of a namespace together, as long as their pods live
     */
    KubernetesPods(Kubectl kubectl, int mostRestarts) {
        this.kubectl = kubectl;
        this.mostRestarts = mostRestarts;
    }

    /** What there is to tell of a tenant's namespace. */
    List<Try> of(Tenant tenant) throws KubectlException, InterruptedException {
        String namespace = tenant.namespace().orElseThrow();
        List<JsonNode> pods = kubectl.list(PODS.formatted(namespace)).stream()
                .filter(pod -> !pod.path("status").path("phase").asText().equals("Succeeded"))
                .toList();
        List<JsonNode> workloads = new ArrayList<>();
        for (String path : WORKLOADS) {
            workloads.addAll(kubectl.list(path.formatted(namespace)));
        }
        if (pods.isEmpty() && workloads.isEmpty()) {
            return List.of(new Try(
                    WHO, "runs pods", tenant.name(), End.VOID, "none", "nothing runs in the namespace " + namespace));
        }
        List<Try> tries = new ArrayList<>();
        tries.add(ready(tenant, pods));
        tries.add(restarts(tenant, pods));
        workloads.forEach(workload -> tries.add(replicas(tenant, workload)));
        return tries;
    }

    private static Try ready(Tenant tenant, List<JsonNode> pods) {
        Optional<JsonNode> other = pods.stream().filter(pod -> !ready(pod)).findFirst();
        long ready = pods.stream().filter(KubernetesPods::ready).count();
        return new Try(
                WHO,
                "runs pods",
                tenant.name(),
                other.isEmpty() && !pods.isEmpty() ? End.LET_IN : End.WRONGLY_STOPPED,
                ready + " of " + pods.size() + " ready",
                other.map(pod -> name(pod) + " is "
                                + pod.path("status").path("phase").asText("in no phase") + ", not ready")
                        .orElse(pods.isEmpty() ? "there is none" : ""));
    }

    private static boolean ready(JsonNode pod) {
        JsonNode status = pod.path("status");
        return status.path("phase").asText().equals("Running")
                && status.path("conditions")
                        .valueStream()
                        .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                                && condition.path("status").asText().equals("True"));
    }

    private Try restarts(Tenant tenant, List<JsonNode> pods) {
        int all = pods.stream().mapToInt(KubernetesPods::restarts).sum();
        String most = pods.stream()
                .filter(pod -> restarts(pod) > 0)
                .max((one, other) -> Integer.compare(restarts(one), restarts(other)))
                .map(pod -> name(pod) + ": " + restarts(pod))
                .orElse("");
        return new Try(
                WHO,
                "runs pods without restarts",
                tenant.name(),
                all <= mostRestarts ? End.LET_IN : End.WRONGLY_STOPPED,
                all + " restarts",
                all <= mostRestarts ? most : "at most " + mostRestarts + "; " + most);
    }

    private static int restarts(JsonNode pod) {
        return pod.path("status")
                .path("containerStatuses")
                .valueStream()
                .mapToInt(container -> container.path("restartCount").asInt())
                .sum();
    }

    /** As many as are wanted: one, if it does not say. */
    private static Try replicas(Tenant tenant, JsonNode workload) {
        int wanted = workload.path("spec").path("replicas").asInt(1);
        int ready = workload.path("status").path("readyReplicas").asInt(0);
        return new Try(
                WHO,
                "runs replicas of " + name(workload),
                tenant.name(),
                ready >= wanted ? End.LET_IN : End.WRONGLY_STOPPED,
                ready + " of " + wanted + " ready",
                "");
    }

    private static String name(JsonNode thing) {
        return thing.path("metadata").path("name").asText("one without a name");
    }
}
