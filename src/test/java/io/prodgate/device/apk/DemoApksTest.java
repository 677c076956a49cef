package io.prodgate.device.apk;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.ApkReading.FoundHost;
import io.prodgate.evidence.ApkReading.Signer;
import io.prodgate.testing.DemoApks;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads APKs that Android's own tools built. */
class DemoApksTest {
    @Test
    void tellsWhatTheDemosAppIs() throws Exception {
        ApkReading reading = read(DemoApks.GOOD);

        assertThat(reading.packageName()).isEqualTo(DemoApks.PACKAGE);
        assertThat(reading.versionName()).contains("1.0.0");
        assertThat(reading.versionCode()).isEqualTo(10_000);
        assertThat(reading.minSdk()).isEqualTo(24);
        assertThat(reading.targetSdk()).isEqualTo(34);
        assertThat(reading.debuggable()).isFalse();
        assertThat(reading.signing().verified()).isTrue();
        assertThat(reading.signing().schemes()).containsExactly("v2", "v3");
        assertThat(reading.signing().signers()).extracting(Signer::sha256).containsExactly(DemoApks.CERTIFICATE);
        assertThat(reading.network().source()).isEqualTo("network-security-config");
        assertThat(reading.network().cleartext()).isFalse();
        assertThat(reading.network().userCertificates()).isFalse();
        assertThat(reading.hosts()).extracting(FoundHost::origin).containsExactly("https://localhost:8443");
    }

    @Test
    void tellsHowEachVariantIsSigned() throws Exception {
        assertThat(read(DemoApks.DEBUG_SIGNED).signing().signers())
                .extracting(Signer::androidDebug)
                .containsExactly(true);
        assertThat(read(DemoApks.OTHER_CERTIFICATE).signing().signers())
                .extracting(Signer::sha256)
                .isNotEmpty()
                .doesNotContain(DemoApks.CERTIFICATE);
        assertThat(read(DemoApks.UNSIGNED).signing().verified()).isFalse();
        assertThat(read(DemoApks.V1_ONLY).signing().verified()).isFalse();
        assertThat(read(DemoApks.OLD_V1_ONLY).signing())
                .returns(true, ApkReading.Signing::verified)
                .satisfies(signing -> assertThat(signing.schemes()).containsExactly("v1"));
        assertThat(read(DemoApks.V2_ONLY).signing().verified()).isTrue();
        assertThat(read(DemoApks.V3_ONLY).signing().verified()).isFalse();
    }

    @Test
    void tellsWhatIsWrongWithTheOthers() throws Exception {
        assertThat(read(DemoApks.DEBUGGABLE).debuggable()).isTrue();
        assertThat(read(DemoApks.STAGING).hosts())
                .extracting(FoundHost::origin)
                .contains("https://" + DemoApks.STAGING_HOST);
        assertThat(read(DemoApks.STAGING_IN_CODE).hosts())
                .filteredOn(host -> host.host().equals(DemoApks.STAGING_HOST))
                .singleElement()
                .satisfies(host -> assertThat(host.where()).containsExactly("classes2.dex"));
        assertThat(read(DemoApks.CLEARTEXT).network().cleartext()).isTrue();
        assertThat(read(DemoApks.USER_AUTHORITIES).network().userCertificates()).isTrue();
        assertThat(read(DemoApks.ARM64_ONLY).abis()).containsExactly("arm64-v8a");
    }

    private static ApkReading read(DemoApks apk) throws Exception {
        return new ApkReader(Set.of("localhost")).read(apk.path());
    }
}
