package io.prodgate.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.prodgate.check.CheckKind;
import io.prodgate.check.NeededProgram;
import io.prodgate.cli.Surroundings;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.NameLookup.Answer;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Acceptance;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Secret;
import io.prodgate.plan.Template;
import io.prodgate.plan.Witnesses;
import io.prodgate.testing.AllKinds;
import io.prodgate.testing.Facts;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DoctorTest {
    private static final URI PRODUCTION = URI.create("https://tickets.example.com");

    private final SteppingTime time = SteppingTime.atNoon();
    private final ToldTraffic traffic = new ToldTraffic(time);
    private final Probe probe = new Probe(traffic, new Redactor(List.of()), time);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"200,OK", "302,OK", "404,OK", "401,OK", "403,WARN", "429,WARN", "500,WARN", "503,WARN"})
    void aHostThatAnswersIsThere(int status, Finding.Level level) throws InterruptedException {
        traffic.answersWith(status);
        Finding answer = new HostExamination(PRODUCTION, probe).findings().getFirst();
        assertThat(answer.level()).isEqualTo(level);
        assertThat(answer.what()).contains("answers " + status);
        assertThat(traffic.requests())
                .singleElement()
                .satisfies(sent -> assertThat(sent.method()).isEqualTo("HEAD"));
    }

    @ParameterizedTest
    @EnumSource(Trouble.Kind.class)
    void aHostThatDoesNotAnswerMustBeMendedAndTheDoctorSaysHow(Trouble.Kind kind) throws InterruptedException {
        traffic.failsWith(kind);
        assertThat(new HostExamination(PRODUCTION, probe).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
                    assertThat(finding.todo().orElse("")).isNotBlank();
                });
    }

    @Test
    void aCertificateThatEndsSoonIsAWarningAndARefusedOneMustBeMended() throws InterruptedException {
        assertThat(certificate()).isEqualTo(Finding.Level.OK);
        traffic.servesCertificate(Duration.ofDays(3), Optional.empty());
        assertThat(certificate()).isEqualTo(Finding.Level.WARN);
        traffic.servesCertificate(Duration.ofDays(-1), Optional.of(Trouble.Kind.CERTIFICATE_EXPIRED));
        assertThat(certificate()).isEqualTo(Finding.Level.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"200,true,OK", "401,true,FAIL", "403,true,FAIL", "401,false,FAIL", "200,false,OK", "502,true,WARN"})
    void aSystemMustTakeTheToken(int status, boolean token, Finding.Level level) throws InterruptedException {
        traffic.answersWith(status);
        Plan.SystemEntry system = new Plan.SystemEntry(
                URI.create("https://prometheus.example.com"),
                token ? Optional.of(Template.literal("t0ken")) : Optional.empty(),
                Optional.empty(),
                Map.of());
        SystemExamination examination =
                new SystemExamination("prometheus", system, reference -> Optional.empty(), probe);
        assertThat(examination.findings()).extracting(Finding::level).containsExactly(level);
        assertThat(traffic.requests().getFirst().headers())
                .isEqualTo(token ? List.of(Map.entry("Authorization", "Bearer t0ken")) : List.of());
    }

    @ParameterizedTest
    @CsvSource({"0,OK", "9,OK", "-11,OK", "-15,WARN", "15,WARN", "-90,FAIL", "3600,FAIL"})
    void theClockIsHeldAgainstTheControls(long seconds, Finding.Level level) throws InterruptedException {
        traffic.clockIsOffBy(Duration.ofSeconds(seconds));
        Finding clock = new ControlsExamination(probe).findings().getLast();
        assertThat(clock.subject()).isEqualTo("clock");
        assertThat(clock.level()).isEqualTo(level);
    }

    @Test
    void oneSilentControlIsAWarningAllSilentMustBeMended() throws InterruptedException {
        traffic.controlsSilent(traffic.controls().subList(0, 1));
        assertThat(new ControlsExamination(probe).findings())
                .extracting(Finding::level)
                .containsExactly(Finding.Level.WARN, Finding.Level.OK, Finding.Level.OK);
        traffic.controlsSilent(traffic.controls());
        assertThat(new ControlsExamination(probe).findings())
                .extracting(Finding::level)
                .containsExactly(Finding.Level.FAIL, Finding.Level.FAIL, Finding.Level.WARN);
    }

    @Test
    void vantagePointsAndNameServersMustBeFitToTell() throws InterruptedException {
        WitnessesExamination examination = new WitnessesExamination(PRODUCTION, probe);
        assertThat(examination.findings()).as("none is named").isEmpty();

        traffic.witnessed(Facts.vantage(true, true), Facts.vantage(true, false), Facts.vantage(false, false));
        assertThat(examination.findings())
                .extracting(Finding::level)
                .containsExactly(Finding.Level.OK, Finding.Level.WARN, Finding.Level.WARN);
        traffic.witnessed(Facts.vantage(false, false));
        assertThat(examination.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
            assertThat(finding.subject()).isEqualTo("vantage point frankfurt");
            assertThat(finding.todo()).isPresent();
        });

        traffic.witnessed(lookup("9.9.9.9", Answer.FOUND), lookup("192.0.2.1", Answer.SILENT));
        assertThat(examination.findings())
                .extracting(Finding::level)
                .containsExactly(Finding.Level.OK, Finding.Level.WARN);
        traffic.witnessed(lookup("9.9.9.9", Answer.NOT_FOUND), lookup("192.0.2.1", Answer.FAILED));
        assertThat(examination.findings())
                .extracting(Finding::level)
                .containsExactly(Finding.Level.WARN, Finding.Level.WARN);
        traffic.witnessed(lookup("9.9.9.9", Answer.SILENT), lookup("192.0.2.1", Answer.FAILED));
        assertThat(examination.findings())
                .extracting(Finding::level)
                .containsExactly(Finding.Level.FAIL, Finding.Level.FAIL);
    }

    private NameLookup lookup(String server, Answer answer) {
        return new NameLookup("tickets.example.com", server, answer, List.of(), false, Optional.empty(), time.now());
    }

    @ParameterizedTest
    @CsvSource(
            value = {"hunter2|OK", "''|FAIL", "'  '|FAIL", "'hunter2\n'|FAIL", "' hunter2'|WARN", "'hunter2\nb'|WARN"},
            delimiter = '|')
    void aSecretMustBeFitToBeSentAndIsNeverShown(String value, Finding.Level level) {
        List<Finding> findings = new SecretsExamination(Map.of("api", new Secret(value))).findings();
        assertThat(findings).extracting(Finding::level).containsExactly(level);
        assertThat(findings.toString()).doesNotContain("hunter2").contains("secret api");
    }

    @Test
    void certificateFilesMustBeReadable() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pem"), "not a certificate");
        assertThat(files(Optional.of(folder.resolve("missing.pem")))).containsExactly(Finding.Level.FAIL);
        assertThat(files(Optional.of(text))).containsExactly(Finding.Level.FAIL);
        assertThat(files(Optional.empty())).containsExactly(Finding.Level.OK);
    }

    @Test
    void proxiesAreShownWithoutTheirPasswords() {
        assertThat(MachineExamination.masked("http://me:p@ss@proxy:3128")).isEqualTo("http://***@proxy:3128");
        assertThat(MachineExamination.masked("me:pass@proxy:3128")).isEqualTo("***@proxy:3128");
        assertThat(MachineExamination.masked("http://proxy:3128")).isEqualTo("http://proxy:3128");
    }

    @Test
    void theMachineIsExaminedWithoutBeingChanged() {
        Path output = folder.resolve("runs");
        Surroundings surroundings =
                new Surroundings(Map.of("HTTPS_PROXY", "http://me:hunter2@proxy:1"), time, new Random(1), () -> false);
        List<Finding> findings = new MachineExamination(plan(), output, surroundings).findings();
        assertThat(findings)
                .extracting(Finding::subject)
                .containsExactly("output folder " + output, "terraform", "proxies");
        assertThat(findings.toString()).doesNotContain("hunter2");
        assertThat(output).doesNotExist();
    }

    @Test
    void kubectlIsNeededByWhatGoesThroughItOnly() {
        PlanText read = PlanText.read(
                folder, PlanText.around("""
                    - http: { id: well, get: / }
                    - fault:
                        id: scaled
                        needs: [well]
                        inject: { kubernetes: { context: c, namespace: a, scale: { deployment: b, replicas: 0 } } }
                    - fault:
                        id: changed
                        needs: [well]
                        inject:
                          kubernetes: { context: c, namespace: a, env: { deployment: b, container: b, set: { A: b } } }
                    - fault:
                        id: cut-off
                        needs: [well]
                        inject: { kubernetes: { context: c, namespace: a, network-policy: { pods: { app: b } } } }
                    - fault: { id: slow, needs: [well], inject: { toxiproxy: { proxy: kb, down: true } } }
                    - fault: { id: held, needs: [well], inject: { script: { make: a, undo: b, gone: c } } }
                    - http: { id: one, under: scaled, get: / }
                    - http: { id: two, under: changed, get: / }
                    - http: { id: three, under: cut-off, get: / }
                    - http: { id: four, under: slow, get: / }
                    - http: { id: five, under: held, get: / }
                    - isolation:
                        id: walls
                        tenants: { acme: { namespace: a }, globex: { namespace: b } }
                        kubernetes: { service-account: worker, resources: [secrets] }
                    """), AllKinds.in(Map.of()).toArray(CheckKind[]::new));
        assertThat(read.errors()).isEmpty();
        assertThat(Doctor.needing(read.checks(), NeededProgram.Tool.KUBECTL))
                .containsExactly("scaled", "changed", "cut-off", "walls");
        assertThat(Doctor.programs(read.checks(), NeededProgram.Tool.MAESTRO)).isEmpty();
    }

    @Test
    void findingsComeInOrderAndOneFailureIsEnough() throws InterruptedException {
        List<Finding> told = new ArrayList<>();
        Finding odd = Finding.warn("c", "odd", "look at it");
        Doctor doctor = new Doctor(List.of(
                () -> List.of(Finding.ok("a", "fine")),
                () -> List.of(Finding.fail("b", "broken", "mend it")),
                () -> List.of(odd)));
        assertThat(doctor.examine(told::add)).isFalse();
        assertThat(told).extracting(Finding::subject).containsExactly("a", "b", "c");
        assertThat(new Doctor(List.of(() -> List.of(odd))).examine(told::add)).isTrue();
    }

    @Test
    void anExaminationThatBreaksOffIsNoGoodNews() {
        Doctor doctor = new Doctor(List.of(() -> {
            throw new IllegalArgumentException("broken");
        }));
        assertThatIllegalStateException().isThrownBy(() -> doctor.examine(finding -> {}));
    }

    private Finding.Level certificate() throws InterruptedException {
        return new HostExamination(PRODUCTION, probe).findings().getLast().level();
    }

    private List<Finding.Level> files(Optional<Path> authority) {
        return new FilesExamination(production(authority, Optional.empty()), time)
                .findings().stream().map(Finding::level).toList();
    }

    private static Plan plan() {
        return new Plan(
                Path.of("prodgate.yaml"),
                "00",
                production(Optional.empty(), Optional.of("infra")),
                Witnesses.none(),
                Duration.ofMinutes(30),
                8,
                Map.of(),
                Map.of(),
                List.of(),
                new Plan.QuarantineList(0, List.of()),
                Optional.empty(),
                Plan.GateEntry.USUAL,
                List.of(),
                Plan.DisruptionCap.USUAL,
                Acceptance.NONE);
    }

    private static Plan.Production production(Optional<Path> authority, Optional<String> terraform) {
        return new Plan.Production(
                "tickets",
                PRODUCTION,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(2),
                Map.of(),
                authority,
                Optional.empty(),
                List.of(),
                terraform);
    }
}
