package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
import io.prodgate.plan.RegularExpression;
import io.prodgate.plan.Template;
import io.prodgate.plan.Witnesses.NameServer;
import io.prodgate.plan.Witnesses.ProbePoint;
import io.prodgate.plan.Witnesses.ProxyPoint;
import io.prodgate.plan.Witnesses.VantagePoint;
import io.prodgate.testing.Misbehaviour;
import io.prodgate.testing.Nginx;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.SteppingTime;
import io.prodgate.testing.TestCertificates;
import io.prodgate.testing.TestNameServer;
import io.prodgate.testing.TestProxy;
import io.prodgate.traffic.Inquiry.Doubt;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Witnesses on real sockets: what they are asked, what they learn, and what they are believed. */
class HearingTest {
    private static final String PRODUCTION = "http://production.invalid";
    private static final String SECURE = "https://production.invalid";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    @TempDir
    static Path folder;

    static TestCertificates certificates;
    static Nginx secure;

    private final SteppingTime time = SteppingTime.atNoon();

    @BeforeAll
    static void startNginx() {
        certificates = TestCertificates.in(folder);
        secure = Nginx.tls(
                folder.resolve("nginx"), certificates.named("production.invalid"), "location / { return 200 secure; }");
    }

    @AfterAll
    static void stopNginx() {
        secure.close();
    }

    private Doors door() {
        return Doors.to(URI.create(PRODUCTION))
                .time(time)
                .header("X-Api-Key", "s3cret-of-production")
                .trusting(certificates.authority());
    }

    private static List<Evidence> ask(HttpTraffic traffic, String target, Doubt doubt) throws InterruptedException {
        EvidenceLog log = Doors.log();
        traffic.askWitnesses(Inquiry.about(target, doubt), log);
        return log.facts();
    }

