package io.prodgate;

import static io.prodgate.testing.Misbehaviour.answer;
import static io.prodgate.testing.Misbehaviour.deadPort;
import static io.prodgate.testing.Misbehaviour.deadPortNumber;
import static io.prodgate.testing.Misbehaviour.redirect;
import static io.prodgate.testing.Misbehaviour.says;
import static io.prodgate.testing.ProductionCase.Expected.broken;
import static io.prodgate.testing.ProductionCase.Expected.unproven;
import static io.prodgate.testing.TestNameServer.absent;
import static io.prodgate.testing.TestNameServer.address;
import static io.prodgate.testing.TestNameServer.ns;
import static io.prodgate.testing.TestNameServer.soa;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.testing.Nginx;
import io.prodgate.testing.ProductionCase;
import io.prodgate.testing.ProductionCase.Expected;
import io.prodgate.testing.ProductionCase.Server;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.TestCertificates;
import io.prodgate.testing.TestCertificates.Pair;
import io.prodgate.testing.TestNameServer;
import io.prodgate.testing.TestProxy;
import io.prodgate.verdict.Verdict;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.minidns.dnsmessage.DnsMessage;

/** Whole runs in which others can tell more than production does: whom they exonerate, and whom they do not. */
class RealWitnessesTest {
    private static final String GET = "get: /\ntimeout: 15s";
    private static final String JSON = GET + "\nexpect: { $.state: up }";
    private static final String PORTAL = "http://portal.example.net/login";
    private static final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    static Path folder;

    private final List<ProductionCase> cases = new ArrayList<>();

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private static <S extends AutoCloseable> S started(S server) {
        open.add(server);
        return server;
    }

    @TestFactory
    Stream<DynamicTest> vantagePoints() {
        RawServer alive = started(RawServer.alwaysSaying("ok"));
        TestProxy reaching = started(TestProxy.to(alive.port()));
        String answering = "controls: ['" + alive.url() + "']\n";
        String silent = "controls: ['http://127.0.0.1:" + deadPortNumber() + "']\n";
        add(
                "a port that is closed to us alone",
                deadPort(),
                answering + through(reaching.address()),
                GET,
                unproven(Cause.CONFIGURATION, "PG-154", 3).saying("frankfurt"));
        add(
                "a port that is closed to us, while nothing else answers either",
                deadPort(),
                silent + through(reaching.address()),
                GET,
                unproven(Cause.INFRASTRUCTURE, "PG-200", 3));
        add(
                "a port that is closed to everybody",
                deadPort(),
                silent
                        + through("127.0.0.1:"
                                + proxyTo(URI.create(silent.split("'")[1])).port()),
                GET,
                broken("PG-150", 3).saying("frankfurt (status 502)"));
        add(
                "a place elsewhere that cannot be used",
                deadPort(),
                answering + through("127.0.0.1:" + deadPortNumber()),
                GET,
                broken("PG-220", 3));
        add(
                "a connection that breaks, though others reach the host",
                () -> Server.of(RawServer.resetting()),
                answering + through(reaching.address()),
                GET,
                broken("PG-220", 3));
        return run();
    }

    private static String through(String proxy) {
        return "vantage-points: [{ name: frankfurt, proxy: 'http://" + proxy + "' }]\n";
    }

    /** A proxy elsewhere that gets through to one host only. */
    private static RawServer proxyTo(URI host) {
        return started(RawServer.withHeads((connection, head) -> RawServer.write(
                connection, head.contains(host.getAuthority()) ? answer(200, "text/plain", "") : badGateway())));
    }

    private static String badGateway() {
        return answer(502, "text/plain", "");
    }

    @TestFactory
    Stream<DynamicTest> names() {
        TestNameServer gone = zone(name -> absent("witness.invalid", 60, 60).setAuthoritativeAnswer(true));
        TestNameServer known = zone(name -> address(name, "192.0.2.1").setAuthoritativeAnswer(true));
        TestNameServer resolver = zone(name -> address(name, "192.0.2.1"));
        TestNameServer silent = started(TestNameServer.silent());
        Expected ours = new Expected(
                Outcome.INCONCLUSIVE,
                Optional.of(Cause.INFRASTRUCTURE),
                Optional.empty(),
                Verdict.INCONCLUSIVE,
                0,
                List.of("the runner's resolver"));
        // Where the root's servers can be asked, they say that the name is not there.
        Expected lasting = new Expected(
                Outcome.FAILED, Optional.of(Cause.PRODUCTION), Optional.empty(), Verdict.NOT_APPROVED, 0, List.of());
        add("a name that its own zone does not have", nameless(), asking(gone), GET, broken("PG-140", 2));
        add("a name that its own zone has", nameless(), asking(known), GET, ours);
        add("a name whose zone and whose resolver disagree", nameless(), asking(gone, known), GET, broken("PG-220", 3));
        add("a name that another resolver finds", nameless(), asking(gone, resolver), GET, broken("PG-140", 2));
        add("a name server that says nothing", nameless(), asking(silent) + "budget: 40s\n", GET, lasting);
        return run();
    }

