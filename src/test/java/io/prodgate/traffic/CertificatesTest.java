package io.prodgate.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Trouble.Kind;
import io.prodgate.testing.NamesWithoutNetwork;
import io.prodgate.testing.Nginx;
import io.prodgate.testing.RawServer;
import io.prodgate.testing.TestCertificates;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    private static final String OK = "location / { return 200 ok; }";

    @TempDir
    static Path folder;

    static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() {
        certificates = TestCertificates.in(folder);
    }

    private record Seen(Reply reply, CertificateChain chain) {}

    private static Seen ask(TestCertificates.Pair pair, String server, Optional<TestCertificates.Pair> client)
            throws Exception {
        Path own = java.nio.file.Files.createTempDirectory(folder, "nginx");
        try (Nginx nginx = Nginx.tls(own, pair, server)) {
            Doors doors = Doors.to(nginx.url()).trusting(certificates.authority());
            client.ifPresent(shown -> doors.showing(shown.chain(), shown.key()));
            try (HttpTraffic traffic = doors.open()) {
                Reply reply = traffic.exchange(Doors.get(nginx.url(), "/"), Doors.log(), Doors.soon());
                EvidenceLog log = Doors.log();
                CertificateChain chain = traffic.inspect("localhost", nginx.port(), log, Doors.soon());
                assertThat(chain).as(log.facts().toString()).isNotNull();
                assertThat(log.facts()).containsExactly(chain);
                return new Seen(reply, Objects.requireNonNull(chain));
            }
        }
    }

    private static void assertRefused(TestCertificates.Pair pair, Kind kind) throws Exception {
        Seen seen = ask(pair, OK, Optional.empty());
        assertThat(seen.chain().problem()).contains(kind);
        assertThat(seen.reply()).isInstanceOfSatisfying(Reply.NoAnswer.class, none -> {
            assertThat(none.trouble().kind()).as(none.trouble().message()).isEqualTo(kind);
            assertThat(none.trouble().sent()).isEqualTo(Trouble.Sent.NOTHING);
        });
    }

    @Test
    void aValidChainIsTrustedAndReadOverHttp2() throws Exception {
        Seen seen = ask(certificates.valid(), OK, Optional.empty());
        assertThat(seen.reply()).isInstanceOfSatisfying(Reply.Answer.class, answer -> {
            assertThat(answer.exchange().protocol()).isEqualTo("HTTP/2");
            assertThat(answer.text()).isEqualTo("ok");
        });
        assertThat(seen.chain().problem()).isEmpty();
        assertThat(seen.chain().certificates()).hasSize(2);
        assertThat(seen.chain().certificates().getFirst().names()).containsExactly("localhost", "127.0.0.1");
        assertThat(seen.chain().protocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void anExpiredCertificateIsNamed() throws Exception {
        assertRefused(certificates.expired(), Kind.CERTIFICATE_EXPIRED);
    }

    @Test
    void aCertificateOfTheFutureIsNamed() throws Exception {
        assertRefused(certificates.notYetValid(), Kind.CERTIFICATE_NOT_YET_VALID);
    }

    @Test
    void aCertificateForOtherNamesIsNamed() throws Exception {
        assertRefused(certificates.wrongName(), Kind.CERTIFICATE_WRONG_NAME);
    }

    @Test
    void aMissingIntermediateIsUntrusted() throws Exception {
        assertRefused(certificates.incomplete(), Kind.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void aSelfSignedCertificateIsUntrusted() throws Exception {
        assertRefused(certificates.selfSigned(), Kind.CERTIFICATE_UNTRUSTED);
    }

    @Test
    void theClientCertificateIsShownWhenAskedFor() throws Exception {
        String mutual = "ssl_client_certificate " + certificates.authority() + ";\nssl_verify_client on;\n"
                + "location / { return 200 $ssl_client_s_dn; }";
        Seen seen = ask(certificates.valid(), mutual, Optional.of(certificates.client()));
        assertThat(seen.reply())
                .isInstanceOfSatisfying(
                        Reply.Answer.class, answer -> assertThat(answer.text()).isEqualTo("CN=client"));
    }

    @Test
    void keysInOtherFormsAreRefusedWithTheCommandThatConvertsThem() {
        TestCertificates.Pair client = certificates.client();
        assertThatThrownBy(() -> Doors.to(java.net.URI.create("https://localhost"))
                        .showing(client.chain(), certificates.keyAs("pkcs1"))
                        .open())
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("PKCS#8")
                .hasMessageContaining("openssl pkcs8 -topk8");
        assertThatThrownBy(() -> Doors.to(java.net.URI.create("https://localhost"))
                        .showing(client.chain(), certificates.keyAs("encrypted"))
                        .open())
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("encrypted");
    }

    @Test
    void aServerWithoutTlsLeavesATroubleInsteadOfAChain() throws Exception {
        try (RawServer server = RawServer.greeting("220 mail.example.com ESMTP\r\n");
                HttpTraffic traffic = Doors.to(server.url()).open()) {
            EvidenceLog log = Doors.log();
            assertThat(traffic.inspect("127.0.0.1", server.port(), log, Doors.soon()))
                    .isNull();
            assertThat(log.facts())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Trouble.class,
                            trouble -> assertThat(trouble.kind())
                                    .as(trouble.message())
                                    .isEqualTo(Kind.TLS_HANDSHAKE));
        }
    }

    @Test
    void aResolverThatIsSilentIsADnsTrouble() throws Exception {
        String host = NamesWithoutNetwork.SILENT;
        try (HttpTraffic traffic = Doors.to(URI.create("https://" + host)).open()) {
            EvidenceLog log = Doors.log();
            assertThat(traffic.inspect(host, 443, log, Instant.now().plusMillis(300)))
                    .isNull();
            assertThat(log.facts()).singleElement().isInstanceOfSatisfying(Trouble.class, trouble -> {
                assertThat(trouble.kind()).as(trouble.message()).isEqualTo(Kind.DNS_FAILED);
                assertThat(trouble.message()).contains("resolver is silent");
            });
        }
    }
}
