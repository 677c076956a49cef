package io.prodgate.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs against a small production with two tenants, as it should be and with each wall broken. */
class IsolationRunsTest {
    private static final Map<String, String> OWNER = Map.of("token-of-acme", "acme", "token-of-globex", "globex");
    private static final Map<String, String> TICKETS = Map.of("T-1", "acme", "T-2", "globex");
    private static final Map<String, String> SUBJECTS =
            Map.of("T-1", "Printer of Acme is on fire", "T-2", "Laptop of Globex is wet");

    private static final String OURS =
            "rules: [{ id: OURS-1, when: { missed: exists }, cause: configuration, explanation: known, do: nothing }]";

    /** How production is broken. */
    private enum Flaw {
        NONE,
        /** Whoever is signed in reads everything. */
        OPEN_READS,
        /** Whoever is signed in writes everything. */
        OPEN_WRITES,
        /** No credential is needed to read. */
        NO_CREDENTIAL,
        /** The list holds everybody's tickets. */
        WHOLE_LIST,
        /** The refusal tells what it refuses. */
        TALKATIVE,
        /** What belongs to others is said not to be there. */
        NOT_FOUND,
        /** It answers nothing but errors. */
        DOWN,
        /** It refuses the credential of Globex. */
        LOCKED_OUT
    }

