package io.prodgate;

import static io.prodgate.testing.Misbehaviour.GOOD;
import static io.prodgate.testing.Misbehaviour.answer;
import static io.prodgate.testing.Misbehaviour.deadPort;
import static io.prodgate.testing.Misbehaviour.deadPortNumber;
import static io.prodgate.testing.Misbehaviour.dripping;
import static io.prodgate.testing.Misbehaviour.error;
import static io.prodgate.testing.Misbehaviour.gzipped;
import static io.prodgate.testing.Misbehaviour.late;
import static io.prodgate.testing.Misbehaviour.limit;
import static io.prodgate.testing.Misbehaviour.manner;
import static io.prodgate.testing.Misbehaviour.redirect;
import static io.prodgate.testing.Misbehaviour.says;
import static io.prodgate.testing.Misbehaviour.untilDate;
import static io.prodgate.testing.ProductionCase.Expected.broken;
import static io.prodgate.testing.ProductionCase.Expected.flaky;
import static io.prodgate.testing.ProductionCase.Expected.noted;
import static io.prodgate.testing.ProductionCase.Expected.pass;
import static io.prodgate.testing.ProductionCase.Expected.unproven;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.testing.ProductionCase;
import io.prodgate.testing.ProductionCase.Expected;
import io.prodgate.testing.ProductionCase.Server;
import io.prodgate.testing.RawServer;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What real servers do to whole runs: a broken production is never approved, and a bad day of others is never blamed on it. */
class RealProductionTest {
    private static final String GET = "get: /\ntimeout: 15s";
    private static final String IMPATIENT_GET = "get: /\ntimeout: 1s";
    private static final String POST = "post: /\nbody: once\ntimeout: 15s";
    private static final String JSON = GET + "\nexpect: { $.state: up }";
    private static final String SECRET = "secrets: { api: 'token-of-ours' }\n";
    private static final String WITH_SECRET = GET + "\nheaders: { Authorization: 'Bearer ${secret.api}' }";

    @TempDir
    static Path folder;

