package io.prodgate.device.apk;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.ApkReading.DomainPolicy;
import io.prodgate.evidence.ApkReading.FoundHost;
import io.prodgate.evidence.ApkReading.Signer;
import io.prodgate.testing.CompiledXml.Attribute;
import io.prodgate.testing.CompiledXml.Tag;
import io.prodgate.testing.SigningKeys;
import io.prodgate.testing.TinyApk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApkReaderTest {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatAReleaseIs() throws Exception {
        Path file = TinyApk.release()
                .file("lib/arm64-v8a/libapp.so", "\u007fELF")
                .file("lib/x86_64/libapp.so", "\u007fELF")
                .signed(apk(), SigningKeys.PRODUCTION);

        ApkReading reading = read(file);

        assertThat(reading.file()).isEqualTo("app.apk");
        assertThat(reading.bytes()).isEqualTo(Files.size(file));
        assertThat(reading.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
        assertThat(reading.packageName()).isEqualTo(TinyApk.PACKAGE);
        assertThat(reading.versionName()).contains("1.2.3");
        assertThat(reading.versionCode()).isEqualTo(42);
        assertThat(reading.minSdk()).isEqualTo(24);
        assertThat(reading.targetSdk()).isEqualTo(34);
        assertThat(reading.abis()).containsExactly("arm64-v8a", "x86_64");
        assertThat(reading.debuggable()).isFalse();
        assertThat(reading.testOnly()).isFalse();
    }

    @Test
    void tellsTheLongVersionCodeOfAndroid9() throws Exception {
        Path file = TinyApk.release()
                .manifest(Attribute.number("versionCodeMajor", 0x01010576, 1))
                .signed(apk(), SigningKeys.PRODUCTION);

        assertThat(read(file).versionCode()).isEqualTo((1L << 32) + 42);
    }

    @Test
    void tellsThatADebuggerMayBeAttachedAndThatItIsForTestsOnly() throws Exception {
        Path file = TinyApk.release()
                .debuggable()
                .application(Attribute.flag("testOnly", 0x01010272, true))
                .signed(apk(), SigningKeys.PRODUCTION);

        assertThat(read(file)).satisfies(reading -> {
            assertThat(reading.debuggable()).isTrue();
            assertThat(reading.testOnly()).isTrue();
        });
    }

    @Test
    void tellsWhoSignedItByEveryScheme() throws Exception {
        Path file = TinyApk.release().minSdk(21).schemes("v1", "v2", "v3").signed(apk(), SigningKeys.PRODUCTION);

        ApkReading.Signing signing = read(file).signing();

        assertThat(signing.verified()).isTrue();
        assertThat(signing.schemes()).containsExactly("v1", "v2", "v3");
        assertThat(signing.problems()).isEmpty();
        assertThat(signing.signers())
                .containsExactly(new Signer(
                        SigningKeys.PRODUCTION.sha256(),
                        "CN=Tickets,O=Example",
                        false,
                        List.of("v3", "v2", "v1"),
                        Optional.empty()));
    }

    @Test
    void knowsAndroidsDebugCertificate() throws Exception {
        Path file = TinyApk.release().signed(apk(), SigningKeys.DEBUG);

        assertThat(read(file).signing().signers())
                .extracting(Signer::androidDebug)
                .containsExactly(true);
    }

    @Test
    void anUnsignedFileIsNotVerified() throws Exception {
        ApkReading.Signing signing = read(TinyApk.release().unsigned(apk())).signing();

        assertThat(signing.verified()).isFalse();
        assertThat(signing.signers()).isEmpty();
        assertThat(signing.problems()).isNotEmpty();
    }

    @Test
    void aFileThatWasChangedAfterItWasSignedIsNotVerified() throws Exception {
        Path file = TinyApk.release().file("assets/a.txt", "a".repeat(50)).signed(apk(), SigningKeys.PRODUCTION);
        byte[] bytes = Files.readAllBytes(file);
        // The time of the first entry: of no use to anybody, but signed.
        bytes[11] ^= 1;

        ApkReading.Signing signing = read(Files.write(file, bytes)).signing();

        assertThat(signing.verified()).isFalse();
        assertThat(signing.problems()).isNotEmpty();
    }

    @Test
    void aSignatureThatOlderAndroidsDoNotKnowIsNotEnoughForThem() throws Exception {
        Path file = TinyApk.release().minSdk(24).schemes("v3").signed(apk(), SigningKeys.PRODUCTION);

        assertThat(read(file).signing().verified()).isFalse();
    }

    @Test
    void cleartextIsAllowedByOldTargetsOnly() throws Exception {
        assertThat(read(TinyApk.release().targetSdk(27).unsigned(apk()))
                        .network()
                        .cleartext())
                .isTrue();
        assertThat(read(TinyApk.release().targetSdk(28).unsigned(apk()))
                        .network()
                        .cleartext())
                .isFalse();
    }

    @Test
    void cleartextIsAsTheManifestSays() throws Exception {
        ApkReading.NetworkPolicy network =
                read(TinyApk.release().cleartext(true).unsigned(apk())).network();

        assertThat(network.source()).isEqualTo("usesCleartextTraffic");
        assertThat(network.cleartext()).isTrue();
    }

    @Test
    void aNetworkSecurityConfigGoesBeforeTheManifestAndSaysWhatHoldsForEachDomain() throws Exception {
        Path file = TinyApk.release()
                .cleartext(true)
                .network(
                        Tag.of("base-config", List.of(Attribute.flag("cleartextTrafficPermitted", 0, false))),
                        Tag.of(
                                "domain-config",
                                List.of(Attribute.text("cleartextTrafficPermitted", 0, "true")),
                                Tag.of(
                                        "domain",
                                        List.of(Attribute.flag("includeSubdomains", 0, true)),
                                        " Dev.Example.com "),
                                Tag.of(
                                        "domain-config",
                                        List.of(),
                                        Tag.of("domain", List.of(), "inner.dev.example.com"),
                                        anchors("user"))))
                .unsigned(apk());

        ApkReading.NetworkPolicy network = read(file).network();

        assertThat(network.source()).isEqualTo("network-security-config");
        assertThat(network.cleartext()).isFalse();
        assertThat(network.userCertificates()).isFalse();
        assertThat(network.domains())
                .containsExactly(
                        new DomainPolicy("dev.example.com", true, true, false),
                        new DomainPolicy("inner.dev.example.com", false, true, true));
    }

    @Test
    void whatHoldsForDebuggersCountsOnlyIfOneMayBeAttached() throws Exception {
        Object overrides = Tag.of("debug-overrides", List.of(), anchors("user"));

        assertThat(read(TinyApk.release().network(overrides).unsigned(apk()))
                        .network()
                        .userCertificates())
                .isFalse();
        assertThat(read(TinyApk.release().debuggable().network(overrides).unsigned(apk()))
                        .network()
                        .userCertificates())
                .isTrue();
    }

    @Test
    void findsHostsInCodeInResourcesAndInOtherFiles() throws Exception {
        Path file = TinyApk.release()
                .code("classes.dex", "https://api.example.com/v1", "Lcom/example/Main;", "com.example.Main", "1.2.3.4")
                .code("classes2.dex", "staging.example.com", "http://10.0.2.2:8080/")
                .file(
                        "assets/index.android.bundle",
                        "var a={u:\"https:\\/\\/js.example.com\\/x\",h:'cdn.example.com'};")
                .file("lib/arm64-v8a/libapp.so", "\u0001\u0002https://native.example.com\u0000rest")
                .network(Tag.of("base-config", List.of(), Tag.of("domain", List.of(), "pinned.example.com")))
                .unsigned(apk());

        assertThat(read(file).hosts())
                .containsExactly(
                        new FoundHost("cdn.example.com", "cdn.example.com", List.of("assets/index.android.bundle")),
                        new FoundHost("http://10.0.2.2:8080", "10.0.2.2", List.of("classes2.dex")),
                        new FoundHost("https://api.example.com", "api.example.com", List.of("classes.dex")),
                        new FoundHost(
                                "https://js.example.com", "js.example.com", List.of("assets/index.android.bundle")),
                        new FoundHost(
                                "https://native.example.com", "native.example.com", List.of("lib/arm64-v8a/libapp.so")),
                        new FoundHost("pinned.example.com", "pinned.example.com", List.of("res/xml/network.xml")),
                        new FoundHost("staging.example.com", "staging.example.com", List.of("classes2.dex")));
    }

    @Test
    void findsHostsWherePiecesOfALongTextMeet() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            text.append("\"https://h").append(i).append(".example.com/path\",");
        }
        Path file = TinyApk.release().file("assets/hosts.json", text.toString()).unsigned(apk());

        assertThat(read(file).hosts())
                .hasSize(2_000)
                .allSatisfy(host -> assertThat(host.origin()).matches("https://h\\d+\\.example\\.com"));
    }

    @Test
    void knowsProductionsNameWhateverItEndsIn() throws Exception {
        Path file = TinyApk.release()
                .code("classes.dex", "tickets.example.berlin", "test.example.berlin", "some.other.berlin")
                .unsigned(apk());

        assertThat(new ApkReader(Set.of("tickets.example.berlin")).read(file).hosts())
                .extracting(FoundHost::host)
                .containsExactly("test.example.berlin", "tickets.example.berlin");
    }

    private static Tag anchors(String source) {
        return Tag.of("trust-anchors", List.of(), Tag.of("certificates", List.of(Attribute.text("src", 0, source))));
    }

    private ApkReading read(Path file) throws Exception {
        return new ApkReader(Set.of()).read(file);
    }

    private Path apk() {
        return folder.resolve("app.apk");
    }
}