    private volatile Flaw flaw = Flaw.NONE;
    private final List<String> written = new CopyOnWriteArrayList<>();
    private HttpServer production;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        production = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        production.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        production.createContext("/tickets", this::tickets);
        production.start();
    }

    @AfterEach
    void stop() {
        production.stop(0);
    }

    private void tickets(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            String who = sent == null ? "" : OWNER.getOrDefault(sent.replace("Bearer ", ""), "");
            String ticket = exchange.getRequestURI().getPath().replaceFirst("^/tickets/?", "");
            boolean reads = exchange.getRequestMethod().equals("GET");
            if (flaw == Flaw.DOWN) {
                answer(exchange, 500, "out of order");
            } else if (flaw == Flaw.LOCKED_OUT && who.equals("globex")) {
                answer(exchange, 401, "no");
            } else if (who.isEmpty() && !(flaw == Flaw.NO_CREDENTIAL && reads)) {
                answer(exchange, 401, "sign in for " + ticket);
            } else if (ticket.isEmpty()) {
                answer(exchange, 200, list(who));
            } else if (who.equals(TICKETS.get(ticket)) || lets(reads)) {
                if (!reads) {
                    written.add(who + " " + ticket);
                }
                answer(exchange, 200, "{\"subject\":\"" + SUBJECTS.get(ticket) + "\"}");
            } else {
                answer(exchange, flaw == Flaw.NOT_FOUND ? 404 : 403, refusal(ticket));
            }
        }
    }

    private boolean lets(boolean reads) {
        return reads ? flaw == Flaw.OPEN_READS || flaw == Flaw.NO_CREDENTIAL : flaw == Flaw.OPEN_WRITES;
    }

    private String list(String who) {
        return SUBJECTS.entrySet().stream()
                .filter(ticket -> flaw == Flaw.WHOLE_LIST || who.equals(TICKETS.get(ticket.getKey())))
                .map(Map.Entry::getValue)
                .toList()
                .toString();
    }

    private String refusal(String ticket) {
        return flaw == Flaw.TALKATIVE ? "'" + SUBJECTS.get(ticket) + "' is not yours" : ticket + " is not yours";
    }

    private static void answer(HttpExchange exchange, int status, String said) throws IOException {
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void wallsThatStandAreProvenByWhoIsLetInAndWhoIsNot() throws Exception {
        ProductionRun run = run("");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(matrix(run))
                .extracting(tried -> tried.who() + " " + tried.what() + " " + tried.end() + " " + tried.by())
                .containsExactly(
                        "acme GET /tickets/T-1 LET_IN 200",
                        "globex GET /tickets/T-1 STOPPED 403",
                        "nobody GET /tickets/T-1 STOPPED 401",
                        "globex GET /tickets/T-2 LET_IN 200",
                        "acme GET /tickets/T-2 STOPPED 403",
                        "nobody GET /tickets/T-2 STOPPED 401",
                        "acme GET /tickets LET_IN 200",
                        "globex GET /tickets LET_IN 200",
                        "nobody GET /tickets STOPPED 401",
                        "globex PUT /tickets/T-1 STOPPED 403",
                        "nobody PUT /tickets/T-1 STOPPED 401",
                        "acme PUT /tickets/T-1 LET_IN 200");
        assertThat(written).containsExactly("acme T-1");
        assertThat(Files.readString(run.folder().resolve("report.md")))
                .contains("## Walls between tenants", "| `globex` | `PUT /tickets/T-1` | `acme` | stopped | 403 |");
        assertThat(Files.readString(run.folder().resolve("report.html")))
                .contains("<h2 id=\"walls\">Walls between tenants</h2>", "<span class=\"chip good\">stopped</span>");
    }

    @ParameterizedTest
    @EnumSource(
            value = Flaw.class,
            names = {"OPEN_READS", "OPEN_WRITES", "NO_CREDENTIAL", "WHOLE_LIST", "TALKATIVE"})
    void aLeakIsProductionsFaultAndIsNotTriedAgain(Flaw broken) throws Exception {
        flaw = broken;

        ProductionRun run = run("");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(run.check("tenants").outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run.check("tenants").rule()).contains("PG-820");
        assertThat(run.check("tenants").head().severity()).isEqualTo("critical");
        assertThat(run.check("tenants").attempts()).hasSize(1);
        assertThat(matrix(run)).extracting(Try::end).contains(End.LEAKED);
    }

    @Test
    void noRuleOfThePlanExcusesALeak() throws Exception {
        flaw = Flaw.OPEN_READS;

        ProductionRun run = run("", plan -> plan.replaceFirst("( *)controls: off", "$1controls: off\n$1" + OURS));

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(run.check("tenants").rule()).contains("PG-820");
    }

    @Test
    void nothingIsWrittenOnceDataLeaks() throws Exception {
        flaw = Flaw.OPEN_READS;

        run("");

        assertThat(written).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'allow-404: true', APPROVED", "'allow-404: false', NOT_APPROVED"})
    void whatIsNotThereForOthersIsAWallOnlyIfThatIsAllowed(String own, Verdict verdict) throws Exception {
        flaw = Flaw.NOT_FOUND;

        ProductionRun run = run(own);

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(verdict);
        assertThat(matrix(run))
                .extracting(Try::end)
                .contains(verdict == Verdict.APPROVED ? End.STOPPED : End.WRONGLY_STOPPED);
    }

    @Test
    void whereTheOwnerIsNotLetInNothingIsProven() throws Exception {
        flaw = Flaw.LOCKED_OUT;

        ProductionRun run = run("");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.check("tenants").rule()).contains("PG-821");
        assertThat(run.check("tenants").cause()).contains(Cause.CONFIGURATION);
    }

    @Test
    void idsThatTheOwnDataDoesNotHoldProveNothing() throws Exception {
        ProductionRun run = run("", plan -> plan.replace("Laptop of Globex is wet", "Laptop of Globex is dry"));

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.check("tenants").rule()).contains("PG-821");
    }

    @Test
    void aServerThatIsDownIsJudgedAsWithEveryOtherCheck() throws Exception {
        flaw = Flaw.DOWN;

        ProductionRun run = run("");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(run.check("tenants").rule().orElseThrow()).doesNotStartWith("PG-82");
        assertThat(matrix(run)).hasSize(1);
    }

    private List<Try> matrix(ProductionRun run) {
        return run.check("tenants").attempts().getLast().evidence().stream()
                .filter(IsolationMatrix.class::isInstance)
                .flatMap(matrix -> ((IsolationMatrix) matrix).tries().stream())
                .toList();
    }

    private ProductionRun run(String own) throws Exception {
        return run(own, plan -> plan);
    }

    private ProductionRun run(String own, UnaryOperator<String> changed) throws Exception {
        return ProductionRun.of(
                folder, changed.apply("""
                        version: 1
                        production: { name: tickets, url: 'http://127.0.0.1:%d', settle: 0s }
                        controls: off
                        name-servers: off
                        secrets: { acme: token-of-acme, globex: token-of-globex }
                        stages:
                          - name: only
                            checks:
                              - isolation:
                                  id: tenants
                                  tenants:
                                    acme:
                                      headers: { Authorization: 'Bearer ${secret.acme}' }
                                      ids: [T-1, Printer of Acme is on fire]
                                    globex:
                                      headers: { Authorization: 'Bearer ${secret.globex}' }
                                      ids: [T-2, Laptop of Globex is wet]
                                  endpoints:
                                    - { put: /tickets/T-1, of: acme, json: { note: marked } }
                                    - { get: /tickets/T-1, of: acme }
                                    - { get: /tickets/T-2, of: globex }
                                    - { get: /tickets, shared: true }
                                  %s
                    """.formatted(production.getAddress().getPort(), own)));
    }
}
