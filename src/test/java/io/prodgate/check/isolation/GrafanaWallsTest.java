package io.prodgate.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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

/** Two logins of a small Grafana that keeps their organisations apart, or does not. */
class GrafanaWallsTest {
    /** How it is broken. */
    private enum Flaw {
        NONE,
        /** Everybody finds every dashboard. */
        SEARCH,
        /** Whoever knows its uid sees a dashboard. */
        DASHBOARD,
        /** The data source answers everybody with all there is. */
        NUMBERS,
        /** Nobody has to sign in. */
        ANONYMOUS,
        /** A login sees nothing at all. */
        BLIND
    }

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Flaw flaw = Flaw.NONE;
    private HttpServer grafana;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        grafana = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        grafana.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        grafana.createContext("/grafana/api/", this::serve);
        grafana.start();
    }

    @AfterEach
    void stop() {
        grafana.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            String who = sent != null ? sent.replace("Bearer of-", "") : flaw == Flaw.ANONYMOUS ? "acme" : "";
            String path = exchange.getRequestURI().getPath();
            asked.add(path + " " + body);
            if (who.isEmpty()) {
                answer(exchange, 401, "{\"message\": \"Unauthorized\"}");
            } else if (flaw == Flaw.BLIND && who.equals("globex")) {
                answer(exchange, path.contains("/dashboards/uid/") ? 404 : 200, "[]");
            } else if (path.endsWith("/search")) {
                answer(exchange, 200, "[" + dashboard(who) + (flaw == Flaw.SEARCH ? dashboard(other(who)) : "") + "]");
            } else if (path.contains("/dashboards/uid/")) {
                String whose = path.replaceAll(".*/(.*)-tickets", "$1");
                boolean shown = whose.equals(who) || flaw == Flaw.DASHBOARD;
                answer(
                        exchange,
                        shown ? 200 : 404,
                        shown ? dashboard(whose) : "{\"message\": \"Dashboard not found\"}");
            } else {
                answer(exchange, 200, frame(who) + (flaw == Flaw.NUMBERS ? frame(other(who)) : ""));
            }
        }
    }

    private static String other(String who) {
        return who.equals("acme") ? "globex" : "acme";
    }

    private static String dashboard(String whose) {
        return "{\"uid\": \"%s-tickets\", \"title\": \"Tickets\"}".formatted(whose);
    }

    private static String frame(String whose) {
        return "{\"labels\": {\"tenant_id\": \"%s\"}}".formatted(whose);
    }

    private static void answer(HttpExchange exchange, int status, String said) throws IOException {
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void eachLoginSeesItsOwnAlone() throws Exception {
        ProductionRun run = run();

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(matrix(run))
                .extracting(tried -> tried.who() + " " + tried.what().replaceAll("http://[^/]*", "") + " " + tried.end()
                        + " " + tried.by())
                .containsExactly(
                        "acme GET /grafana/api/search?type=dash-db LET_IN 200",
                        "globex GET /grafana/api/search?type=dash-db LET_IN 200",
                        "nobody GET /grafana/api/search?type=dash-db STOPPED 401",
                        "acme GET /grafana/api/dashboards/uid/acme-tickets LET_IN 200",
                        "globex GET /grafana/api/dashboards/uid/acme-tickets STOPPED 404",
                        "nobody GET /grafana/api/dashboards/uid/acme-tickets STOPPED 401",
                        "globex GET /grafana/api/dashboards/uid/globex-tickets LET_IN 200",
                        "acme GET /grafana/api/dashboards/uid/globex-tickets STOPPED 404",
                        "nobody GET /grafana/api/dashboards/uid/globex-tickets STOPPED 401",
                        "acme POST /grafana/api/ds/query LET_IN 200",
                        "globex POST /grafana/api/ds/query LET_IN 200",
                        "nobody POST /grafana/api/ds/query STOPPED 401");
        assertThat(asked).last().asString().contains("\"expr\":\"sum by (tenant_id) (up)\"", "\"uid\":\"main\"");
    }

    @ParameterizedTest
    @CsvSource({"SEARCH", "DASHBOARD", "NUMBERS", "ANONYMOUS"})
    void whatALoginSeesOfAnotherIsALeak(Flaw broken) throws Exception {
        flaw = broken;

        ProductionRun run = run();

        assertThat(run.check("logins").rule()).as(run.terminal()).contains("PG-820");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(run.check("logins").attempts()).hasSize(1);
    }

    @Test
    void aLoginThatSeesNothingProvesNothing() throws Exception {
        flaw = Flaw.BLIND;

        ProductionRun run = run();

        assertThat(run.check("logins").rule()).as(run.terminal()).contains("PG-821");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(matrix(run)).anyMatch(tried -> tried.end() == End.VOID);
    }

    private static List<Try> matrix(ProductionRun run) {
        return run.check("logins").attempts().getLast().evidence().stream()
                .filter(fact ->
                        fact instanceof IsolationMatrix matrix && matrix.walls().equals("Grafana"))
                .flatMap(matrix -> ((IsolationMatrix) matrix).tries().stream())
                .toList();
    }

    private ProductionRun run() throws Exception {
        return ProductionRun.of(folder, """
            version: 1
            production: { name: tickets, url: 'http://127.0.0.1:1', settle: 0s }
            controls: off
            name-servers: off
            secrets: { acme: '${env.A:-of-acme}', globex: '${env.G:-of-globex}' }
            systems:
              grafana: { url: 'http://127.0.0.1:%d/grafana/' }
            stages:
              - name: only
                checks:
                  - isolation:
                      id: logins
                      tenants:
                        acme:
                          grafana:
                            headers: { Authorization: 'Bearer ${secret.acme}' }
                            ids: [acme]
                            dashboards: [acme-tickets]
                        globex:
                          grafana:
                            headers: { Authorization: 'Bearer ${secret.globex}' }
                            ids: [globex]
                            dashboards: [globex-tickets]
                      grafana: { source: main, queries: ['sum by (tenant_id) (up)'] }
            """.formatted(grafana.getAddress().getPort()));
    }
}