    /** A server that knows whose the zone is, so that nobody outside is asked; there nobody answers. */
    private static TestNameServer zone(Function<String, DnsMessage.Builder> says) {
        return started(TestNameServer.saying(query -> {
            String name = query.getQuestion().name.toString();
            return Optional.of(
                    switch (query.getQuestion().type) {
                        case SOA -> good().addNameserverRecords(soa("witness.invalid", 60, 60));
                        case NS -> good().addAnswer(ns("witness.invalid", "ns1.witness.invalid"));
                        default -> name.startsWith("ns1.") ? address(name, "127.0.0.1") : says.apply(name);
                    });
        }));
    }

    private static DnsMessage.Builder good() {
        return DnsMessage.builder().setResponseCode(DnsMessage.RESPONSE_CODE.NO_ERROR);
    }

    private static Callable<Server> nameless() {
        return () -> new Server(URI.create("http://api.witness.invalid"), () -> {}, run -> {});
    }

    private static String asking(TestNameServer... servers) {
        List<String> addresses = Stream.of(servers)
                .map(server -> "'127.0.0.1:" + server.port() + "'")
                .toList();
        return "name-servers: [" + String.join(", ", addresses) + "]\n";
    }

    @TestFactory
    Stream<DynamicTest> interception() throws Exception {
        TestCertificates stranger = TestCertificates.in(Files.createTempDirectory(folder, "stranger"));
        Pair shown = stranger.valid();
        Nginx production = started(tls(shown));
        Nginx inspected = started(tls(stranger.named("localhost")));
        Nginx same = started(tls(shown));
        Nginx portal = started(tls(stranger.wrongName()));
        RawServer alive = started(RawServer.alwaysSaying("ok"));
        RawServer redirecting = started(RawServer.answering(redirect(PORTAL)));
        Callable<Server> untrusted = () -> new Server(production.url(), () -> {}, run -> {});

        add(
                "a proxy that opens TLS for everybody",
                untrusted,
                asking(inspected.url()),
                GET,
                unproven(Cause.CONFIGURATION, "PG-130", 1).saying("CN=Test intermediate"));
        add(
                "an unknown authority, while a control host can be trusted",
                untrusted,
                asking(inspected.url(), alive.url()),
                GET,
                broken("PG-123", 1).saying("its chain ends at"));
        add(
                "an unknown authority, and one control host behind the same server",
                untrusted,
                asking(same.url()),
                GET,
                broken("PG-123", 1));
        add(
                "a portal's redirect",
                says(redirect(PORTAL)),
                asking(redirecting.url()),
                JSON,
                unproven(Cause.CONFIGURATION, "PG-132", 1).saying("http://portal.example.net"));
        add(
                "a portal's page",
                says(answer(200, "text/html", "<title>Welcome</title>")),
                asking(portal.url()),
                JSON,
                unproven(Cause.CONFIGURATION, "PG-132", 1).saying("portal"));
        add(
                "a wrong page, while a control host answers",
                says(answer(200, "text/html", "<title>Welcome</title>")),
                asking(portal.url(), alive.url()),
                JSON,
                broken("PG-311", 2));
        add(
                "a network that wants a sign-in",
                says(answer(511, "text/html", "<title>Sign in</title>")),
                asking(alive.url()),
                GET,
                unproven(Cause.CONFIGURATION, "PG-131", 1));
        return run();
    }

    /** The control host's clock is right by definition: what is out of date by ours alone is not production's. */
    @TestFactory
    Stream<DynamicTest> clocks() throws Exception {
        TestCertificates trusted = TestCertificates.in(Files.createTempDirectory(folder, "trusted"));
        Nginx expired = started(tls(trusted.expired()));
        Nginx future = started(tls(trusted.notYetValid()));
        String then = "Mon, 01 Jun 2020 10:00:00 GMT";
        String later = "Thu, 01 Jun 2090 10:00:00 GMT";
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));

        add("expired by our clock alone", expired, trusted, then, unproven(Cause.CONFIGURATION, "PG-120", 1));
        add("not yet valid by our clock alone", future, trusted, later, unproven(Cause.CONFIGURATION, "PG-120", 1));
        add("expired by everybody's clock", expired, trusted, now, broken("PG-123", 1));
        add("not yet valid by everybody's clock", future, trusted, now, broken("PG-123", 1));
        return run();
    }

    private void add(String name, Nginx server, TestCertificates trusted, String date, Expected expected) {
        RawServer control = started(RawServer.answering("HTTP/1.1 204 No Content\r\nDate: " + date + "\r\n\r\n"));
        String settings = "  ca: " + trusted.authority() + "\n" + asking(control.url());
        add(name, () -> new Server(server.url(), () -> {}, run -> {}), settings, GET, expected);
    }

    private static Nginx tls(Pair certificate) throws Exception {
        return Nginx.tls(Files.createTempDirectory(folder, "nginx"), certificate, "location / { return 200 ok; }");
    }

    private static String asking(URI... controls) {
        return "controls: ['"
                + String.join("', '", Stream.of(controls).map(URI::toString).toList()) + "']\n";
    }

    private Stream<DynamicTest> run() {
        List<ProductionCase> all = List.copyOf(cases);
        cases.clear();
        return ProductionCase.tests(folder, all);
    }

    private void add(String name, Callable<Server> production, String settings, String check, Expected expected) {
        cases.add(new ProductionCase(name, production, settings, check, expected));
    }
}
