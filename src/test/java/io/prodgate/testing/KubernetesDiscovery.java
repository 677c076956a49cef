package io.prodgate.testing;

import java.util.Map;

/** What an API server of Kubernetes says about the kinds of objects it knows, by path. */
final class KubernetesDiscovery {
    static final Map<String, String> ANSWERS = Map.of(
            "/version",
            "{\"major\":\"1\",\"minor\":\"32\",\"gitVersion\":\"v1.32.4\"}",
            "/api",
            "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}",
            "/apis",
            "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[" + group("apps") + ","
                    + group("networking.k8s.io") + "]}",
            "/api/v1",
            resources("v1", resource("pods", "pod", "Pod")),
            "/apis/apps/v1",
            resources(
                    "apps/v1",
                    resource("deployments", "deployment", "Deployment") + ","
                            + resource("statefulsets", "statefulset", "StatefulSet")
                            + ",{\"name\":\"deployments/scale\",\"singularName\":\"\",\"namespaced\":true,"
                            + "\"group\":\"autoscaling\",\"version\":\"v1\",\"kind\":\"Scale\",\"verbs\":[\"get\",\"patch\",\"update\"]}"),
            "/apis/networking.k8s.io/v1",
            resources("networking.k8s.io/v1", resource("networkpolicies", "networkpolicy", "NetworkPolicy")));

    private KubernetesDiscovery() {}

    private static String group(String name) {
        String version = "{\"groupVersion\":\"" + name + "/v1\",\"version\":\"v1\"}";
        return "{\"name\":\"%s\",\"versions\":[%s],\"preferredVersion\":%s}".formatted(name, version, version);
    }

    private static String resources(String version, String all) {
        return "{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"%s\",\"resources\":[%s]}"
                .formatted(version, all);
    }

    private static String resource(String name, String singular, String kind) {
        return ("{\"name\":\"%s\",\"singularName\":\"%s\",\"namespaced\":true,\"kind\":\"%s\",\"verbs\":[\"get\",\"list\","
                        + "\"watch\",\"create\",\"patch\",\"update\",\"delete\"]}")
                .formatted(name, singular, kind);
    }
}
