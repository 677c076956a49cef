package io.prodgate.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Write;
import io.prodgate.plan.Values;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import io.prodgate.traffic.Request;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose credential goes with which request, and that what writes is noted and not sent twice. */
class IsolationWritesTest {
    private static final String PLAN = """
        - isolation:
            tenants:
              acme: { headers: { X-Key: '${secret.api}' }, ids: [Ada Lovelace] }
              globex: { headers: { X-Key: '${secret.webhook}' }, ids: [Grace Hopper] }
            endpoints:
              - { get: /mine, shared: true }
              - { delete: /tickets/1, of: acme, headers: { x-key: nobody, x-trace: t } }
        """;

    @TempDir
    private Path folder;

    private final FakeTraffic traffic = new FakeTraffic();
    private final FakeLedger ledger = new FakeLedger();
    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of("token-of-ours", "shared-secret")));

    @Test
    void everyRequestCarriesOneCredentialOrNone() throws Exception {
        attempt(PLAN, reads().answers(403, "no").answers(401, "no").answers(204, ""));

        assertThat(traffic.requests())
                .extracting(IsolationWritesTest::told)
                .containsExactly(
                        "GET [token-of-ours] OURS",
                        "GET [shared-secret] OURS",
                        "GET [] NONE",
                        "DELETE [shared-secret] NONE",
                        "DELETE [nobody] NONE",
                        "DELETE [token-of-ours] OURS");
        assertThat(Signs.met(log.facts())).isTrue();
    }

    @Test
    void whatWritesIsNotedWithWhoseCredentialItCarries() throws Exception {
        attempt(PLAN, reads().answers(403, "no").answers(401, "no").answers(204, ""));

        assertThat(ledger.noted())
                .extracting(write -> write.key() + " " + write.state())
                .containsExactly(
                        "globex/DELETE https://api.example.com/v1/tickets/1 ABOUT_TO_BE_SENT",
                        "globex/DELETE https://api.example.com/v1/tickets/1 ANSWERED",
                        "nobody/DELETE https://api.example.com/v1/tickets/1 ABOUT_TO_BE_SENT",
                        "nobody/DELETE https://api.example.com/v1/tickets/1 ANSWERED",
                        "acme/DELETE https://api.example.com/v1/tickets/1 ABOUT_TO_BE_SENT",
                        "acme/DELETE https://api.example.com/v1/tickets/1 ANSWERED");
        assertThat(ledger.noted().getLast().request()).isEqualTo("DELETE https://api.example.com/v1/tickets/1 as acme");
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgainAndNothingIsProven() throws Exception {
        note("globex/DELETE https://api.example.com/v1/tickets/1");

        attempt(PLAN, reads());

        assertThat(traffic.requests()).extracting(Request::method).containsOnly("GET");
        assertThat(log.facts())
                .anySatisfy(fact -> assertThat(fact)
                        .isInstanceOfSatisfying(
                                Trouble.class,
                                trouble -> assertThat(trouble.kind()).isEqualTo(Trouble.Kind.INTERRUPTED)));
        assertThat(Signs.met(log.facts())).isFalse();
    }

    @Test
    void whatThePlanAllowsToRepeatIsSentAgain() throws Exception {
        note("globex/DELETE https://api.example.com/v1/tickets/1");

        attempt(
                PLAN + "    repeat: true\n",
                reads().answers(403, "no").answers(401, "no").answers(204, ""));

        assertThat(Signs.met(log.facts())).isTrue();
    }

    @Test
    void whatWasNotSentIsNotedSoAndEndsTheTries() throws Exception {
        attempt(PLAN, reads().fails(Trouble.Kind.REFUSED));

        assertThat(ledger.noted().getLast().state()).isEqualTo(Write.State.NOT_DONE);
        assertThat(traffic.requests()).hasSize(4);
        assertThat(matrix().tries()).hasSize(3);
        assertThat(Signs.met(log.facts())).isFalse();
    }

    @Test
    void anAnswerThatWasNotReadToItsEndProvesNothing() throws Exception {
        attempt(PLAN, traffic.answersCut("Ada Lovelace"));

        assertThat(matrix().tries().getLast())
                .returns(IsolationMatrix.End.UNKNOWN, IsolationMatrix.Try::end)
                .returns("the answer is larger than what is read", IsolationMatrix.Try::detail);
        assertThat(Signs.met(log.facts())).isFalse();
    }

    private void attempt(String check, FakeTraffic scripted) throws InterruptedException {
        PlanText plan = PlanText.read(folder, PlanText.around(check), new IsolationKind());
        assertThat(plan.errors()).isEmpty();
        Map<String, String> secrets = Map.of("api", "token-of-ours", "webhook", "shared-secret");
        Values values = reference -> Optional.ofNullable(secrets.get(reference.name()));
        SteppingTime time = SteppingTime.atNoon();
        plan.checks()
                .getFirst()
                .check()
                .attempt(new Attempt(
                        1, log, ledger, scripted, values, time.now().plusSeconds(60), time, folder, Devices.NONE));
    }

    private FakeTraffic reads() {
        return traffic.answers(200, "Ada Lovelace").answers(200, "Grace Hopper").answers(401, "no");
    }

    private IsolationMatrix matrix() {
        return log.facts().stream()
                .filter(IsolationMatrix.class::isInstance)
                .map(IsolationMatrix.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private void note(String key) {
        ledger.note(new Write(
                key,
                "DELETE https://api.example.com/v1/tickets/1",
                Write.State.ABOUT_TO_BE_SENT,
                Map.of(),
                Instant.parse("2026-01-02T03:04:05Z")));
    }

    private static String told(Request request) {
        List<String> keys = request.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("x-key"))
                .map(Map.Entry::getValue)
                .toList();
        Credential credential = request.credential();
        return request.method() + " " + keys + " " + credential;
    }
}
