package io.prodgate.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A deployment of {@link FakeKubernetes}, and what its controller does. */
final class KubernetesWorkload {
    /** Two workers with a sidecar each, and variables of all sorts. */
    static final String WORKER = """
        {"kind": "Deployment", "apiVersion": "apps/v1",
         "metadata": {"name": "worker", "namespace": "tickets", "generation": 1, "resourceVersion": "1",
          "annotations": {"deployment.kubernetes.io/revision": "1"}},
         "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "worker"}},
          "template": {"spec": {"containers": [{"name": "sidecar"}, {"name": "worker", "env": [
           {"name": "MODE", "value": "fast"},
           {"name": "REDIS_URL", "value": "redis://:hunter2@redis:6379"},
           {"name": "API_KEY", "valueFrom": {"secretKeyRef": {"name": "model", "key": "api-key"}}}]}]}}},
         "status": {"observedGeneration": 1, "replicas": 2, "updatedReplicas": 2, "availableReplicas": 2,
          "readyReplicas": 2}}
        """;

    private KubernetesWorkload() {}

    /** The object after its controller has done what it wishes. */
    static ObjectNode followed(ObjectNode object) {
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        int generation = metadata.path("generation").asInt() + 1;
        int replicas = object.path("spec").path("replicas").asInt();
        metadata.put("generation", generation);
        metadata.put(
                "resourceVersion",
                String.valueOf(metadata.path("resourceVersion").asInt() + 1));
        ObjectNode status = object.putObject("status").put("observedGeneration", generation);
        if (replicas > 0) {
            status.put("replicas", replicas)
                    .put("updatedReplicas", replicas)
                    .put("availableReplicas", replicas)
                    .put("readyReplicas", replicas);
        }
        return object;
    }

    /** Its scale, as a subresource. */
    static String scale(ObjectNode workload) {
        return """
            {"kind":"Scale","apiVersion":"autoscaling/v1","metadata":%s,"spec":{"replicas":%d},"status":{"replicas":%d}}
            """.formatted(
                        workload.path("metadata"),
                        workload.path("spec").path("replicas").asInt(),
                        workload.path("status").path("replicas").asInt());
    }
}
