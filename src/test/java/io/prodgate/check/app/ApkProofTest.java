package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.testing.CompiledXml.Attribute;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SigningKeys;
import io.prodgate.testing.TinyApk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApkProofTest extends ApkTrial {
    @Test
    void aReleaseForProductionIsProven() throws Exception {
        release().signed(apk(), SigningKeys.PRODUCTION);

        prove(identified("version: 1.2.3, version-code: '>= 42', min-sdk: 24"));

        assertThat(Signs.met(log.facts())).isTrue();
        assertThat(judgements()).allMatch(Judgement::met);
        assertThat(judgements())
                .extracting(Judgement::subject)
                .containsExactly(
                        "APK signature",
                        "APK certificate",
                        "APK package",
                        "APK version",
                        "APK version code",
                        "APK debuggable",
                        "APK for tests only",
                        "APK minimum SDK",
                        "APK names api.example.com",
                        "APK hosts that are not production's",
                        "APK cleartext traffic",
                        "APK authorities installed by users");
        assertThat(facts(ApkReading.class)).singleElement().returns("app.apk", ApkReading::file);
    }

    @Test
    void aPathAloneIsEnough() throws Exception {
        release().signed(apk(), SigningKeys.PRODUCTION);

        prove("app.apk");

        assertThat(Signs.met(log.facts())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"package: com.example.other", "version: 1.2.30", "version: 1.20", "version-code: 43"})
    void anotherReleaseIsTheConfigurationsFault(String expected) throws Exception {
        release().signed(apk(), SigningKeys.PRODUCTION);

        prove("{ file: app.apk, " + expected + " }");

        assertThat(diagnosis()).returns(Cause.CONFIGURATION, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
    }

    @Test
    void versionsAreTextsAndNotNumbers() throws Exception {
        TinyApk.release()
                .manifest(Attribute.text("versionName", 0x0101021c, "1.10"))
                .code("classes.dex", URL)
                .signed(apk(), SigningKeys.PRODUCTION);

        prove("{ file: app.apk, version: 1.1 }");

        assertThat(missed()).extracting(Judgement::subject).containsExactly("APK version");
    }

    @Test
    void aDebugBuildIsRefusedUnlessThePlanAllowsIt() throws Exception {
        release().debuggable().signed(apk(), SigningKeys.PRODUCTION);

        prove("{ file: app.apk, allow-debuggable: true }");
        assertThat(Signs.met(log.facts())).isTrue();

        prove("app.apk");
        assertThat(missed()).extracting(Judgement::subject).containsExactly("APK debuggable");
    }

    @Test
    void aFileThatIsNoApkIsTheConfigurationsFault() throws Exception {
        Files.writeString(apk(), "<!doctype html>");

        prove("app.apk");

        assertThat(judgements()).isEmpty();
        assertThat(diagnosis().cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(diagnosis().explanation()).contains("app.apk is no APK: it is a web page");
    }

    @Test
    void theApkCanBeBuiltBefore() throws Exception {
        release().signed(folder.resolve("built.apk"), SigningKeys.PRODUCTION);

        prove("{ file: app.apk, build: { run: 'echo assembling; cp built.apk app.apk', within: 1m } }");

        assertThat(Signs.met(log.facts())).isTrue();
        assertThat(facts(ProcessRun.class)).singleElement().returns("assembling\n", ProcessRun::output);
    }

    @Test
    void aBuildThatFailsIsNeverProductionsFaultAndItsEndIsKept() throws Exception {
        release().signed(apk(), SigningKeys.PRODUCTION);

        prove("{ file: app.apk, build: { run: 'seq 1 9000; echo FAILURE: no keystore; echo $DEPLOY_TOKEN; exit 3' } }");

        assertThat(judgements()).isEmpty();
        assertThat(diagnosis()).returns(Cause.CONFIGURATION, Diagnosis::cause).returns(Next.STOP, Diagnosis::next);
        assertThat(diagnosis().explanation()).contains("the build of the APK failed", "exit code 3");
        assertThat(facts(ProcessRun.class)).singleElement().satisfies(run -> {
            assertThat(run.output()).startsWith("…").endsWith("9000\nFAILURE: no keystore\n***\n");
            assertThat(run.output().length()).isLessThan(17_000);
        });
    }

    @Test
    void aBuildThatTakesTooLongIsEnded() throws Exception {
        prove("{ file: app.apk, build: { run: 'while :; do :; done', within: 200ms } }");

        assertThat(diagnosis().cause()).isEqualTo(Cause.CONFIGURATION);
        assertThat(diagnosis().explanation()).contains("took longer than 200ms");
    }

    @Test
    void tellsBeforehandWhatItWillExpect() {
        PlanText plan = plan(identified("version: 1.2.3, build: { run: ./gradlew assembleRelease }"));

        assertThat(plan.errors()).isEmpty();
        assertThat(plan.checks().getFirst().check().preview().requests())
                .containsExactly(
                        "build the APK, at most 20m: ./gradlew assembleRelease",
                        "read app.apk: com.example.tickets, version 1.2.3, signed by "
                                + SigningKeys.PRODUCTION.sha256().substring(0, 8) + "…, not debuggable",
                        "look in it for hosts: api.example.com; forbidden: " + ApkProofHosts.BUILT_IN,
                        "look at its network rules: cleartext refused, authorities of users refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ }",
                "{ file: app.apk, certificate: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' }",
                "{ file: app.apk, package: tickets }",
                "{ file: app.apk, hosts: 'https://api.example.com' }",
                "{ file: app.apk, forbidden-hosts: 'http://x' }",
                "{ file: app.apk, version-code: '>= many' }",
                "{ file: app.apk, build: { within: 1m } }",
                "{ file: app.apk, signature: v2 }",
            })
    void mistakesInThePlanAreFoundBeforeTheRun(String apk) {
        assertThat(plan(apk).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.hint()).isPresent());
    }

    @Test
    void theExamplesOfItsPageAreValid() throws Exception {
        Files.createDirectories(folder.resolve("android"));
        List<String> examples = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/checks/apk.md")))
                .results()
                .map(example -> example.group(1))
                .toList();

        assertThat(examples)
                .isNotEmpty()
                .allSatisfy(example -> assertThat(
                                PlanText.read(folder, PlanText.around("- app:\n" + example.indent(4)), new ProofAlone())
                                        .errors())
                        .isEmpty());
    }
}
