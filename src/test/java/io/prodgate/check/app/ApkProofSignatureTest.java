package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.Judgement;
import io.prodgate.testing.SigningKeys;
import io.prodgate.testing.TinyApk;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whose the APK is. */
class ApkProofSignatureTest extends ApkTrial {
    @Test
    void anotherCertificateIsTheConfigurationsFaultAndNamed() throws Exception {
        release().signed(apk(), SigningKeys.OTHER);

        prove(identified(""));

        assertThat(missed()).singleElement().returns("APK certificate", Judgement::subject);
        assertThat(diagnosis().cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(diagnosis().explanation())
                .contains(
                        "app.apk is not the production build",
                        SigningKeys.OTHER.sha256().substring(0, 12) + "… (CN=Somebody else");
    }

    @Test
    void aCertificateMayBeWrittenInAnyFormAndOneOfSeveral() throws Exception {
        release().signed(apk(), SigningKeys.PRODUCTION);
        String colons = SigningKeys.PRODUCTION.sha256().toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");

        prove("{ file: app.apk, certificate: ['" + SigningKeys.OTHER.sha256() + "', '" + colons + "'] }");

        assertThat(Signs.met(log.facts())).isTrue();
    }

    @Test
    void aDebugCertificateIsRefusedWithoutAWordOfThePlan() throws Exception {
        release().signed(apk(), SigningKeys.DEBUG);

        prove("app.apk");

        assertThat(missed()).singleElement().satisfies(judgement -> {
            assertThat(judgement.subject()).isEqualTo("APK certificate");
            assertThat(judgement.remark()).contains("debug certificate");
        });
        assertThat(diagnosis().cause()).isEqualTo(Cause.CONFIGURATION);
    }

    @Test
    void anUnsignedFileIsRefused() throws Exception {
        release().unsigned(apk());

        prove("app.apk");

        assertThat(missed()).extracting(Judgement::subject).containsExactly("APK signature", "APK certificate");
        assertThat(diagnosis().cause()).isEqualTo(Cause.CONFIGURATION);
    }

    @Test
    void anApkThatWasReplacedAfterItsProofIsNotUsed() throws Exception {
        release().signed(apk(), SigningKeys.PRODUCTION);
        prove(identified(""));
        assertThat(facts.getFirst().get())
                .returns(TinyApk.PACKAGE, ApkFacts::packageName)
                .returns(24, ApkFacts::minimumSdk);

        release().signed(apk(), SigningKeys.OTHER);

        assertThatThrownBy(facts.getFirst()::get)
                .isInstanceOf(ApkFacts.UnknownException.class)
                .hasMessageContaining("is not the production build any more");
    }
}
