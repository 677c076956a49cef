package io.prodgate.check.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.check.lease.LeaseFolder;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.FakeKubernetes;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real kubectl breaks something in a small cluster, and mends it. */
class KubernetesFaultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCALE = "scale: { deployment: worker, replicas: 0 }";
    private static final String ENV = "env: { deployment: worker, container: worker, set: { MODE: '', REDIS_URL:"
            + " 'redis://nowhere', API_KEY: 'expired \"${run.id}\"', NEW: 'yes', LAST: 'no' } }";
    private static final String POLICY = "network-policy: { pods: { app: worker }, deny: egress }";
    private static final String POLICIES = "/apis/networking.k8s.io/v1/namespaces/tickets/networkpolicies";
    private static final String AUTOSCALERS = "/apis/autoscaling/v2/namespaces/tickets/horizontalpodautoscalers";
    private static final String POD = "/api/v1/namespaces/tickets/pods/worker-1";

    private final FakeKubernetes cluster = new FakeKubernetes();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void asManyReplicasAsThereWereAreRestored() throws Exception {
        ProductionRun run = run(SCALE, "test \"$(grep -c -- --replicas=2 run/state/leases/*.json)\" = 1");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(cluster.changes())
                .containsExactly(
                        "PUT " + FakeKubernetes.WORKER + "/scale 200", "PATCH " + FakeKubernetes.WORKER + "/scale 200");
        assertThat(cluster.at(FakeKubernetes.WORKER).at("/spec/replicas").asInt())
                .isEqualTo(2);
        assertThat(leases(run)).isEmpty();
    }

    @Test
    void fewerReplicasAreWaitedForAsWell() throws Exception {
        ProductionRun run = run("scale: { deployment: worker, replicas: 1 }", "true");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(cluster.changes()).hasSize(2);
    }

    @Test
    void variablesAreChangedAndAreWhatTheyWereAfterwards() throws Exception {
        JsonNode before = cluster.at(FakeKubernetes.WORKER).deepCopy();

        ProductionRun run = run(
                ENV,
                "cp run/state/leases/*.json lease; cp run/../kubeconfig seen; kubectl --kubeconfig=kubeconfig"
                        + " --context=production --namespace=tickets get deployment worker --output=json > under");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(JSON.readTree(folder.resolve("under").toFile())
                        .at("/spec/template/spec/containers/1/env")
                        .toString())
                .isEqualTo("[{\"name\":\"MODE\"},{\"name\":\"REDIS_URL\",\"value\":\"redis://nowhere\"},"
                        + "{\"name\":\"API_KEY\",\"value\":\"expired \\\"run-1\\\"\"},"
                        + "{\"name\":\"LAST\",\"value\":\"no\"},{\"name\":\"NEW\",\"value\":\"yes\"}]");
        JsonNode after = cluster.at(FakeKubernetes.WORKER);
        assertThat(after.path("spec")).isEqualTo(before.path("spec"));
        assertThat(after.at("/metadata/annotations")).isEqualTo(before.at("/metadata/annotations"));
        assertThat(cluster.changes()).hasSize(2).allMatch(change -> change.endsWith(" 200"));
        assertThat(folder.resolve("lease")).content().contains("secretKeyRef").doesNotContain("hunter2");
        try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file).content().doesNotContain("hunter2");
            }
        }
    }

    @Test
    void aPolicyIsThereAndIsDeleted() throws Exception {
        cluster.put(POD, "{\"metadata\": {\"name\": \"worker-1\", \"labels\": {\"app\": \"worker\"}}}");

        ProductionRun run = run(
                POLICY,
                "kubectl --kubeconfig=kubeconfig --context=production --namespace=tickets get"
                        + " networkpolicies --output=json > under");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(JSON.readTree(folder.resolve("under").toFile())
                        .at("/items/0")
                        .toString())
                .isEqualTo("{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicy\",\"metadata\":{"
                        + "\"annotations\":{\"prodgate/fault\":\"run-1/broken\"},"
                        + "\"labels\":{\"app.kubernetes.io/managed-by\":\"prodgate\",\"prodgate/run\":\"run-1\"},"
                        + "\"name\":\"prodgate-broken-run-1\",\"namespace\":\"tickets\"},\"spec\":{\"podSelector\":"
                        + "{\"matchLabels\":{\"app\":\"worker\"}},\"policyTypes\":[\"Egress\"]}}");
        assertThat(cluster.below(POLICIES)).isEmpty();
        assertThat(cluster.changes()).hasSize(2);
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                because(
                        SCALE,
                        "we may not patch deployments.apps/scale",
                        true,
                        cluster -> cluster.refuse("patch deployments/scale")),
                because(SCALE, "(NotFound)", false, cluster -> cluster.take(FakeKubernetes.WORKER)),
                because(SCALE, "(Forbidden)", true, cluster -> cluster.answerWith("GET " + AUTOSCALERS, 403)),
                because(SCALE, "cannot be asked", false, cluster -> cluster.answerWith("POST ", 500)),
                because(
                        SCALE,
                        "the HorizontalPodAutoscaler 'busy' decides",
                        true,
                        cluster -> cluster.put(AUTOSCALERS + "/busy", """
                            {"metadata": {"name": "busy"},
                             "spec": {"scaleTargetRef": {"kind": "Deployment", "name": "worker"}}}\
                            """)),
                because(
                        SCALE,
                        "has 0 replicas already",
                        false,
                        cluster -> cluster.put(FakeKubernetes.WORKER, "{\"spec\": {\"replicas\": 0}}")),
                because(
                        SCALE,
                        "of 2 replicas of deployment/worker 1 are ready",
                        false,
                        cluster -> cluster.put(
                                FakeKubernetes.WORKER,
                                "{\"spec\": {\"replicas\": 2}, \"status\": {\"readyReplicas\": 1}}")),
                because(
                        SCALE,
                        "does not say how many",
                        false,
                        cluster -> cluster.put(FakeKubernetes.WORKER, "{\"spec\": {\"replicas\": \"2\"}}")),
                because(
                        SCALE,
                        "does not say which pods",
                        false,
                        cluster -> cluster.put(
                                FakeKubernetes.WORKER,
                                "{\"spec\": {\"replicas\": 2}, \"status\": {\"readyReplicas\": 2}}")),
                because(ENV, "we may not patch deployments.apps", true, cluster -> cluster.refuse("patch deployments")),
                because(
                        "env: { deployment: worker, container: other, set: { A: b } }",
                        "has no container 'other'",
                        true,
                        cluster -> {}),
                because(
                        ENV,
                        "still bears a fault of prodgate: run-0/x",
                        true,
                        cluster -> cluster.put(
                                FakeKubernetes.WORKER,
                                "{\"metadata\": {\"annotations\": {\"prodgate/fault\": \"run-0/x\"}},"
                                        + " \"spec\": {\"replicas\": 0}}")),
                because(
                        ENV,
                        "is paused",
                        true,
                        cluster ->
                                cluster.put(FakeKubernetes.WORKER, "{\"spec\": {\"replicas\": 0, \"paused\": true}}")),
                because(POLICY, "no pod of the namespace tickets has the labels app=worker", true, cluster -> {}),
                because(POLICY, "the network policy 'dns' allows Egress", true, cluster -> {
                    cluster.put(POD, "{\"metadata\": {\"name\": \"worker-1\", \"labels\": {\"app\": \"worker\"}}}");
                    cluster.put(POLICIES + "/web", """
                        {"metadata": {"name": "web"}, "spec": {"podSelector": {"matchLabels": {"app": "web"}},
                         "egress": [{}]}}\
                        """);
                    cluster.put(POLICIES + "/dns", """
                        {"metadata": {"name": "dns"}, "spec": {"podSelector": {"matchExpressions":
                         [{"key": "app", "operator": "In", "values": ["worker", "web"]}]}, "egress": [{"ports": []}]}}\
                        """);
                }),
                because(POLICY, "'prodgate-broken-run-1' of prodgate is there already", true, cluster -> {
                    cluster.put(POD, "{\"metadata\": {\"name\": \"worker-1\", \"labels\": {\"app\": \"worker\"}}}");
                    cluster.put(
                            POLICIES + "/prodgate-broken-run-1",
                            "{\"metadata\": {\"name\": \"prodgate-broken-run-1\"}}");
                }));
    }

    private static Arguments because(String way, String why, boolean ours, Consumer<FakeKubernetes> prepared) {
        return Arguments.of(way, why, ours, prepared);
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void whatCannotBeUndoneForCertainIsNotMade(String way, String why, boolean ours, Consumer<FakeKubernetes> prepared)
            throws Exception {
        prepared.accept(cluster);

        ProductionRun run = run(way, "false");

        assertThat(cluster.changes()).isEmpty();
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.check("broken").explanation()).contains(why);
        assertThat(run.check("broken").cause()).contains(ours ? Cause.CONFIGURATION : Cause.INFRASTRUCTURE);
        assertThat(run.check("under").outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(leases(run)).isEmpty();
    }

    @Test
    void whatTheClusterRefusesAfterAllIsUndoneAndProvesNothing() throws Exception {
        cluster.answerWith("PUT " + FakeKubernetes.WORKER, 403);

        ProductionRun run = run(SCALE, "false");

        assertThat(run.check("broken"))
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("could not be made", "(Forbidden)"));
        assertThat(cluster.changes())
                .containsExactly(
                        "PUT " + FakeKubernetes.WORKER + "/scale 403", "PATCH " + FakeKubernetes.WORKER + "/scale 200");
        assertThat(leases(run)).isEmpty();
    }

    @Test
    void aVersionThatIsNoLongerTheOneThatWasReadIsLeftAlone() throws Exception {
        cluster.answerWith("PATCH " + FakeKubernetes.WORKER, 422);

        ProductionRun run = run(ENV, "false");

        assertThat(run.check("broken").explanation()).contains("could not be made");
        assertThat(cluster.at(FakeKubernetes.WORKER).at("/spec/template/spec/containers/1/env"))
                .hasSize(3);
        assertThat(leases(run)).isEmpty();
    }

    private static java.util.List<io.prodgate.check.lease.Lease> leases(ProductionRun run) {
        return new LeaseFolder(run.folder().resolve("state")).all();
    }

    private ProductionRun run(String way, String under) throws Exception {
        cluster.kubeconfig(folder);
        return ProductionRun.of(folder, """
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
                      needs: [steady]
                      inject: { kubernetes: { kubeconfig: kubeconfig, context: production, namespace: tickets, timeout: 20s, %s } }
                  - script: { id: under, under: broken, run: '%s' }
                  - http: { id: recovered, needs: [broken], get: /version }
            """.formatted(cluster.url(), way.replace("%", "%%"), under.replace("'", "''")));
    }
}
