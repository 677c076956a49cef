package io.prodgate.check.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.prodgate.check.lease.LeaseFolder;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.FaultRun;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Scenario;
import io.prodgate.testing.FakeToxiproxy;
import io.prodgate.testing.HurriedTime;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.RawServer;
import io.prodgate.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that break what a small production depends on: its knowledge base, reached through a proxy. */
class FaultRunsTest {
    private static final String CUT_OFF = "toxiproxy: { proxy: kb, toxic: reset_peer, attributes: { timeout: 0 } }";
    private static final String SLOW = "toxiproxy: { proxy: kb, toxic: latency, attributes: { latency: 60000 } }";

    private final RawServer knowledgeBase = RawServer.greeting("known");
    private final FakeToxiproxy toxiproxy = new FakeToxiproxy("kb", knowledgeBase.port());
    private HttpServer production;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        production = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        production.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        production.createContext("/ticket", exchange -> {
            byte[] said = context().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        production.start();
    }

    /** What it says without its knowledge base, after a reset or half a minute: the context is partial. */
    private String context() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), toxiproxy.port())) {
            socket.setSoTimeout(30_000);
            String said = new String(socket.getInputStream().readNBytes(5), StandardCharsets.UTF_8);
            return said.equals("known") ? "full context" : "partial context";
        } catch (IOException e) {
            return "partial context";
        }
    }

    @AfterEach
    void stop() {
        production.stop(0);
        toxiproxy.close();
        knowledgeBase.close();
    }

    @Test
    void aFaultIsThereWhileOthersLookAndGoneAfterwards() throws Exception {
        ProductionRun run = run(CUT_OFF, "partial context");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        FaultRun fault = fault(run);
        assertThat(fault.trouble()).isEmpty();
        assertThat(fault.made()).containsExactly("POST " + toxiproxy.url() + "/proxies/kb/toxics");
        assertThat(fault.from().orElseThrow()).isBefore(fault.to().orElseThrow());
        String told = "Production was disturbed on purpose: the knowledge base is cut off for ";
        Scenario scenario = Scenario.of(run.judged().run()).getFirst();
        assertThat(scenario.recovered()).startsWith("recovered after ").endsWith(", shown by recovered");
        assertThat(run.terminal()).contains(told);
        assertThat(run.folder().resolve("report.html")).content().contains("by 1 fault, undone", "shown by recovered");
        assertThat(run.folder().resolve("report.md"))
                .content()
                .contains(told)
                .contains("| `kb-cut-off` | `the knowledge base is cut off` | undone |");
        assertThat(run.folder().resolve("report.json")).content().contains("\"state\": \"undone\"");
        assertThat(toxiproxy.harmless()).isTrue();
        assertThat(new LeaseFolder(run.folder().resolve("state")).all()).isEmpty();
        assertThat(run.folder().resolve("state/disturbances.jsonl"))
                .content()
                .contains("\"check\":\"kb-cut-off\"", "ended");
    }

    @Test
    void aProxyIsSwitchedOffAndOnAgain() throws Exception {
        ProductionRun run = run("toxiproxy: { proxy: kb, down: true }", "partial context");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(toxiproxy.harmless()).isTrue();
    }

    @Test
    void aProductionThatDoesNotBearTheFaultIsAtFaultAndTheFaultIsUndone() throws Exception {
        ProductionRun run = run(CUT_OFF, "full context");

        assertThat(run.judged().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(run.check("under")).returns(Outcome.FAILED, RunResult.CheckResult::outcome);
        assertThat(run.check("kb-cut-off").outcome()).isEqualTo(Outcome.PASSED);
        assertThat(toxiproxy.harmless()).isTrue();
    }

    @Test
    void aFaultThatCannotBeMadeProvesNothing() throws Exception {
        ProductionRun run = run("toxiproxy: { proxy: other, down: true }", "partial context");

        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.check("kb-cut-off").rule()).contains("PG-792");
        assertThat(run.check("kb-cut-off").cause()).contains(Cause.INFRASTRUCTURE);
        assertThat(run.check("under"))
                .returns(Outcome.SKIPPED, RunResult.CheckResult::outcome)
                .returns("runs under kb-cut-off, which was not in place", RunResult.CheckResult::explanation);
    }

    @Test
    void aFaultThatCannotBeUndoneIsShoutedAboutAndItsLeaseStays() throws Exception {
        Path there = folder.resolve("there");
        String script = "script: { make: 'touch %s', there: 'test -e %s', undo: 'exit 7', gone: 'test ! -e %s' }"
                .formatted(there, there, there);
        // It is tried for a third of a minute.
        ProductionRun run = ProductionRun.at(new HurriedTime(), folder, plan(script, "full context", "", ""));

        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.check("kb-cut-off").rule()).contains("PG-790");
        assertThat(run.check("kb-cut-off").explanation())
                .contains("production is still disturbed by our own fault", "ended with 7");
        assertThat(run.terminal()).contains("the knowledge base is cut off of kb-cut-off: NOT UNDONE");
        assertThat(new LeaseFolder(run.folder().resolve("state")).all()).hasSize(1);
        assertThat(there).exists();
    }

    @Test
    void aFaultThatHarmsUsersIsBrokenOff() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (RawServer prometheus = RawServer.onEachRequest(
                (connection, number) -> answer(connection, looks.incrementAndGet() == 1 ? "0.01" : "0.2"))) {
            ProductionRun run = run(
                    CUT_OFF,
                    "partial context",
                    "abort-when: { query: 'errors', when: '> 0.05' }",
                    "systems: { toxiproxy: { url: '%s' }, prometheus: { url: '%s' } }"
                            .formatted(toxiproxy.url(), prometheus.url()));

            assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.NOT_APPROVED);
            assertThat(run.check("kb-cut-off").rule()).contains("PG-791");
            assertThat(run.check("kb-cut-off").explanation()).contains("users are harmed: 'errors' is 0.2 (> 0.05)");
            assertThat(toxiproxy.harmless()).isTrue();
        }
    }

    @Test
    void whereUsersAreHarmedAlreadyNothingIsMade() throws Exception {
        try (RawServer prometheus = RawServer.onEachRequest((connection, number) -> answer(connection, "0.2"))) {
            ProductionRun run = run(
                    CUT_OFF,
                    "partial context",
                    "abort-when: { query: 'errors', when: '> 0.05' }",
                    "systems: { toxiproxy: { url: '%s' }, prometheus: { url: '%s' } }"
                            .formatted(toxiproxy.url(), prometheus.url()));

            assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(run.check("kb-cut-off").rule()).contains("PG-792");
            assertThat(run.check("kb-cut-off").explanation()).contains("before anything is made, users are harmed");
            assertThat(toxiproxy.calls()).isEmpty();
        }
    }

    private static void answer(Socket connection, String value) throws IOException {
        String body = """
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"%s"]}]}}\
            """.formatted(value);
        RawServer.write(
                connection,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body);
    }

    @Test
    void whereNobodyKnowsWhetherUsersAreHarmedNothingIsMade() throws Exception {
        ProductionRun run = run(
                CUT_OFF,
                "partial context",
                "abort-when: { query: 'errors', when: '> 0.05' }",
                "systems: { toxiproxy: { url: '%s' }, prometheus: { url: 'http://127.0.0.1:9' } }"
                        .formatted(toxiproxy.url()));

        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.check("kb-cut-off").rule()).contains("PG-792");
        assertThat(run.check("kb-cut-off").explanation()).contains("whether users are harmed is not known");
        assertThat(toxiproxy.calls()).isEmpty();
    }

    @Test
    void aFaultThatLastsTooLongIsBrokenOffAndNobodyIsBlamed() throws Exception {
        ProductionRun run = run(
                SLOW, "'!~ .'", "at-most: 300ms", "systems: { toxiproxy: { url: '%s' } }".formatted(toxiproxy.url()));

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.check("kb-cut-off").rule()).contains("PG-793");
        assertThat(run.check("kb-cut-off").explanation()).contains("it was in place for 300ms");
        assertThat(run.check("under").outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(toxiproxy.harmless()).isTrue();
    }

    private static FaultRun fault(ProductionRun run) {
        return run.check("kb-cut-off").attempts().getLast().evidence().stream()
                .filter(FaultRun.class::isInstance)
                .map(FaultRun.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private ProductionRun run(String injector, String expected) throws Exception {
        return run(injector, expected, "", "systems: { toxiproxy: { url: '%s' } }".formatted(toxiproxy.url()));
    }

    private ProductionRun run(String injector, String expected, String more, String systems) throws Exception {
        return ProductionRun.of(folder, plan(injector, expected, more, systems));
    }

    private String plan(String injector, String expected, String more, String systems) {
        return """
            version: 1
            production: { name: tickets, url: 'http://127.0.0.1:%d', settle: 0s }
            controls: off
            name-servers: off
            %s
            stages:
              - name: well
                checks:
                  - http: { id: steady, get: /ticket, expect: { body: full context } }
              - name: without knowledge base
                checks:
                  - fault:
                      id: kb-cut-off
                      what: the knowledge base is cut off
                      needs: [steady]
                      inject: { %s }
                      %s
                  - http: { id: under, under: kb-cut-off, get: /ticket, expect: { body: %s } }
              - name: recovered
                checks:
                  - http: { id: recovered, needs: [kb-cut-off], get: /ticket, expect: { body: full context } }
            """.formatted(production.getAddress().getPort(), systems, injector, more, expected);
    }
}
