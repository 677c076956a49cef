package io.prodgate;

import static io.prodgate.testing.ProductionCase.Expected.broken;
import static io.prodgate.testing.ProductionCase.Expected.pass;
import static io.prodgate.testing.ProductionCase.Expected.unproven;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.testing.Nginx;
import io.prodgate.testing.ProductionCase;
import io.prodgate.testing.ProductionCase.Expected;
import io.prodgate.testing.ProductionCase.Server;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.TestCertificates;
import io.prodgate.testing.TestCertificates.Pair;
import io.prodgate.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a real nginx does to whole runs: certificates, client certificates and rate limits. */
class RealNginxTest {
    private static final String OK = "location / { return 200 ok; }";
    private static final String GET = "get: /\ntimeout: 5s\nexpect: { body: ok }";

    @TempDir
    static Path folder;

    private static final List<Nginx> controls = new CopyOnWriteArrayList<>();

    private static TestCertificates certificates;

    private final List<ProductionCase> cases = new ArrayList<>();

    @BeforeAll
    static void makeCertificates() {
        certificates = TestCertificates.in(folder);
    }

    @TestFactory
    Stream<DynamicTest> certificates() {
        serving("a valid chain, over HTTP/2", certificates.valid(), OK, "", pass());
        serving(
                "an expired certificate",
                certificates.expired(),
                OK,
                "",
                broken("PG-123", 1).saying("CERTIFICATE_EXPIRED"));
        serving("a certificate of the future", certificates.notYetValid(), OK, "", broken("PG-123", 1));
        serving("a certificate for another name", certificates.wrongName(), OK, "", broken("PG-123", 1));
        serving(
                "a chain without its intermediate",
                certificates.incomplete(),
                OK,
                "",
                broken("PG-123", 1).saying("without an intermediate certificate, and its issuer CN=Test intermediate"));
        serving(
                "a certificate signed by itself",
                certificates.selfSigned(),
                OK,
                "",
                broken("PG-123", 1).saying("signed by itself"));
        return run();
    }

    @TestFactory
    Stream<DynamicTest> clocks() {
        Expected clock = unproven(Cause.CONFIGURATION, "PG-117", 1).saying("clock");
        besides(
                "every certificate out of date is our own clock",
                certificates.expired(),
                certificates.expired(),
                clock);
        besides("some certificates out of date", certificates.expired(), certificates.valid(), broken("PG-123", 1));
        besides("out of date in other ways", certificates.expired(), certificates.notYetValid(), broken("PG-123", 1));
        return run();
    }