    private VantageProbe see(String target, VantagePoint point, URI... controls) throws Exception {
        try (HttpTraffic traffic =
                door().vantagePoints(point).controls(controls).open()) {
            return ask(traffic, target, Doubt.CONNECTION).stream()
                    .filter(VantageProbe.class::isInstance)
                    .map(VantageProbe.class::cast)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static VantagePoint proxy(String address) {
        return new ProxyPoint("frankfurt", URI.create("http://" + address), Optional.empty());
    }

    private static VantagePoint probe(URI url) throws Exception {
        return new ProbePoint(
                "uptime",
                url,
                Optional.of(Template.literal("pr0be")),
                RegularExpression.compile("\"up\": *true"),
                RegularExpression.compile("\"up\": *false"));
    }

    /** A proxy that gets through to one host only. */
    private static RawServer proxyThatReaches(String host) {
        return RawServer.withHeads((connection, head) -> RawServer.write(
                connection,
                head.lines().findFirst().orElse("").contains(host)
                        ? OK
                        : "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void aProxyElsewhereThatReachesProductionSaysSoAndLearnsNothingButItsOrigin() throws Exception {
        try (RawServer production = RawServer.answering(Misbehaviour.answer(401, "text/plain", "-"));
                TestProxy proxy = TestProxy.to(
                        production.port(), "Basic " + Base64.getEncoder().encodeToString("me:pa55".getBytes()))) {
            VantagePoint point = new ProxyPoint(
                    "frankfurt", URI.create("http://" + proxy.address()), Optional.of(Template.literal("me:pa55")));

            assertThat(see(PRODUCTION + "/private?token=t0ken", point))
                    .returns("frankfurt", VantageProbe::vantage)
                    .returns(PRODUCTION + "/", VantageProbe::target)
                    .returns(true, VantageProbe::usable)
                    .returns(true, VantageProbe::reached)
                    .returns("status 401", VantageProbe::detail);
            assertThat(production.heads())
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith("HEAD / HTTP/1.1")
                            .contains("User-Agent: prodgate/")
                            .doesNotContain("s3cret", "private", "t0ken"));
        }
    }

    @Test
    void overTlsTheConnectionIsVerified() throws Exception {
        try (TestProxy proxy = TestProxy.to(secure.port())) {
            assertThat(see(SECURE, proxy(proxy.address()))).returns(true, VantageProbe::reached);
            assertThat(see("https://other.invalid", proxy(proxy.address()), URI.create(SECURE)))
                    .returns(true, VantageProbe::usable)
                    .returns(false, VantageProbe::reached)
                    .satisfies(seen -> assertThat(seen.detail()).startsWith("certificate-wrong-name"));
        }
    }

    @Test
    void notReachedCountsOnlyIfAnotherHostIsReached() throws Exception {
        URI control = URI.create("http://control.invalid");
        try (RawServer proxy = proxyThatReaches("control.invalid")) {
            String address = "127.0.0.1:" + proxy.port();
            assertThat(see(PRODUCTION, proxy(address), URI.create("http://dead.invalid"), control))
                    .returns(true, VantageProbe::usable)
                    .returns(false, VantageProbe::reached)
                    .returns("status 502", VantageProbe::detail);
            assertThat(see(PRODUCTION, proxy(address), URI.create("http://dead.invalid")))
                    .returns(false, VantageProbe::usable);
            assertThat(see(PRODUCTION, proxy(address)))
                    .returns(false, VantageProbe::usable)
                    .satisfies(seen -> assertThat(seen.detail()).contains("without control hosts"));
        }
    }

    @ParameterizedTest
    @CsvSource({"403", "407", "500", "502", "503", "504"})
    void whatMayBeTheProxysOwnAnswerIsNotProductions(int status) throws Exception {
        try (RawServer proxy = RawServer.answering(Misbehaviour.answer(status, "text/plain", "-"))) {
            assertThat(see(PRODUCTION, proxy("127.0.0.1:" + proxy.port()), URI.create("http://control.invalid")))
                    .returns(false, VantageProbe::usable)
                    .returns(false, VantageProbe::reached);
        }
    }

    @Test
    void aPlaceThatCannotBeReachedTellsNothing() throws Exception {
        assertThat(see(PRODUCTION, proxy("127.0.0.1:" + Misbehaviour.deadPortNumber())))
                .returns(false, VantageProbe::usable);
        assertThat(see(PRODUCTION, probe(URI.create("http://127.0.0.1:" + Misbehaviour.deadPortNumber()))))
                .returns(false, VantageProbe::usable)
                .satisfies(seen -> assertThat(seen.detail()).contains("could not be asked"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|{\"up\": true}|true|true",
                "200|{\"up\":false}|true|false",
                "200|<html>Please sign in</html>|false|false",
                "200|{\"up\": true, \"was\": {\"up\": false}}|false|false",
                "200||false|false",
                "401|{\"up\": true}|false|false",
                "503|{\"up\": false}|false|false"
            })
    void aProbeIsBelievedWhatItSaysPlainly(int status, String body, boolean usable, boolean reached) throws Exception {
        String answer = Misbehaviour.answer(status, "application/json", body == null ? "" : body);
        try (RawServer service = RawServer.answering(answer)) {
            URI url = URI.create(service.url() + "/reachable?from=eu");

            assertThat(see(SECURE + ":8443/private", probe(url)))
                    .returns(usable, VantageProbe::usable)
                    .returns(reached, VantageProbe::reached);
            assertThat(service.heads())
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith(
                                    "GET /reachable?from=eu&url=https%3A%2F%2Fproduction.invalid%3A8443%2F HTTP/1.1")
                            .contains("Authorization: Bearer pr0be")
                            .doesNotContain("s3cret", "private"));
        }
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void onlyWhoCanTellIsAsked(Doubt doubt) throws Exception {
        try (RawServer service = RawServer.alwaysSaying("{\"up\": true}");
                RawServer control = RawServer.answering(OK);
                TestNameServer names =
                        TestNameServer.refusing(org.minidns.dnsmessage.DnsMessage.RESPONSE_CODE.REFUSED);
                HttpTraffic traffic = door().vantagePoints(probe(service.url()))
                        .controls(control.url())
                        .nameServers(new NameServer("127.0.0.1", names.port()))
                        .open()) {
            List<Evidence> facts = ask(traffic, PRODUCTION, doubt);

            assertThat(facts).hasAtLeastOneElementOfType(ControlProbe.class);
            assertThat(facts.stream().anyMatch(VantageProbe.class::isInstance))
                    .isEqualTo(doubt == Doubt.NAME || doubt == Doubt.CONNECTION);
            assertThat(facts.stream().anyMatch(NameLookup.class::isInstance)).isEqualTo(doubt == Doubt.NAME);
            assertThat(names.asked().isEmpty()).isEqualTo(doubt != Doubt.NAME);
        }
    }

    @Test
    void manyChecksInTroubleAskOnceAndLaterAgain() throws Exception {
        try (RawServer service = RawServer.answering(Misbehaviour.answer(200, "application/json", "{\"up\": true}"));
                TestNameServer names =
                        TestNameServer.refusing(org.minidns.dnsmessage.DnsMessage.RESPONSE_CODE.REFUSED);
                HttpTraffic traffic = door().vantagePoints(probe(service.url()))
                        .nameServers(new NameServer("127.0.0.1", names.port()))
                        .open()) {
            List<Evidence> first = ask(traffic, PRODUCTION + "/one", Doubt.NAME);
            int questions = names.asked().size();
            for (int check = 0; check < 300; check++) {
                assertThat(ask(traffic, PRODUCTION + "/" + check, Doubt.NAME)).isEqualTo(first);
            }
            assertThat(service.connections()).isEqualTo(1);
            assertThat(names.asked()).hasSize(questions);

            ask(traffic, "http://other.invalid", Doubt.CONNECTION);
            assertThat(service.connections()).isEqualTo(2);
            time.advance(Duration.ofSeconds(30));
            ask(traffic, PRODUCTION, Doubt.NAME);
            assertThat(service.connections()).isEqualTo(3);
            assertThat(names.asked().size()).isGreaterThan(questions);
        }
    }

    @Test
    void aTargetThatIsNoUrlIsAskedOfNobodyButTheControls() throws Exception {
        try (RawServer service = RawServer.alwaysSaying("{\"up\": true}");
                RawServer control = RawServer.answering(OK);
                HttpTraffic traffic = door().vantagePoints(probe(service.url()))
                        .controls(control.url())
                        .open()) {
            assertThat(ask(traffic, "https://***/x y", Doubt.CONNECTION)).hasOnlyElementsOfType(ControlProbe.class);
        }
    }

    @Test
    void theChainTellsWhoSignedWhatWasRefused() throws Exception {
        try (Nginx selfSigned = Nginx.tls(
                        folder.resolve("self-signed"), certificates.selfSigned(), "location / { return 200 ok; }");
                HttpTraffic traffic = door().open()) {
            String target = "https://127.0.0.1:" + selfSigned.port() + "/";

            assertThat(ask(traffic, target, Doubt.CERTIFICATE))
                    .singleElement()
                    .isInstanceOfSatisfying(CertificateChain.class, chain -> {
                        assertThat(chain.problem()).contains(Trouble.Kind.CERTIFICATE_UNTRUSTED);
                        assertThat(chain.certificates()).hasSize(1);
                    });
        }
    }

    @Test
    void aControlHostTellsWhoAnswersInItsPlace() throws Exception {
        try (Nginx inspecting = Nginx.tls(
                        folder.resolve("inspecting"), certificates.wrongName(), "location / { return 200 ok; }");
                RawServer portal = RawServer.answering(Misbehaviour.redirect("http://portal.example.net/login"));
                RawServer signIn = RawServer.answering(Misbehaviour.answer(511, "text/html", "-"));
                RawServer own = RawServer.answering(Misbehaviour.redirect("/home"));
                HttpTraffic traffic = door().controls(
                                URI.create("https://127.0.0.1:" + inspecting.port()),
                                portal.url(),
                                signIn.url(),
                                own.url())
                        .open()) {
            List<ControlProbe> probes = ask(traffic, PRODUCTION, Doubt.ANSWER).stream()
                    .filter(ControlProbe.class::isInstance)
                    .map(ControlProbe.class::cast)
                    .toList();

            assertThat(probes).extracting(ControlProbe::answered).containsExactly(false, false, false, true);
            assertThat(probes.getFirst().trouble()).contains(Trouble.Kind.CERTIFICATE_WRONG_NAME);
            assertThat(probes.getFirst().certificate().orElseThrow().names()).containsExactly("elsewhere.example.com");
            assertThat(probes.get(1).portal()).contains("http://portal.example.net");
            assertThat(probes.get(2).portal()).contains("status 511");
            assertThat(probes.get(3).portal()).isEmpty();
        }
    }
}