    private final List<ProductionCase> cases = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> brokenConnections() {
        add("a refused port is production's when it lasts", deadPort(), "", GET, broken("PG-220", 3));
        add("a refused POST was not sent, and is tried again", deadPort(), "", POST, broken("PG-220", 3));
        add("a reset after the request", () -> Server.of(RawServer.resetting()), "", GET, broken("PG-220", 3));
        add(
                "a reset before the request",
                manner((connection, number) -> connection.setOption(StandardSocketOptions.SO_LINGER, 0)),
                "",
                GET,
                broken("PG-220", 3));
        always("a head that is cut", "HTTP/1.1 200 OK\r\nContent-Type: app", GET, broken("PG-220", 3));
        always(
                "a body that is cut",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"state\": \"up\"}",
                JSON,
                broken("PG-220", 3));
        always(
                "chunks that are cut",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n{\"state\": \"up\"}\r\n",
                JSON,
                broken("PG-220", 3));
        always("garbage instead of HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", GET, broken("PG-220", 3));
        always("a status that is none", "HTTP/1.1 2OO OK\r\n\r\n", GET, broken("PG-220", 3));
        add("a server that never answers", () -> Server.of(RawServer.silent()), "", IMPATIENT_GET, broken("PG-220", 3));
        add("a body that drips", dripping(), "", IMPATIENT_GET, broken("PG-220", 3));
        add(
                "a name that does not exist",
                () -> new Server(URI.create("http://does-not-exist.invalid"), () -> {}, run -> {}),
                "name-servers: off\n",
                GET,
                broken("PG-220", 3).saying("does-not-exist.invalid"));
        // Control hosts are asked after a miss: then it is time to come up.
        CountDownLatch missed = new CountDownLatch(1);
        RawServer control = RawServer.doing((connection, number) -> {
            missed.countDown();
            RawServer.write(connection, GOOD);
        });
        String settling = "  settle: 10s\ncontrols: ['" + control.url() + "']\n";
        add("a server that comes up late", late(missed), settling, GET, noted(0));
        return run().onClose(control::close);
    }

    @TestFactory
    Stream<DynamicTest> serverErrors() {
        always("500 for good", answer(500, "text/plain", "oops"), GET, broken("PG-211", 2));
        turns("500 once", GET, flaky(), answer(500, "text/plain", "oops"), GOOD);
        turns("503 twice", GET, noted(3), answer(503, "text/plain", "-"), answer(503, "text/plain", "-"), GOOD);
        turns(
                "503 three times in the settle window",
                "  settle: 15s\n",
                GET,
                noted(4),
                answer(503, "text/plain", "-"),
                answer(503, "text/plain", "-"),
                answer(503, "text/plain", "-"),
                GOOD);
        always("503 for good", answer(503, "text/plain", "-"), GET, broken("PG-221", 3));
        add(
                "503 for longer than the settle window",
                () -> Server.of(RawServer.answering(answer(503, "text/plain", "-"))),
                "  settle: 1s\n",
                GET,
                broken("PG-221", 0));
        turns(
                "500 and 503 in turns never end as a pass",
                GET,
                broken("PG-221", 0),
                answer(500, "text/plain", "-"),
                answer(503, "text/plain", "-"),
                answer(500, "text/plain", "-"),
                answer(503, "text/plain", "-"));
        exactlyOnce("a POST that was answered 500", answer(500, "text/plain", "-"), broken("PG-210", 1));
        exactlyOnce("a POST that was answered 503", answer(503, "text/plain", "-"), unknown("PG-203"));
        exactlyOnce("a POST whose connection broke", "", unknown("PG-203"));
        return run();
    }

    @TestFactory
    Stream<DynamicTest> wrongAnswers() {
        always("the right answer", GOOD, JSON, pass());
        String wrong = answer(200, "application/json", "{\"state\": \"down\"}");
        always("a wrong value", wrong, JSON, broken("PG-311", 2).saying("$.state", "up", "down"));
        turns("a wrong value once", JSON, flaky(), wrong, GOOD);
        turns("a wrong value, then 500 for good", JSON, broken("PG-211", 3), wrong, error(), error(), error());
        turns("a wrong value between two errors 500", JSON, broken("PG-311", 0), wrong, error(), wrong, error(), wrong);
        String html = answer(200, "text/html", "<!doctype html><title>Sorry</title>");
        always("HTML where JSON was expected", html, JSON, broken("PG-311", 2).saying("HTML where JSON was expected"));
        always("nothing where JSON was expected", answer(200, "application/json", ""), JSON, broken("PG-311", 2));
        always(
                "204 where a body was expected",
                "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",
                JSON,
                broken("PG-311", 2));
        always(
                "a body that is not UTF-8",
                answer(200, "application/json", "{\"state\": \"u\u00ffp\"}"),
                JSON,
                broken("PG-311", 2));
        always(
                "no expectation at all is still a good status",
                answer(404, "text/plain", "-"),
                GET + "\nexpect: {}",
                broken("PG-311", 2));
        always(
                "a redirect to a portal",
                redirect("http://portal.example.com/login"),
                JSON,
                broken("PG-311", 2).saying("portal.example.com"));
        always(
                "a redirect to a portal, followed",
                redirect("http://portal.example.com/login"),
                JSON + "\nfollow: 2",
                unproven(Cause.CONFIGURATION, "PG-010", 1).saying("portal.example.com"));
        always("a redirect to itself", redirect("/"), JSON + "\nfollow: 3", broken("PG-311", 2));
        always(
                "a body of more than is read",
                answer(200, "text/plain", "x".repeat(11 << 20)),
                GET + "\nexpect: { body: '!~ secret' }",
                broken("PG-311", 2));
        add("a body that was compressed unasked", gzipped("{\"state\": \"up\"}"), "", JSON, pass());
        add(
                "a wrong value in a body that was compressed unasked",
                gzipped("{\"state\": \"down\"}"),
                "",
                JSON,
                broken("PG-311", 2).saying("down"));
        add(
                "a body that unpacks to more than is read",
                gzipped("x".repeat(11 << 20)),
                "",
                GET + "\nexpect: { body: '!~ secret' }",
                broken("PG-311", 2).saying("larger than what is read"));
        always(
                "a body that is not the gzip it says it is",
                GOOD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"),
                JSON,
                pass());
        always(
                "a header with control characters",
                GOOD.replace("\r\n\r\n", "\r\nX-Odd: \u0001\u0002\r\n\r\n"),
                JSON,
                pass());
        always(
                "very many headers",
                GOOD.replace("\r\n\r\n", "\r\n" + "X-Many: 1\r\n".repeat(300) + "\r\n"),
                JSON,
                pass());
        always("an interim answer before the real one", "HTTP/1.1 100 Continue\r\n\r\n" + GOOD, JSON, pass());
        return run();
    }

    @TestFactory
    Stream<DynamicTest> accessAndLimits() {
        String refused = answer(401, "application/json", "{}");
        add("our credential refused", says(refused), SECRET, WITH_SECRET, unproven(Cause.CONFIGURATION, "PG-300", 1));
        always("a refusal without a credential of ours", refused, GET, broken("PG-311", 2));
        always(
                "production's own 403",
                answer(403, "application/json", "{\"error\": \"no\"}"),
                GET,
                broken("PG-311", 2));
        for (int status : List.of(403, 429, 503)) {
            String challenge = answer(status, "text/html", "<title>Just a moment...</title>")
                    .replace("\r\n\r\n", "\r\nServer: cloudflare\r\ncf-mitigated: challenge\r\n\r\n");
            always("a bot challenge as " + status, challenge, GET, unproven(Cause.CONFIGURATION, "PG-110", 1));
        }
        add(
                "a secret that cannot be sent in a header",
                says(GOOD),
                "secrets: { api: \"token\\u0001of-ours\" }\n",
                WITH_SECRET,
                unproven(Cause.CONFIGURATION, "PG-015", 1));
        String injected = "<title>Sorry</title><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>";
        always(
                "an error page of the application behind Cloudflare",
                answer(503, "text/html", injected).replace("\r\n\r\n", "\r\nServer: cloudflare\r\n\r\n"),
                GET,
                broken("PG-221", 3));
        String real = "<script>a.src = '/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'</script>";
        always(
                "a challenge of Cloudflare that only its page tells",
                answer(403, "text/html", real).replace("\r\n\r\n", "\r\nServer: cloudflare\r\n\r\n"),
                GET,
                unproven(Cause.CONFIGURATION, "PG-111", 1));
        turns("a limit of a second", GET, pass(), limit("Retry-After: 1"), GOOD);
        turns("a limit without a time", GET, pass(), limit("X-Any: 1"), limit("X-Any: 1"), GOOD);
        turns("a limit until a date on a clock that is an hour off", GET, pass(), limit(untilDate()), GOOD);
        turns(
                "a limit of an hour",
                GET,
                unproven(Cause.RATE_LIMIT, "PG-100", 1).saying("3600"),
                limit("Retry-After: 3600"),
                GOOD);
        turns("a POST that a limit turned away", POST, pass(), limit("Retry-After: 1"), GOOD);
        turns(
                "a limit that turns into a wrong answer",
                JSON,
                broken("PG-311", 2),
                limit("Retry-After: 1"),
                answer(200, "application/json", "{\"state\": \"down\"}"));
        return run();
    }

    @TestFactory
    Stream<DynamicTest> controls() {
        RawServer alive = RawServer.alwaysSaying("ok");
        int dead = deadPortNumber();
        String answering = "controls: ['" + alive.url() + "']\n";
        String silent = "controls: ['http://127.0.0.1:" + dead + "']\n";
        String unavailable = answer(503, "text/plain", "-");
        add("a refused port while controls answer", deadPort(), answering, GET, broken("PG-220", 3));
        add(
                "a refused port while controls are silent",
                deadPort(),
                silent,
                GET,
                unproven(Cause.INFRASTRUCTURE, "PG-200", 3));
        add("503 while controls answer", says(unavailable), answering, GET, broken("PG-221", 3));
        add(
                "503 while controls are silent",
                says(unavailable),
                silent,
                GET,
                unproven(Cause.INFRASTRUCTURE, "PG-201", 3));
        add(
                "500 while controls are silent is production's all the same",
                says(error()),
                silent,
                GET,
                broken("PG-211", 2));
        add(
                "a wrong answer while controls are silent",
                says(answer(404, "text/plain", "-")),
                silent,
                GET,
                broken("PG-311", 2));
        return run().onClose(alive::close);
    }

    private Stream<DynamicTest> run() {
        List<ProductionCase> all = List.copyOf(cases);
        cases.clear();
        return ProductionCase.tests(folder, all);
    }

    private void add(String name, Callable<Server> production, String settings, String check, Expected expected) {
        cases.add(new ProductionCase(name, production, settings, check, expected));
    }

    private void always(String name, String answer, String check, Expected expected) {
        add(name, says(answer), "", check, expected);
    }

    private void turns(String name, String check, Expected expected, String... answers) {
        turns(name, "", check, expected, answers);
    }

    /** Answers one after the other, the last one for good. */
    private void turns(String name, String settings, String check, Expected expected, String... answers) {
        add(
                name,
                manner((connection, number) ->
                        RawServer.write(connection, answers[Math.min(number, answers.length) - 1])),
                settings,
                check,
                expected);
    }

    private void exactlyOnce(String name, String answer, Expected expected) {
        add(
                name + " is sent once",
                () -> {
                    RawServer server = RawServer.answering(answer);
                    return new Server(
                            server.url(),
                            server,
                            run -> assertThat(server.heads()).hasSize(1));
                },
                "",
                POST,
                expected);
    }

    private static Expected unknown(String rule) {
        return unproven(Cause.INFRASTRUCTURE, rule, 1);
    }
}
