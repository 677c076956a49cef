package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.Judgement;
import io.prodgate.testing.CompiledXml.Attribute;
import io.prodgate.testing.CompiledXml.Tag;
import io.prodgate.testing.SigningKeys;
import io.prodgate.testing.TinyApk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the APK holds. */
class ApkProofContentTest extends ApkTrial {
    @Test
    void theReleaseItselfWithATestSystemInItIsProductionsFault() throws Exception {
        release().code("classes2.dex", "https://staging.example.com/v1").signed(apk(), SigningKeys.PRODUCTION);

        prove(identified(""));

        assertThat(missed())
                .singleElement()
                .satisfies(judgement ->
                        assertThat(judgement.actual()).isEqualTo("https://staging.example.com in classes2.dex"));
        assertThat(diagnosis())
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns("PG-021", Diagnosis::rule)
                .returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void aFileThatMayBeAnotherBuildWithATestSystemInItIsTheConfigurationsFault() throws Exception {
        release().code("classes2.dex", "https://staging.example.com/v1").signed(apk(), SigningKeys.PRODUCTION);

        prove("app.apk");

        assertThat(diagnosis().cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(diagnosis().todo()).contains("name 'package' and 'certificate'");
    }

    @Test
    void anAppThatDoesNotNameProductionIsRefused() throws Exception {
        TinyApk.release().code("classes.dex", "https://other.example.org").signed(apk(), SigningKeys.PRODUCTION);

        prove(identified(""));

        assertThat(missed()).singleElement().returns("APK names api.example.com", Judgement::subject);
        assertThat(diagnosis().cause()).isEqualTo(Cause.PRODUCTION);
    }

    @Test
    void noHostHasToBeThereIfThePlanSaysSo() throws Exception {
        TinyApk.release().signed(apk(), SigningKeys.PRODUCTION);

        prove("{ file: app.apk, hosts: [] }");

        assertThat(Signs.met(log.facts())).isTrue();
    }

    @Test
    void whatBelongsToALibraryCanBeAllowed() throws Exception {
        release()
                .code("classes2.dex", "https://checkout-test.payments.example.net")
                .signed(apk(), SigningKeys.PRODUCTION);

        prove("{ file: app.apk, allowed-hosts: '*.payments.example.net' }");

        assertThat(Signs.met(log.facts())).isTrue();
    }

    @Test
    void cleartextAndForeignAuthoritiesAreRefusedInGeneralAndForProduction() throws Exception {
        release()
                .network(
                        Tag.of(
                                "base-config",
                                List.of(Attribute.flag("cleartextTrafficPermitted", 0, true)),
                                Tag.of(
                                        "trust-anchors",
                                        List.of(),
                                        Tag.of("certificates", List.of(Attribute.text("src", 0, "user"))))),
                        Tag.of(
                                "domain-config",
                                List.of(),
                                Tag.of("domain", List.of(Attribute.flag("includeSubdomains", 0, true)), "example.com")))
                .signed(apk(), SigningKeys.PRODUCTION);

        prove(identified(""));

        assertThat(missed())
                .extracting(Judgement::actual)
                .containsExactly(
                        "allowed in general, for example.com (network-security-config)",
                        "trusted in general, for example.com (network-security-config)");

        prove(identified("allow-cleartext: true, allow-user-certificates: true"));
        assertThat(Signs.met(log.facts())).isTrue();
    }

    @Test
    void onlyTheAddressesThatMatterComeFirst() throws Exception {
        String[] many = new String[300];
        for (int i = 0; i < many.length; i++) {
            many[i] = "https://a" + i + ".example.org";
        }
        release()
                .code("classes2.dex", many)
                .code("classes3.dex", "http://192.168.1.5:3000")
                .signed(apk(), SigningKeys.PRODUCTION);

        prove("app.apk");

        assertThat(facts(ApkReading.class)).singleElement().satisfies(reading -> {
            assertThat(reading.hosts()).hasSize(100);
            assertThat(reading.hosts().subList(0, 2))
                    .extracting(ApkReading.FoundHost::host)
                    .containsExactly("192.168.1.5", "api.example.com");
            assertThat(reading.hostsLeftOut()).isEqualTo(202);
        });
    }
}
