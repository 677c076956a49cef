package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.testing.FakeKubernetes;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run was killed while its fault was in a cluster: what is left are its lease, and the fault. */
class KubernetesRecoveryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAMESPACE = "/apis/networking.k8s.io/v1/namespaces/tickets/networkpolicies/";

    /** What is done to which object. */
    private record Way(String inject, String object, String path) {}

    private static final List<Way> WAYS = List.of(
            new Way("scale: { deployment: worker, replicas: 0 }", "deployment worker", FakeKubernetes.WORKER),
            new Way(
                    "env: { deployment: worker, container: worker, set: { REDIS_URL: nowhere, API_KEY: none, NEW: 1 } }",
                    "deployment worker",
                    FakeKubernetes.WORKER),
            new Way(
                    "network-policy: { pods: { app: worker } }",
                    "networkpolicy prodgate-broken-run-1",
                    NAMESPACE + "prodgate-broken-run-1"));

    @TempDir
    private Path root;

    /** Each in a cluster and a folder of its own, all at the same time: most of it is waiting. */
    @Test
    void itIsUndoneByWhoeverComesBy() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Way way : WAYS) {
                Path folder = Files.createTempDirectory(root, "way");
                all.add(threads.submit(() -> {
                    try (FakeKubernetes cluster = new FakeKubernetes()) {
                        new Recovered(cluster, folder).byWhoeverComesBy(way);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    /** One of them. */
    private record Recovered(FakeKubernetes cluster, Path folder) {
        void byWhoeverComesBy(Way way) throws Exception {
            String path = way.path();
            JsonNode before = cluster.at(path).deepCopy();
            JsonNode made = made(way.inject(), way.object());
            assertThat(made.path("spec")).isNotEqualTo(before.path("spec"));
            cluster.put(path, made.toString());
            cluster.changes().clear();
            leave();

            Shell.Result result = recover();

            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            assertThat(result.out()).startsWith("undone: broken on purpose");
            assertThat(cluster.at(path).path("spec")).isEqualTo(before.path("spec"));
            assertThat(cluster.at(path).at("/metadata/annotations")).isEqualTo(before.at("/metadata/annotations"));
            assertThat(cluster.changes()).isNotEmpty();

            leave();
            assertThat(recover().exitCode()).as("what is undone already").isZero();
            assertThat(cluster.at(path).path("spec")).isEqualTo(before.path("spec"));
        }

        /** Runs a plan with this fault, and gives what was there while it was in place; its lease is then in {@code lease.json}. */
        private JsonNode made(String way, String object) throws Exception {
            cluster.kubeconfig(folder);
            cluster.put(
                    "/api/v1/namespaces/tickets/pods/worker-1",
                    "{\"metadata\": {\"name\": \"worker-1\", \"labels\": {\"app\": \"worker\"}}}");
            if (way.startsWith("scale")) {
                cluster.take("/api/v1/namespaces/tickets/pods/worker-1");
            }
            ProductionRun run = ProductionRun.of(folder, """
            version: 1
            production: { name: tickets, url: '%s', settle: 0s }
            controls: off
            name-servers: off
            stages:
              - name: only
                checks:
                  - http: { id: steady, get: /version }
                  - fault:
                      id: broken
                      what: broken on purpose
                      needs: [steady]
                      inject: { kubernetes: { kubeconfig: kubeconfig, context: production, namespace: tickets, timeout: 20s, %s } }
                  - script:
                      id: under
                      under: broken
                      run: cp run/state/leases/*.json lease.json && kubectl --kubeconfig=kubeconfig --context=production --namespace=tickets get %s --output=json > made.json
            """.formatted(cluster.url(), way, object));
            assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
            return JSON.readTree(folder.resolve("made.json").toFile());
        }

        private void leave() throws IOException {
            ObjectNode lease =
                    (ObjectNode) JSON.readTree(folder.resolve("lease.json").toFile());
            lease.put("id", "left").put("pid", 1).put("started", Instant.EPOCH.toString());
            Files.writeString(
                    Files.createDirectories(folder.resolve("state/leases")).resolve("left.json"), lease.toString());
        }

        private Shell.Result recover() {
            return Shell.inEarnest(Map.of(
                            "PRODGATE_STATE", folder.resolve("state").toString(),
                            "KUBECACHEDIR", folder.resolve("kube").toString(),
                            "PATH", System.getenv("PATH")))
                    .run("recover", folder.resolve("prodgate.yaml").toString());
        }
    }
}
