package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Trouble;
import io.prodgate.testing.Nginx;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.TestCertificates;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large answers, connections that HTTP/2 servers end, and servers that want a certificate. */
class AnswersTest {
    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() {
        certificates = TestCertificates.in(folder);
    }

    private static Reply send(HttpTraffic traffic, String method, URI url) throws InterruptedException {
        return traffic.exchange(Doors.request(method, url, "/", Duration.ofSeconds(20)), Doors.log(), Doors.soon());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "1000000, true"})
    void ofABodyTenMebibytesAreRead(int more, boolean truncated) throws Exception {
        int length = Request.MOST_BYTES + more;
        try (RawServer server = RawServer.doing((connection, number) -> {
                    RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
                    RawServer.write(connection, "x".repeat(length));
                });
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            assertThat(send(traffic, "GET", server.url())).isInstanceOfSatisfying(Reply.Answer.class, answer -> {
                assertThat(answer.body()).hasSize(Request.MOST_BYTES);
                assertThat(answer.exchange().truncated()).isEqualTo(truncated);
                assertThat(answer.exchange().body()).hasSizeLessThan(Excerpt.LIMIT + 100);
            });
        }
    }

    @Test
    void aServerThatEndsItsHttp2ConnectionsNowAndThenIsAskedOverNewOnes() throws Exception {
        Path own = java.nio.file.Files.createTempDirectory(folder, "nginx");
        // nginx says GOAWAY after as many requests (RFC 9113 section 6.8).
        try (Nginx nginx = Nginx.tls(
                        own,
                        certificates.valid(),
                        "keepalive_requests 3; location / { return 200 $connection_requests; }");
                HttpTraffic traffic =
                        Doors.to(nginx.url()).trusting(certificates.authority()).open()) {
            for (int i = 0; i < 30; i++) {
                assertThat(send(traffic, "GET", nginx.url())).isInstanceOfSatisfying(Reply.Answer.class, answer -> {
                    assertThat(answer.exchange().protocol()).isEqualTo("HTTP/2");
                    assertThat(answer.text()).isBetween("1", "3");
                });
            }
        }
    }

    /** A server of Java's own that accepts clients of the authority alone; the handshake itself fails, not the request. */
    private static SSLServerSocket demandingCertificates() throws Exception {
        TestCertificates.Pair pair = certificates.valid();
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        List<X509Certificate> chain = Pem.certificates(pair.chain());
        keys.setKeyEntry("server", Pem.privateKey(pair.key()), new char[0], chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, new char[0]);
        SSLServerSocket server = (SSLServerSocket)
                HttpTraffic.tls(factory.getKeyManagers(), Trust.with(Optional.of(certificates.authority())))
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        return server;
    }

    private static void serve(SSLServerSocket server) {
        while (!server.isClosed()) {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                RawServer.readHead(client);
                RawServer.write(client, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            } catch (java.io.IOException e) {
                // A client that was refused, or the test is over.
                continue;
            }
        }
    }

    private static Reply askDemanding(Optional<TestCertificates.Pair> shown) throws Exception {
        try (SSLServerSocket server = demandingCertificates()) {
            Thread.ofVirtual().start(() -> serve(server));
            URI url = URI.create("https://localhost:" + server.getLocalPort());
            Doors doors = Doors.to(url).trusting(certificates.authority());
            shown.ifPresent(pair -> doors.showing(pair.chain(), pair.key()));
            try (HttpTraffic traffic = doors.open()) {
                return send(traffic, "POST", url);
            }
        }
    }

    @Test
    void theClientCertificateOpensTheDoor() throws Exception {
        assertThat(askDemanding(Optional.of(certificates.client()))).isInstanceOf(Reply.Answer.class);
    }

    @Test
    void aMissingOrForeignClientCertificateIsNamedAsTheReason() throws Exception {
        for (Optional<TestCertificates.Pair> shown :
                List.of(Optional.<TestCertificates.Pair>empty(), Optional.of(certificates.selfSigned()))) {
            assertThat(askDemanding(shown))
                    .isInstanceOfSatisfying(
                            Reply.NoAnswer.class,
                            none -> assertThat(none.trouble().kind())
                                    .as(none.trouble().message())
                                    .isEqualTo(Trouble.Kind.CLIENT_CERTIFICATE_REFUSED));
        }
    }
}