    /** Production and one control host serve one certificate, a second control host another. */
    private void besides(String name, Pair both, Pair other, Expected expected) {
        Nginx first = Nginx.tls(newFolder(), both, OK);
        Nginx second = Nginx.tls(newFolder(), other, OK);
        controls.add(first);
        controls.add(second);
        serving(name, both, OK, "controls: ['" + first.url() + "', '" + second.url() + "']\n", expected);
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(folder, "nginx");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stopControls() {
        controls.forEach(Nginx::close);
    }

    @TestFactory
    Stream<DynamicTest> clientCertificates() {
        String required = "ssl_verify_client on;\nssl_client_certificate " + certificates.authority() + ";\n" + OK;
        Pair client = certificates.client();
        Pair stranger = certificates.selfSigned();
        serving(
                "a client certificate demanded of everybody",
                certificates.valid(),
                required,
                "",
                unproven(Cause.CONFIGURATION, "PG-115", 1));
        serving("our client certificate", certificates.valid(), required, showing(client), pass());
        serving(
                "our client certificate refused",
                certificates.valid(),
                required,
                showing(stranger),
                unproven(Cause.CONFIGURATION, "PG-116", 1));
        return run();
    }

    @TestFactory
    Stream<DynamicTest> streamsOfHttp2() {
        serving(
                "a stream that is dropped",
                certificates.valid(),
                "location / { return 444; }",
                "",
                broken("PG-220", 3));
        return run();
    }

    @Test
    void aRedirectFromHttpsToHttpGetsNoSecretOfOurs() throws Exception {
        Path own = newFolder();
        try (RawServer plain = RawServer.alwaysSaying("ok");
                Nginx nginx = Nginx.tls(
                        own,
                        certificates.valid(),
                        "location / { return 302 http://localhost:" + plain.port() + "/; }")) {
            String settings = "  ca: '" + certificates.authority() + "'\n  headers: { X-Api-Key: '${secret.api}' }\n"
                    + "secrets: { api: token-of-ours }\n";

            ProductionRun.of(own, ProductionCase.plan(nginx.url(), settings, "id: it\nfollow: 1\n" + GET));

            assertThat(plain.heads()).hasSize(1).first().asString().doesNotContain("token-of-ours");
        }
    }

    @TestFactory
    Stream<DynamicTest> brokenHandshakes() {
        String tooOld = "\u0015\u0003\u0001\u0000\u0002\u0002\u0046";
        add("a server that speaks no version of TLS we do", tls(() -> RawServer.greeting(tooOld)), broken("PG-220", 3));
        add(
                "plain HTTP where TLS was expected",
                tls(() -> RawServer.greeting("HTTP/1.1 400 Bad\r\n\r\n")),
                broken("PG-220", 3));
        return run();
    }

    @Test
    void aRateLimitWithoutATimeCostsNoCheckItsPass() throws Exception {
        assertAllPass("");
    }

    @Test
    void aRateLimitThatThePlanKnowsCostsNoCheckItsPass() throws Exception {
        assertAllPass("  rate-limit: 20/s\n");
    }

    private static void assertAllPass(String settings) throws Exception {
        Path own = Files.createTempDirectory(folder, "limit");
        String zone = "limit_req_zone $server_name zone=one:1m rate=20r/s;\nlimit_req_status 429;";
        try (Nginx nginx =
                Nginx.plain(own, zone, "location / { limit_req zone=one burst=2 nodelay; return 200 ok; }")) {
            String[] checks = IntStream.range(0, 40)
                    .mapToObj(i -> "id: check-" + i + "\n" + GET)
                    .toArray(String[]::new);

            ProductionRun run =
                    ProductionRun.of(own, ProductionCase.plan(nginx.url(), settings + "budget: 60s", checks));

            assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
            assertThat(run.judged().run().checks()).hasSize(40).allSatisfy(check -> {
                assertThat(check.outcome()).isEqualTo(Outcome.PASSED);
                assertThat(check.attempts()).hasSize(1);
            });
        }
    }

    private static String showing(Pair client) {
        return "  client-certificate: { certificate: '" + client.chain() + "', key: '" + client.key() + "' }\n";
    }

    private void serving(String name, Pair pair, String server, String settings, Expected expected) {
        cases.add(new ProductionCase(
                name,
                () -> {
                    Nginx nginx = Nginx.tls(newFolder(), pair, server);
                    return new Server(nginx.url(), nginx, run -> {});
                },
                "  ca: '" + certificates.authority() + "'\n" + settings,
                GET,
                expected));
    }

    private void add(String name, Callable<Server> production, Expected expected) {
        cases.add(new ProductionCase(name, production, "", GET, expected));
    }

    private static Callable<Server> tls(Callable<RawServer> raw) {
        return () -> {
            RawServer server = raw.call();
            return new Server(URI.create("https://localhost:" + server.port()), server, run -> {});
        };
    }

    @TestFactory
    Stream<DynamicTest> tlsChecks() {
        return Stream.of(
                tls("a valid chain", certificates.valid(), Outcome.PASSED),
                tls("expired", certificates.expired(), Outcome.FAILED),
                tls("of the future", certificates.notYetValid(), Outcome.FAILED),
                tls("for another name", certificates.wrongName(), Outcome.FAILED),
                tls("without its intermediate", certificates.incomplete(), Outcome.FAILED),
                tls("signed by itself", certificates.selfSigned(), Outcome.FAILED));
    }

    private static DynamicTest tls(String name, Pair pair, Outcome outcome) {
        return DynamicTest.dynamicTest(name, () -> {
            Path own = newFolder();
            try (Nginx nginx = Nginx.tls(own, pair, OK)) {
                String settings = "  ca: '" + certificates.authority() + "'\n";
                String plan =
                        ProductionCase.plan(nginx.url(), settings, "id: it").replace("- http:", "- tls:");

                ProductionRun run = ProductionRun.of(own, plan);

                assertThat(run.check("it").outcome()).as(run.terminal()).isEqualTo(outcome);
                assertThat(run.check("it").attempts()).hasSize(1);
            }
        });
    }

    private Stream<DynamicTest> run() {
        List<ProductionCase> all = List.copyOf(cases);
        cases.clear();
        return ProductionCase.tests(folder, all);
    }
}
