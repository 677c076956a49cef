package io.prodgate.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.check.Attempt;
import io.prodgate.check.Preview;
import io.prodgate.device.Devices;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.CertificateChain.Certificate;
import io.prodgate.evidence.CertificateNames;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.testing.Facts;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsCheckTest {
    private static final Instant NOW = SteppingTime.atNoon().now();
    private static final Certificate INTERMEDIATE = new Certificate(
            "CN=Small CA", "CN=Root", List.of(), NOW.minus(Duration.ofDays(900)), NOW.plus(Duration.ofDays(900)), "22");

    @TempDir
    Path folder;

    private final FakeTraffic traffic = new FakeTraffic();
    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of()));

    @Test
    void aGoodCertificateMeetsEverything() throws Exception {
        attempt("{ expires-after: 14d }", chain(Optional.empty(), leaf(30), INTERMEDIATE));
        assertThat(judgements())
                .containsExactly(
                        new Judgement(
                                "chain",
                                "complete and trusted",
                                "CN=api.example.com <- CN=Small CA, issued by CN=Root",
                                true,
                                1,
                                ""),
                        new Judgement("name", "api.example.com", "api.example.com, *.example.com", true, 1, ""),
                        new Judgement("protocol", ">= TLSv1.2", "TLSv1.3", true, 1, ""),
                        new Judgement("days left", "> 14 days", "30 days, until 2026-02-01T12:00:00Z", true, 1, ""));
        assertThat(traffic.inquiries()).isEmpty();
        assertThat(log.facts()).first().isInstanceOf(CertificateChain.class);
    }

    @Test
    void tooFewDaysLeftAreAMiss() throws Exception {
        traffic.tells(Facts.clock(Duration.ofMillis(300)));
        attempt("{ expires-after: 14d }", chain(Optional.empty(), leaf(13), INTERMEDIATE));
        assertThat(missed())
                .isEqualTo(new Judgement(
                        "days left",
                        "> 14 days",
                        "13 days, until 2026-01-15T12:00:00Z",
                        false,
                        1,
                        "certificate CN=api.example.com, issued by CN=Small CA"));
        assertThat(traffic.inquiries()).hasSize(1);
    }

    @Test
    void anExpiredCertificateIsAMissOfTheDaysLeftOnly() throws Exception {
        traffic.tells(Facts.clock(Duration.ZERO));
        attempt("{ }", chain(Optional.of(Trouble.Kind.CERTIFICATE_EXPIRED), leaf(-3), INTERMEDIATE));
        assertThat(missed().subject()).isEqualTo("days left");
        assertThat(missed().actual()).isEqualTo("expired 3 days ago, on 2025-12-30T12:00:00Z");
    }

    @Test
    void aCertificateOfTheFutureIsAMiss() throws Exception {
        traffic.tells(Facts.clock(Duration.ZERO));
        Certificate future = new Certificate(
                "CN=api.example.com",
                "CN=Small CA",
                List.of("api.example.com"),
                NOW.plusSeconds(60),
                NOW.plusSeconds(600),
                "11");
        attempt("{ }", chain(Optional.of(Trouble.Kind.CERTIFICATE_NOT_YET_VALID), future));
        assertThat(missed().actual()).isEqualTo("valid only from 2026-01-02T12:01:00Z");
    }

    @Test
    void aWrongClockOfTheRunnerIsNotTheCertificatesFault() throws Exception {
        traffic.tells(Facts.clock(Duration.ofDays(10)));
        attempt("{ }", chain(Optional.of(Trouble.Kind.CERTIFICATE_EXPIRED), leaf(-3), INTERMEDIATE));
        assertThat(judgements()).allMatch(Judgement::met);
        assertThat(log.facts().getLast())
                .isInstanceOfSatisfying(
                        Misconfiguration.class,
                        fact -> assertThat(fact.what())
                                .isEqualTo(
                                        "the runner's clock is off by 10d from https://www.example.com: the certificate of"
                                                + " api.example.com:443 is fine by the right time"));
    }

    @Test
    void oneWrongControlHostDoesNotDecide() throws Exception {
        traffic.tells(Facts.clock(Duration.ofDays(400)))
                .tells(Facts.clock(Duration.ZERO))
                .tells(Facts.clock(Duration.ofMillis(10)));
        attempt("{ }", chain(Optional.of(Trouble.Kind.CERTIFICATE_EXPIRED), leaf(-3), INTERMEDIATE));
        assertThat(missed().subject()).isEqualTo("days left");
    }

    @Test
    void anUncheckedClockIsSaid() throws Exception {
        attempt("{ }", chain(Optional.of(Trouble.Kind.CERTIFICATE_EXPIRED), leaf(-3)));
        assertThat(missed().remark())
                .endsWith("the runner's clock could not be checked, since no control host told the time");
    }

    @Test
    void anExpiredCertificateFurtherUpIsAMissOfTheChain() throws Exception {
        attempt("{ }", chain(Optional.of(Trouble.Kind.CERTIFICATE_EXPIRED), leaf(30), INTERMEDIATE));
        assertThat(missed().subject()).isEqualTo("chain");
        assertThat(missed().remark()).isEqualTo("certificate-expired");
    }

    @Test
    void aMissingIntermediateIsNamed() throws Exception {
        attempt("{ }", chain(Optional.of(Trouble.Kind.CERTIFICATE_UNTRUSTED), leaf(30)));
        assertThat(missed().subject()).isEqualTo("chain");
        assertThat(missed().remark())
                .contains("an intermediate certificate is missing")
                .contains("issued by CN=Small CA");
    }

    @Test
    void aSelfSignedCertificateIsNamed() throws Exception {
        Certificate own = new Certificate(
                "CN=api.example.com",
                "CN=api.example.com",
                List.of("api.example.com"),
                NOW,
                NOW.plusSeconds(600),
                "33");
        attempt("{ }", chain(Optional.of(Trouble.Kind.CERTIFICATE_UNTRUSTED), own));
        assertThat(missed().remark()).isEqualTo("the certificate is self-signed");
    }

    @Test
    void everyNameHasToBeCovered() throws Exception {
        attempt("{ names: [www.example.com, example.com] }", chain(Optional.empty(), leaf(30), INTERMEDIATE));
        assertThat(missed())
                .isEqualTo(new Judgement("name", "example.com", "api.example.com, *.example.com", false, 1, ""));
    }

    @Test
    void aRefusedNameIsAMissWhateverTheNamesSay() throws Exception {
        attempt("{ }", chain(Optional.of(Trouble.Kind.CERTIFICATE_WRONG_NAME), leaf(30), INTERMEDIATE));
        assertThat(missed().subject()).isEqualTo("name");
    }

    @ParameterizedTest
    @CsvSource({
        ">= TLSv1.2, TLSv1.2, true",
        ">= TLSv1.2, TLSv1.3, true",
        ">= TLSv1.2, TLSv1.1, false",
        "TLSv1.3, TLSv1.2, false",
        "TLSv1.2, TLSv1.3, false",
        ">= TLSv1.2, QUIC, false",
    })
    void protocolsHaveAnOrder(String rule, String spoken, boolean allowed) {
        assertThat(ProtocolRule.parse(rule).orElseThrow().allows(spoken)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, API.example.com., true",
        "*.example.com, api.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, a.b.example.com, false",
        "*.com, example.com, false",
        "*.example.com, .example.com, false",
        "a*.example.com, api.example.com, false",
        "192.0.2.1, 192.0.2.1, true",
    })
    void wildcardsStandForOneLabel(String name, String host, boolean covered) {
        assertThat(CertificateNames.cover(List.of(name), host)).isEqualTo(covered);
    }

    @Test
    void withoutAChainNothingIsJudged() throws Exception {
        run(bind("{ }"));
        assertThat(log.facts()).singleElement().isInstanceOf(Trouble.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { port: 70000 }                | expected a whole number from 1 to 65535, found '70000'
            { protocol: SSL }              | 'SSL' is no version of TLS
            { host: 'https://a' }          | 'https://a' is no host name
            { expires-after: soon }        | expected a duration like 500ms, 30s, 1m30s, 2h or 14d, found 'soon'
            { expires: 14d }               | the key 'expires' is not known here
            """)
    void mistakesAreTold(String own, String message) {
        PlanText plan = PlanText.read(folder, PlanText.around("- tls: " + own), new TlsKind());
        assertThat(plan.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).isEqualTo(message));
    }

    @Test
    void productionWithoutTlsIsRefused() {
        String yaml = PlanText.around("- tls: { }").replace("https://", "http://");
        assertThat(PlanText.read(folder, yaml, new TlsKind()).errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.message()).startsWith("production.url has http");
                    assertThat(error.hint()).hasValue("use https in production.url, or name the 'host' of this check");
                });
    }

    @Test
    void theHostIsProductionsUnlessNamed() {
        assertThat(preview("{ }")).isEqualTo(previewOf("api.example.com:443"));
        assertThat(preview("{ port: 8443 }")).isEqualTo(previewOf("api.example.com:8443"));
        assertThat(preview("{ host: '2001:db8::1' }")).isEqualTo(previewOf("[2001:db8::1]:443"));
    }

    @Test
    void theSchemaHasExactlyTheKeysThatAreRead() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(new TlsKind().schema());
        Path file = folder.resolve("prodgate.yaml");
        Files.writeString(file, PlanText.around("- tls: { }"));
        Plan plan = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of()))
                .read(file)
                .plan();
        Plan.CheckEntry entry = plan.stages().getFirst().checks().getFirst();
        Keys keys = NodeKeys.of(entry.own(), new PlanErrors());
        new TlsKind().bind(entry, keys, plan);
        assertThat(schema.get("properties").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(keys.asked());
        assertThat(schema.get("properties").properties()).allSatisfy(key -> {
            assertThat(key.getValue().path("description").asText()).isNotBlank();
            assertThat(key.getValue().path("examples")).isNotEmpty();
        });
    }

    private void attempt(String own, CertificateChain chain) throws InterruptedException {
        traffic.serves(chain);
        run(bind(own));
    }

    private void run(PlanText plan) throws InterruptedException {
        SteppingTime time = SteppingTime.atNoon();
        plan.checks()
                .getFirst()
                .check()
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        traffic,
                        reference -> Optional.empty(),
                        time.now().plusSeconds(60),
                        time,
                        folder,
                        Devices.NONE));
    }

    private PlanText bind(String own) {
        PlanText plan = PlanText.read(folder, PlanText.around("- tls: " + own), new TlsKind());
        assertThat(plan.errors()).isEmpty();
        return plan;
    }

    private Preview preview(String own) {
        return bind(own).checks().getFirst().check().preview();
    }

    private static Preview previewOf(String address) {
        return new Preview(
                List.of("TLS handshake with " + address), List.of(), List.of(URI.create("https://" + address)));
    }

    private static Certificate leaf(int daysLeft) {
        return new Certificate(
                "CN=api.example.com",
                "CN=Small CA",
                List.of("api.example.com", "*.example.com"),
                NOW.minus(Duration.ofDays(60)),
                NOW.plus(Duration.ofDays(daysLeft)),
                "11");
    }

    private static CertificateChain chain(Optional<Trouble.Kind> problem, Certificate... certificates) {
        return new CertificateChain(
                "api.example.com", 443, "TLSv1.3", "TLS_AES_128_GCM_SHA256", List.of(certificates), problem);
    }

    private List<Judgement> judgements() {
        return log.facts().stream()
                .filter(Judgement.class::isInstance)
                .map(Judgement.class::cast)
                .toList();
    }

    private Judgement missed() {
        return judgements().stream()
                .filter(judgement -> !judgement.met())
                .findFirst()
                .orElseThrow();
    }
}
