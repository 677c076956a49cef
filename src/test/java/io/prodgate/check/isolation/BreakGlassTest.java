package io.prodgate.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.evidence.IsolationMatrix;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An access that is meant for need, and a log that tells of it, or does not. */
class BreakGlassTest {
    private final List<String> entries = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean writtenDown = true;
    private volatile int afterReads;
    private volatile int access = 200;
    private volatile int audit = 200;
    private HttpServer production;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        production = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        production.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        production.createContext("/tickets", this::tickets);
        production.createContext("/audit", this::audit);
        production.start();
    }

    @AfterEach
    void stop() {
        production.stop(0);
    }

    private void tickets(HttpExchange exchange) throws IOException {
        String who = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String why = exchange.getRequestHeaders().getFirst("X-Reason");
        if (why != null) {
            if (writtenDown && access == 200) {
                entries.add(why);
            }
            answer(exchange, access, "all");
        } else {
            answer(exchange, who.equals("null") ? 401 : 200, who + "-ticket");
        }
    }

    private void audit(HttpExchange exchange) throws IOException {
        boolean shown = reads.incrementAndGet() > afterReads;
        answer(exchange, audit, "{\"entries\": [\"" + (shown ? String.join("\", \"", entries) : "") + "\"]}");
    }

    private static void answer(HttpExchange exchange, int status, String said) throws IOException {
        try (exchange) {
            byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void whoeverBreaksTheGlassIsWrittenDown() throws Exception {
        afterReads = 2;

        ProductionRun run = run("60s");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(matrix(run))
                .extracting(tried -> tried.what() + " " + tried.end() + " " + tried.by())
                .containsExactly("GET /tickets/all LET_IN 200", "leaves an entry at /audit LET_IN an entry");
    }

    @Test
    void anAccessThatNobodyLearnsOfIsProductionsFault() throws Exception {
        writtenDown = false;

        ProductionRun run = run("1ms");

        assertThat(run.check("glass").rule()).as(run.terminal()).contains("PG-824");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(run.check("glass").attempts()).hasSize(1);
    }

    @Test
    void anEntryThatIsThereBeforeProvesNothing() throws Exception {
        entries.add("drill");

        ProductionRun run = run("1ms");

        assertThat(run.check("glass").rule()).as(run.terminal()).contains("PG-821");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(entries).as("the glass is not broken for nothing").hasSize(1);
    }

    @Test
    void aGlassThatCannotBeBrokenProvesNothing() throws Exception {
        access = 403;

        ProductionRun run = run("1ms");

        assertThat(run.check("glass").rule()).as(run.terminal()).contains("PG-821");
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aLogThatCannotBeReadSaysNothing() throws Exception {
        audit = 403;

        ProductionRun run = run("1ms");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(entries).isEmpty();
    }

    private static List<Try> matrix(ProductionRun run) {
        return run.check("glass").attempts().getLast().evidence().stream()
                .filter(fact ->
                        fact instanceof IsolationMatrix matrix && matrix.walls().equals("Audit"))
                .flatMap(matrix -> ((IsolationMatrix) matrix).tries().stream())
                .toList();
    }

    private ProductionRun run(String within) throws Exception {
        return ProductionRun.of(folder, """
            version: 1
            production: { name: tickets, url: 'http://127.0.0.1:%d', settle: 0s }
            controls: off
            name-servers: off
            stages:
              - name: only
                checks:
                  - isolation:
                      id: glass
                      tenants:
                        acme: { headers: { Authorization: acme }, ids: [acme-ticket] }
                        globex: { headers: { Authorization: globex }, ids: [globex-ticket] }
                      endpoints: [{ get: /tickets, shared: true }]
                      break-glass:
                        access: { get: /tickets/all, headers: { Authorization: root, X-Reason: drill } }
                        entry: { get: /audit, expect: { status: 200, body: ~ drill } }
                        within: %s
            """.formatted(production.getAddress().getPort(), within));
    }
}
