package io.prodgate.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.TestTool;
import io.prodgate.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real kubectl against a small API server that decides by a few rules. */
class KubernetesWallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DENY_ALL = """
        {"items": [{"metadata": {"name": "deny"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress"]}}]}
        """;

    private final List<JsonNode> reviews = new CopyOnWriteArrayList<>();
    private volatile String who = "system:masters";
    private volatile String policies = DENY_ALL;
    private static final String POD = """
        {"metadata": {"name": "worker-1"}, "status": {"phase": "%s", "conditions": [{"type": "Ready", "status": "%s"}],
         "containerStatuses": [{"restartCount": %d}]}}\
        """;
    private static final String WORKER =
            "{\"metadata\": {\"name\": \"worker\"}, \"spec\": {\"replicas\": 2}, \"status\": {\"readyReplicas\": %s}}";

    private volatile String pods = POD.formatted("Running", "True", 2);
    private volatile String deployments = WORKER.formatted("2");
    private volatile String list = "items";
    private volatile String more = "";
    private volatile int status = 201;
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        TestTool.find("kubectl", "kubernetes-client");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/apis/authorization.k8s.io/v1/subjectaccessreviews", this::review);
        server.createContext("/apis/networking.k8s.io/v1/namespaces/", exchange -> answer(exchange, 200, policies));
        server.createContext(
                "/api/v1/namespaces/", exchange -> answer(exchange, 200, "{\"" + list + "\": [" + pods + "]}"));
        server.createContext(
                "/apis/apps/v1/namespaces/",
                exchange -> answer(
                        exchange,
                        200,
                        exchange.getRequestURI().getPath().endsWith("/deployments")
                                ? "{\"items\": [" + deployments + "]}"
                                : "{\"items\": []}"));
        server.start();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void review(HttpExchange exchange) throws IOException {
        JsonNode review = JSON.readTree(exchange.getRequestBody());
        reviews.add(review);
        JsonNode spec = review.path("spec");
        boolean allowed = spec.path("user").asText().equals(who)
                || spec.path("groups")
                                .valueStream()
                                .anyMatch(group -> group.asText().equals("system:masters"))
                        && !who.isEmpty()
                || spec.path("groups")
                        .valueStream()
                        .anyMatch(group -> group.asText().equals(who));
        String said = status >= 400
                ? "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"no\",\"reason\":\"Forbidden\",\"code\":403}"
                : "{\"status\":{\"allowed\":" + allowed + ",\"reason\":\"by a rule\"}}";
        answer(exchange, status, said);
    }

    private static void answer(HttpExchange exchange, int status, String said) throws IOException {
        try (exchange) {
            byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void namespacesAreProvenToBeApart() throws Exception {
        ProductionRun run = run();

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(matrix(run))
                .extracting(tried -> tried.who() + ": " + tried.what() + " of " + tried.whose() + " " + tried.end())
                .containsExactly(
                        "system:masters: get secrets of acme LET_IN",
                        "pods of acme: get secrets of globex STOPPED",
                        "pods of acme: get deployments.apps of globex STOPPED",
                        "pods of globex: get secrets of acme STOPPED",
                        "pods of globex: get deployments.apps of acme STOPPED",
                        "pods of others: reach pods of acme STOPPED",
                        "pods of others: reach pods of globex STOPPED");
        assertThat(reviews.get(2).path("spec").path("resourceAttributes").toString())
                .isEqualTo(
                        "{\"namespace\":\"tenant-globex\",\"verb\":\"get\",\"group\":\"apps\",\"resource\":\"deployments\"}");
        assertThat(reviews.get(2).path("spec").path("user").asText())
                .isEqualTo("system:serviceaccount:tenant-acme:default");
    }

    @ParameterizedTest
    @CsvSource({
        "system:serviceaccount:tenant-globex:default",
        "system:serviceaccounts",
        "system:serviceaccounts:tenant-globex",
        "system:authenticated"
    })
    void whoeverMayReadAnothersSecretsIsALeak(String allowed) throws Exception {
        who = allowed;

        ProductionRun run = run();

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains("PG-820");
        assertThat(matrix(run))
                .filteredOn(tried -> tried.end() == End.LEAKED)
                .extracting(Try::who)
                .contains("pods of globex");
    }

    @Test
    void whereNobodyIsAllowedAnythingNothingIsProven() throws Exception {
        who = "";

        ProductionRun run = run();

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains("PG-821");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"items\": []}",
                "{\"items\": [{\"spec\": {\"podSelector\": {\"matchLabels\": {\"app\": \"web\"}}, \"policyTypes\":"
                        + " [\"Ingress\"]}}]}",
                "{\"items\": [{\"spec\": {\"podSelector\": {}, \"policyTypes\": [\"Egress\"]}}]}",
                "{\"items\": [{\"spec\": {\"podSelector\": {}, \"policyTypes\": [\"Ingress\"], \"ingress\": [{}]}}]}"
            })
    void aNamespaceWithoutAPolicyForAllItsPodsIsOpen(String found) throws Exception {
        policies = found;

        ProductionRun run = run();

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains("PG-822");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.NOT_APPROVED);
    }

    @Test
    void podsThatRunAreLetInTheMatrix() throws Exception {
        more = "            most-restarts: 2\n";

        ProductionRun run = run();

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(matrix(run))
                .filteredOn(tried ->
                        tried.who().equals("Kubernetes") && tried.whose().equals("globex"))
                .extracting(tried -> tried.what() + ": " + tried.by() + " " + tried.end())
                .containsExactly(
                        "runs pods: 1 of 1 ready LET_IN",
                        "runs pods without restarts: 2 restarts LET_IN",
                        "runs replicas of worker: 2 of 2 ready LET_IN");
    }

    @ParameterizedTest
    @CsvSource({
        "Running,False,0,2,not ready",
        "Pending,True,0,2,worker-1 is Pending",
        "Running,True,3,2,worker-1: 3",
        "Running,True,0,1,1 of 2 ready",
        "Running,True,0,null,0 of 2 ready"
    })
    void podsThatDoNotRunAreProductionsFault(String phase, String ready, int restarts, String replicas, String said)
            throws Exception {
        more = "            most-restarts: 2\n";
        pods = POD.formatted(phase, ready, restarts);
        deployments = WORKER.formatted(replicas);

        ProductionRun run = run();

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains("PG-825");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(run.terminal()).contains(said);
    }

    @Test
    void podsThatAreDoneAreNotMissed() throws Exception {
        more = "            most-restarts: 2\n";
        pods += "," + POD.formatted("Succeeded", "False", 9);

        assertThat(run().judged().verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aNamespaceInWhichNothingRunsProvesNothing() throws Exception {
        more = "            most-restarts: 2\n";
        pods = "";
        deployments = "";

        ProductionRun run = run();

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains("PG-821");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anAnswerWithoutAListIsNone() throws Exception {
        more = "            most-restarts: 2\n";
        list = "thing";

        ProductionRun run = run();

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void anAccountThatMayNotAskIsNotProductionsFault() throws Exception {
        status = 403;

        ProductionRun run = run();

        assertThat(run.check("tenants").cause()).as(run.terminal()).contains(Cause.CONFIGURATION);
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aClusterThatDoesNotAnswerIsNoProof() throws Exception {
        server.stop(0);

        ProductionRun run = run();

        assertThat(run.check("tenants").rule()).as(run.terminal()).contains("PG-705");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static List<Try> matrix(ProductionRun run) {
        return run.check("tenants").attempts().getLast().evidence().stream()
                .filter(IsolationMatrix.class::isInstance)
                .flatMap(matrix -> ((IsolationMatrix) matrix).tries().stream())
                .toList();
    }

    private ProductionRun run() throws Exception {
        Files.writeString(
                folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{ name: c, cluster: { server: 'http://127.0.0.1:%d' } }]
                    users: [{ name: u, user: { token: some-token } }]
                    contexts: [{ name: production, context: { cluster: c, user: u } }]
                    """.formatted(server.getAddress().getPort()));
        return ProductionRun.of(folder, """
            version: 1
            production: { name: tickets, url: 'http://127.0.0.1:1', settle: 0s }
            controls: off
            name-servers: off
            stages:
              - name: only
                checks:
                  - isolation:
                      id: tenants
                      tenants: { acme: { namespace: tenant-acme }, globex: { namespace: tenant-globex } }
                      kubernetes:
                        kubeconfig: kubeconfig
                        context: production
                        resources: [secrets, deployments.apps]
                        verbs: [get]
            """ + more);
    }
}
