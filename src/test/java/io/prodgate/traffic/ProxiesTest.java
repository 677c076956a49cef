package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Trouble;
import io.prodgate.testing.Nginx;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.TestCertificates;
import io.prodgate.testing.TestProxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final URI PLAIN = URI.create("http://production.invalid");
    private static final URI SECURE = URI.create("https://production.invalid");
    private static final String BASIC = "Basic "
            + Base64.getEncoder().encodeToString("us er:p@ss".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    private static final String CREDENTIALS = "us%20er:p%40ss@";

    @TempDir
    static Path folder;

    static TestCertificates certificates;
    static Nginx secure;

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

    private static Map<String, String> both(String proxy) {
        return Map.of("HTTP_PROXY", "http://" + proxy, "https_proxy", "http://" + proxy);
    }

    private static Reply ask(URI url, String proxy) throws Exception {
        try (HttpTraffic traffic = Doors.to(url)
                .environment(both(proxy))
                .trusting(certificates.authority())
                .open()) {
            return traffic.exchange(Doors.get(url, "/"), Doors.log(), Doors.soon());
        }
    }

    private static void assertAnswered(Reply reply, String text) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answer.class, answer -> assertThat(answer.text()).isEqualTo(text));
    }

    private static void assertTrouble(Reply reply, Trouble.Kind kind) {
        assertThat(reply).isInstanceOfSatisfying(Reply.NoAnswer.class, none -> {
            assertThat(none.trouble().kind()).as(none.trouble().message()).isEqualTo(kind);
            assertThat(none.trouble().sent()).isEqualTo(Trouble.Sent.NOTHING);
            assertThat(none.trouble().message()).doesNotContain("p@ss").doesNotContain(BASIC);
        });
    }

    @Test
    void plainHttpIsAskedThroughTheProxy() throws Exception {
        try (RawServer server = RawServer.alwaysSaying("plain");
                TestProxy proxy = TestProxy.to(server.port())) {
            assertAnswered(ask(PLAIN, proxy.address()), "plain");
            assertThat(proxy.heads()).singleElement().asString().startsWith("GET http://production.invalid/ HTTP/1.1");
        }
    }

    @Test
    void httpsGoesThroughATunnel() throws Exception {
        try (TestProxy proxy = TestProxy.to(secure.port())) {
            assertAnswered(ask(SECURE, proxy.address()), "secure");
            assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT production.invalid:443 ");
        }
    }

    @Test
    void credentialsAreShownToTheProxyAloneOverPlainHttp() throws Exception {
        try (RawServer server = RawServer.alwaysSaying("plain");
                TestProxy proxy = TestProxy.to(server.port(), BASIC)) {
            assertAnswered(ask(PLAIN, CREDENTIALS + proxy.address()), "plain");
        }
    }

    @Test
    void credentialsAreShownToTheProxyAloneForATunnel() throws Exception {
        try (TestProxy proxy = TestProxy.to(secure.port(), BASIC)) {
            assertAnswered(ask(SECURE, CREDENTIALS + proxy.address()), "secure");
        }
    }

    @Test
    void credentialsDoNotReachAServerBehindATunnel() throws Exception {
        Path own = java.nio.file.Files.createTempDirectory(folder, "echo");
        try (Nginx nginx = Nginx.tls(
                        own,
                        certificates.named("production.invalid"),
                        "location / { return 200 \"seen:$http_proxy_authorization\"; }");
                TestProxy proxy = TestProxy.to(nginx.port(), BASIC)) {
            assertAnswered(ask(SECURE, CREDENTIALS + proxy.address()), "seen:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aProxyThatWantsCredentialsIsNamed(String scheme) throws Exception {
        URI url = scheme.equals("http") ? PLAIN : SECURE;
        try (TestProxy proxy = TestProxy.to(secure.port(), BASIC)) {
            assertTrouble(ask(url, proxy.address()), Trouble.Kind.PROXY_AUTHENTICATION);
            assertTrouble(ask(url, "wrong:one@" + proxy.address()), Trouble.Kind.PROXY_AUTHENTICATION);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aDeadProxyIsNotProductionsFault(String scheme) throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertTrouble(ask(scheme.equals("http") ? PLAIN : SECURE, "127.0.0.1:" + free), Trouble.Kind.PROXY);
    }

    @Test
    void aProxyThatRefusesTheTunnelIsNotProductionsFault() throws Exception {
        try (RawServer proxy =
                RawServer.answering("HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
            assertTrouble(ask(SECURE, "127.0.0.1:" + proxy.port()), Trouble.Kind.PROXY_REFUSED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, ERR_ACCESS_DENIED 0, PROXY_REFUSED",
        "503, ERR_CONNECT_FAIL 111, NOT_REACHED_BY_PROXY",
        "504, ERR_DNS_FAIL 0, NOT_REACHED_BY_PROXY"
    })
    void anAnswerThatAProxyMarksAsItsOwnIsNotTheHosts(int status, String error, Trouble.Kind kind) throws Exception {
        String answer = "HTTP/1.1 " + status + " No\r\nX-Squid-Error: " + error
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (RawServer proxy = RawServer.answering(answer)) {
            assertTrouble(ask(PLAIN, "127.0.0.1:" + proxy.port()), kind);
            try (HttpTraffic direct = Doors.to(proxy.url()).open()) {
                assertThat(direct.exchange(Doors.get(proxy.url(), "/"), Doors.log(), Doors.soon()))
                        .as("without a proxy it is the host's own")
                        .isInstanceOf(Reply.Answer.class);
            }
        }
    }

    /** What may have arrived must not be sent again. */
    @Test
    void aProxyThatLostTheAnswerHadPassedTheRequestOn() throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 504 No\r\nX-Squid-Error: ERR_READ_TIMEOUT 110"
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
            assertThat(ask(PLAIN, "127.0.0.1:" + proxy.port()))
                    .isInstanceOfSatisfying(
                            Reply.NoAnswer.class,
                            none -> assertThat(none.trouble().sent()).isEqualTo(Trouble.Sent.PERHAPS));
        }
    }

    /** That is what a proxy says when production is down: it must not pass for the proxy's own fault. */
    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void aProxyThatGetsNoConnectionToTheHostSaysSo(int status) throws Exception {
        String refusal = "HTTP/1.1 " + status + " No way\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (RawServer proxy = RawServer.answering(refusal)) {
            String address = "127.0.0.1:" + proxy.port();
            assertTrouble(ask(SECURE, address), Trouble.Kind.NOT_REACHED_BY_PROXY);
            try (HttpTraffic traffic =
                    Doors.to(SECURE).environment(both(address)).open()) {
                EvidenceLog log = Doors.log();
                assertThat(traffic.inspect("production.invalid", 443, log, Doors.soon()))
                        .isNull();
                assertThat(log.facts())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                Trouble.class,
                                trouble -> assertThat(trouble.kind()).isEqualTo(Trouble.Kind.NOT_REACHED_BY_PROXY));
            }
        }
    }

    @Test
    void theChainIsReadThroughATunnel() throws Exception {
        try (TestProxy proxy = TestProxy.to(secure.port(), BASIC);
                HttpTraffic traffic = Doors.to(SECURE)
                        .environment(both(CREDENTIALS + proxy.address()))
                        .trusting(certificates.authority())
                        .open()) {
            CertificateChain chain = traffic.inspect("production.invalid", 443, Doors.log(), Doors.soon());
            assertThat(Objects.requireNonNull(chain).problem()).isEmpty();
        }
        try (TestProxy proxy = TestProxy.to(secure.port(), BASIC);
                HttpTraffic traffic =
                        Doors.to(SECURE).environment(both(proxy.address())).open()) {
            EvidenceLog log = Doors.log();
            assertThat(traffic.inspect("production.invalid", 443, log, Doors.soon()))
                    .isNull();
            assertThat(log.facts())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Trouble.class,
                            trouble -> assertThat(trouble.kind()).isEqualTo(Trouble.Kind.PROXY_AUTHENTICATION));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://api.example.com/, true",
        "example.com, https://api.example.com/, false",
        ".example.com, https://api.example.com/, false",
        "*.example.com, https://api.example.com/, false",
        "example.com, https://notexample.com/, true",
        "API.example.COM, https://api.example.com/, false",
        "example.com:443, https://api.example.com/, false",
        "example.com:8443, https://api.example.com/, true",
        "*, https://api.example.com/, false",
        "'a.org , example.com', https://api.example.com/, false",
        "10.1.2.3, http://10.1.2.3/, false",
        "10.0.0.0/8, http://10.1.2.3/, false",
        "10.0.0.0/8, http://11.1.2.3/, true",
        "192.168.4.0/22, http://192.168.7.9/, false",
        "192.168.4.0/22, http://192.168.8.9/, true",
        "'[2001:db8::1]', 'https://[2001:db8::1]/', false",
        "2001:db8::1, 'https://[2001:db8::1]/', false",
        "'', http://localhost:8080/, false",
        "'', http://127.3.2.1/, false",
        "'', 'http://[::1]/', false",
    })
    void noProxyNamesWhoIsAskedDirectly(String exceptions, URI url, boolean proxied) throws Exception {
        Proxies proxies = Proxies.of(
                Map.of("http_proxy", "proxy.test:3128", "HTTPS_PROXY", "proxy.test:3128", "NO_PROXY", exceptions));
        assertThat(proxies.used(url)).isEqualTo(proxied);
    }

    @Test
    void theLowerCaseWinsAndEachSchemeHasItsOwn() throws Exception {
        Proxies proxies = Proxies.of(Map.of("http_proxy", "http://low:1", "HTTP_PROXY", "http://up:2"));
        assertThat(proxies.describe(URI.create("http://example.com/"))).isEqualTo("low:1");
        assertThat(proxies.used(URI.create("https://example.com/"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://proxy:3128", "socks5://proxy:1080", "http://user:s3cret@", "http://a b:s3cret@proxy"})
    void aProxyThatCannotBeUsedIsRefusedWithoutItsPassword(String value) {
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("s3cret");
    }
}
