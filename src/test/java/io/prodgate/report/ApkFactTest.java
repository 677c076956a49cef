package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.ApkReading.DomainPolicy;
import io.prodgate.evidence.ApkReading.FoundHost;
import io.prodgate.evidence.ApkReading.NetworkPolicy;
import io.prodgate.evidence.ApkReading.Signer;
import io.prodgate.evidence.ApkReading.Signing;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Redactor;
import io.prodgate.report.Fact.Detail;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApkFactTest {
    private static final String SHA = "ab".repeat(32);

    @Test
    void aReleaseIsToldInALineWithItsDetails() {
        Fact fact = Fact.of(reading(true, false));

        assertThat(fact.summary())
                .isEqualTo("app.apk: com.example.tickets 1.2.3 (version code 42), 29,555 bytes, signed (v2, v3)");
        assertThat(fact.against()).isFalse();
        assertThat(fact.details())
                .containsExactly(
                        new Detail("sha256 of the file", SHA),
                        new Detail("signed by", "CN=Tickets,O=Example\nsha256 " + SHA + "\nin v3, v2"),
                        new Detail("runs on", "Android API 24 and newer, written for 34; ABIs arm64-v8a"),
                        new Detail(
                                "connections",
                                "in general: encrypted only, by network-security-config\n"
                                        + "example.com and below: cleartext allowed, authorities installed by users"
                                        + " trusted"),
                        new Detail("hosts found", "https://api.example.com in classes.dex\nand 7 more"));
    }

    @Test
    void whatIsNotSignedOrADebugBuildSaysSo() {
        Fact fact = Fact.of(reading(false, true));

        assertThat(fact.summary()).endsWith("29,555 bytes, not validly signed, debuggable");
        assertThat(fact.against()).isTrue();
        assertThat(fact.details()).contains(new Detail("signature problems", "no signature"));
    }

    @Test
    void bothCertificatesOfAKeyThatWasRotatedAreTold() throws Exception {
        String old = "cd".repeat(32);
        ApkReading reading = reading(
                true,
                false,
                List.of(
                        new Signer(SHA, "CN=New", false, List.of("v3"), Optional.empty()),
                        new Signer(old, "CN=Old", false, List.of("v2"), Optional.of(SHA))));

        assertThat(Fact.of(reading).details())
                .contains(new Detail(
                        "signed by",
                        "CN=New\nsha256 " + SHA + "\nin v3\nCN=Old\nsha256 " + old + "\nin v2\nreplaced by sha256 "
                                + SHA + ", as the APK proves"));
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(reading), Evidence.class))
                .isEqualTo(reading);
    }

    @Test
    void staysWhatItIsThroughTheJournalAndHoldsNoSecret() throws Exception {
        ApkReading reading = reading(true, false);

        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(reading), Evidence.class))
                .isEqualTo(reading);
        assertThat(new Redactor(List.of("api.example.com")).redact(reading).toString())
                .doesNotContain("api.example.com");
    }

    private static ApkReading reading(boolean sound, boolean debuggable) {
        return reading(
                sound,
                debuggable,
                List.of(new Signer(SHA, "CN=Tickets,O=Example", false, List.of("v3", "v2"), Optional.empty())));
    }

    private static ApkReading reading(boolean sound, boolean debuggable, List<Signer> signers) {
        return new ApkReading(
                "app.apk",
                29_555,
                SHA,
                "com.example.tickets",
                Optional.of("1.2.3"),
                42,
                24,
                34,
                List.of("arm64-v8a"),
                debuggable,
                false,
                new Signing(
                        sound,
                        sound ? List.of("v2", "v3") : List.of(),
                        sound ? signers : List.of(),
                        sound ? List.of() : List.of("no signature")),
                new NetworkPolicy(
                        "network-security-config",
                        false,
                        false,
                        List.of(new DomainPolicy("example.com", true, true, true))),
                List.of(new FoundHost("https://api.example.com", "api.example.com", List.of("classes.dex"))),
                7);
    }
}
