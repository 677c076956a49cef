package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Signs;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.testing.CompiledXml.Attribute;
import io.prodgate.testing.CompiledXml.Tag;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SigningKeys;
import io.prodgate.testing.TinyApk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApkProofTest {
    private static final String URL = "https://api.example.com/v1";

    @TempDir
    private Path folder;

    private EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
    private final List<ApkFacts.Source> facts = new ArrayList<>();

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
    void aDebugBuildIsRefusedUnlessThePlanAllowsIt() throws Exception {
        release().debuggable().signed(apk(), SigningKeys.PRODUCTION);

        prove("{ file: app.apk, allow-debuggable: true }");
        assertThat(Signs.met(log.facts())).isTrue();

        prove("app.apk");
        assertThat(missed()).extracting(Judgement::subject).containsExactly("APK debuggable");
    }

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

    private static TinyApk release() {
        return TinyApk.release().code("classes.dex", URL);
    }

    private static String identified(String more) {
        return "{ file: app.apk, package: com.example.tickets, certificate: '" + SigningKeys.PRODUCTION.sha256() + "'"
                + (more.isEmpty() ? "" : ", " + more) + " }";
    }

    private Path apk() {
        return folder.resolve("app.apk");
    }

    private PlanText plan(String apk) {
        return PlanText.read(folder, PlanText.around("- app: { apk: " + apk + " }"), new ProofAlone());
    }

    /** Each proof begins with an empty log. */
    private void prove(String apk) throws Exception {
        PlanText plan = plan(apk);
        assertThat(plan.errors()).isEmpty();
        log = new EvidenceLog(new Redactor(List.of()));
        plan.checks()
                .getFirst()
                .check()
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        new FakeTraffic(),
                        reference -> Optional.empty(),
                        Instant.now().plusSeconds(300),
                        Time.system(),
                        folder.resolve("artifacts"),
                        Devices.NONE));
    }

    private Diagnosis diagnosis() {
        return Rules.builtIn().diagnose(new Situation(List.of(), log.facts(), Instant.EPOCH, Instant.EPOCH, true));
    }

    private List<Judgement> judgements() {
        return facts(Judgement.class);
    }

    private List<Judgement> missed() {
        return judgements().stream().filter(judgement -> !judgement.met()).toList();
    }

    private <E extends Evidence> List<E> facts(Class<E> type) {
        return log.facts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The kind {@code app} without its flows. */
    private final class ProofAlone implements CheckKind {
        @Override
        public String name() {
            return "app";
        }

        @Override
        public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
            ApkPart part = new ApkProofPart(Map.of("PATH", System.getenv("PATH"), "DEPLOY_TOKEN", "deploy-me-now"))
                    .read(entry, own, plan);
            own.done();
            facts.add(part.facts());
            return List.of(new BoundCheck(entry, part.check()));
        }

        @Override
        public String schema() {
            return "{}";
        }
    }
}
