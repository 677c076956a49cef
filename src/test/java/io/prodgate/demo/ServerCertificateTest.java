package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerCertificateTest {
    @Test
    void theValidOneIsSignedByTheDemosAuthorityForLoopbackAndOutlivesUs() throws Exception {
        X509Certificate certificate = certificate("server");

        certificate.verify(DemoClient.authority().getPublicKey());
        assertThat(certificate.getNotAfter().toInstant()).isAfter(Instant.parse("2120-01-01T00:00:00Z"));
        assertThat(certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactly("localhost", "127.0.0.1");
    }

    @Test
    void theExpiredOneDiffersInNothingButItsEnd() throws Exception {
        X509Certificate certificate = certificate("expired");

        certificate.verify(DemoClient.authority().getPublicKey());
        assertThat(certificate.getNotAfter().toInstant()).isBefore(Instant.parse("2021-01-02T00:00:00Z"));
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyElementsOf(certificate("server").getSubjectAlternativeNames());
    }

    @Test
    void theAuthorityIsGoodForNothingButLoopback() {
        X509Certificate authority = DemoClient.authority();

        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(authority.getCriticalExtensionOIDs()).as("name constraints").contains("2.5.29.30");
        assertThat(authority.getNotAfter().toInstant()).isAfter(Instant.parse("2120-01-01T00:00:00Z"));
    }

    private static X509Certificate certificate(String name) throws Exception {
        byte[] pem = Resources.text("tls/" + name + ".pem").getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }
}
