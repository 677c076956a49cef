package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.ApkReading.Signer;
import io.prodgate.evidence.Judgement;
import io.prodgate.testing.RotatedApk;
import io.prodgate.testing.SigningKeys;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** APKs whose key was rotated: signed with the old one for older Androids and with the new one for the others. */
class ApkProofRotationTest extends ApkTrial {
    private static final SigningKeys OLD = SigningKeys.OTHER;
    private static final SigningKeys NOW = SigningKeys.PRODUCTION;

    /** Who signs it. */
    private enum By {
        /** Debian's apksigner: v2 and v3. */
        APKSIGNER,
        /** Android's library, with the new key only from Android 13 on: v2, v3 and v3.1. */
        LIBRARY
    }

    private void sign(By by) throws Exception {
        switch (by) {
            case APKSIGNER -> RotatedApk.signed(release(), apk(), OLD, NOW);
            case LIBRARY -> RotatedApk.signed(release(), apk(), OLD, NOW, 33);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNewCertificateIsEnough(By by) throws Exception {
        sign(by);

        prove(named(NOW));

        assertThat(missed()).isEmpty();
        assertThat(Signs.met(log.facts())).isTrue();
        assertThat(certificate().actual())
                .contains(
                        NOW.sha256() + " (CN=Tickets,O=Example)",
                        OLD.sha256() + " (CN=Somebody else,O=Example), replaced by "
                                + NOW.sha256().substring(0, 12));
        assertThat(signers(by == By.LIBRARY ? "v3.1" : "v3"))
                .extracting(Signer::sha256)
                .containsExactly(NOW.sha256());
        assertThat(signers("v2")).singleElement().satisfies(signer -> {
            assertThat(signer.sha256()).isEqualTo(OLD.sha256());
            assertThat(signer.replacedBy()).contains(NOW.sha256());
        });
    }

    @ParameterizedTest
    @EnumSource
    void bothCertificatesMayBeNamed(By by) throws Exception {
        sign(by);

        prove("{ file: app.apk, certificate: ['" + OLD.sha256() + "', '" + NOW.sha256() + "'] }");

        assertThat(Signs.met(log.facts())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theOldCertificateAloneIsNotEnoughAndTheNewOneIsTold(By by) throws Exception {
        sign(by);

        prove(named(OLD));

        assertThat(missed()).extracting(Judgement::subject).containsExactly("APK certificate");
        assertThat(certificate().expected()).isEqualTo(OLD.sha256());
        assertThat(certificate().actual()).contains(OLD.sha256(), NOW.sha256());
        assertThat(diagnosis().cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(diagnosis().explanation()).contains(NOW.sha256().substring(0, 12));
    }

    @ParameterizedTest
    @EnumSource
    void aThirdCertificateIsRefusedAndBothAreTold(By by) throws Exception {
        sign(by);

        prove(named(SigningKeys.DEBUG));

        assertThat(missed()).extracting(Judgement::subject).containsExactly("APK certificate");
        assertThat(certificate().actual()).contains(OLD.sha256(), NOW.sha256());
    }

    @Test
    void aRotationAwayFromTheKeyThatThePlanNamesIsRefused() throws Exception {
        RotatedApk.signed(release(), apk(), NOW, OLD);

        prove(named(NOW));

        assertThat(missed()).extracting(Judgement::subject).containsExactly("APK certificate");
    }

    @Test
    void anApkByTheOldKeyAloneProvesNothingAboutTheNewOne() throws Exception {
        release().signed(apk(), OLD);

        prove(named(NOW));

        assertThat(missed()).extracting(Judgement::subject).containsExactly("APK certificate");
        assertThat(signers("v3")).extracting(Signer::replacedBy).containsExactly(Optional.empty());
    }

    private static String named(SigningKeys key) {
        return "{ file: app.apk, package: com.example.tickets, certificate: '" + key.sha256() + "' }";
    }

    private Judgement certificate() {
        return judgements().stream()
                .filter(judgement -> judgement.subject().equals("APK certificate"))
                .findFirst()
                .orElseThrow();
    }

    private List<Signer> signers(String scheme) {
        return facts(ApkReading.class).getFirst().signing().signers().stream()
                .filter(signer -> signer.schemes().contains(scheme))
                .toList();
    }
}
