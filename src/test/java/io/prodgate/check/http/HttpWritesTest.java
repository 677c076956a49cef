package io.prodgate.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.EvidenceLog;
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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an http check writes is noted before it is sent, and not sent again after the run was interrupted. */
class HttpWritesTest {
    private static final String ORDER = """
            - http:
                steps:
                  - get: /health
                  - post: /orders
                    expect: { status: 201 }
                    capture: { order: $.id }
                  - get: /orders/${capture.order}
                    expect: { $.state: done }
            """;

    @TempDir
    Path folder;

    private final FakeTraffic traffic = new FakeTraffic();
    private final FakeLedger ledger = new FakeLedger();
    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of("token-of-ours")));

    @Test
    void aWriteIsNotedBeforeItIsSentAndWhenItWasAnswered() throws Exception {
        attempt(
                ORDER,
                traffic.answers(200, "ok").answers(201, "{\"id\":\"o-1\"}").answers(200, "{\"state\":\"done\"}"));

        assertThat(ledger.noted()).extracting(Write::key).containsExactly("step 2", "step 2");
        assertThat(ledger.noted())
                .extracting(Write::state)
                .containsExactly(Write.State.ABOUT_TO_BE_SENT, Write.State.ANSWERED);
        assertThat(ledger.noted().getLast().request()).isEqualTo("POST https://api.example.com/v1/orders");
        assertThat(ledger.noted().getLast().values()).containsEntry("order", "o-1");
        assertThat(Signs.met(log.facts())).isTrue();
    }

    @Test
    void whatWasAnsweredIsPassedOverAndItsCapturesGoOn() throws Exception {
        attempt(
                ORDER,
                traffic.answers(200, "ok").answers(201, "{\"id\":\"o-1\"}").fails(Trouble.Kind.RESET));
        EvidenceLog resumed = new EvidenceLog(new Redactor(List.of()));

        attempt(ORDER, traffic.answers(200, "ok").answers(200, "{\"state\":\"done\"}"), resumed);

        assertThat(methods()).containsExactly("GET", "POST", "GET", "GET", "GET");
        assertThat(traffic.requests().getLast().url()).hasToString("https://api.example.com/v1/orders/o-1");
        assertThat(Signs.met(resumed.facts())).isTrue();
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() throws Exception {
        note(Write.State.ABOUT_TO_BE_SENT);

        attempt(ORDER, traffic.answers(200, "ok"));

        assertThat(methods()).containsExactly("GET");
        assertThat(interrupted().message()).contains("POST https://api.example.com/v1/orders", "may have arrived");
        assertThat(Signs.met(log.facts())).isFalse();
    }

    @Test
    void anAnswerThatWasNotKeptIsNotAskedForAgain() throws Exception {
        note(Write.State.ANSWERED);

        attempt(ORDER, traffic.answers(200, "ok"));

        assertThat(methods()).containsExactly("GET");
        assertThat(interrupted().message()).contains("the answer was not kept");
    }

    @Test
    void secretCapturesAreNotKeptSoTheStepsAfterThemCannotGoOn() throws Exception {
        String signUp = """
                - http:
                    steps:
                      - post: /users
                        expect: { status: 201 }
                        capture: { token: { from: $.token, secret: true } }
                      - get: /me
                        headers: { Authorization: 'Bearer ${capture.token}' }
                """;
        attempt(signUp, traffic.answers(201, "{\"token\":\"t-0815-secret\"}").fails(Trouble.Kind.RESET));
        assertThat(ledger.noted().toString()).doesNotContain("t-0815-secret");

        attempt(signUp, traffic);

        assertThat(methods()).containsExactly("POST", "GET");
        assertThat(interrupted().message()).contains("secret and was not kept");
    }

    @Test
    void whatWasNotSentIsSent() throws Exception {
        attempt("- http: { post: /orders }", traffic.fails(Trouble.Kind.REFUSED));
        assertThat(ledger.noted().getLast().state()).isEqualTo(Write.State.NOT_DONE);

        attempt("- http: { post: /orders }", traffic.answers(200, "ok"));

        assertThat(methods()).containsExactly("POST", "POST");
        assertThat(ledger.noted().getLast().state()).isEqualTo(Write.State.ANSWERED);
    }

    @Test
    void aRedirectThatWasFollowedMeansThatSomethingMayHaveBeenDone() throws Exception {
        attempt(
                "- http: { post: /orders, follow: 1 }",
                traffic.answers(303, "", "location", "/orders/1").fails(Trouble.Kind.REFUSED));

        assertThat(methods()).containsExactly("POST", "GET");
        assertThat(ledger.noted().getLast().state()).isEqualTo(Write.State.ABOUT_TO_BE_SENT);
    }

    @Test
    void whatThePlanAllowsToRepeatIsNotedAndSentAgain() throws Exception {
        note(Write.State.ABOUT_TO_BE_SENT);

        attempt("- http: { post: /orders, repeat: true }", traffic.answers(200, "ok"));

        assertThat(methods()).containsExactly("POST");
        assertThat(ledger.noted().getLast().state()).isEqualTo(Write.State.ANSWERED);
    }

    private void note(Write.State state) {
        for (String key : List.of("step 1", "step 2")) {
            ledger.note(new Write(
                    key,
                    "POST https://api.example.com/v1/orders",
                    state,
                    java.util.Map.of(),
                    SteppingTime.atNoon().now()));
        }
    }

    private Trouble interrupted() {
        return log.facts().stream()
                .filter(Trouble.class::isInstance)
                .map(Trouble.class::cast)
                .filter(trouble -> trouble.kind() == Trouble.Kind.INTERRUPTED)
                .findFirst()
                .orElseThrow();
    }

    private List<String> methods() {
        return traffic.requests().stream().map(Request::method).toList();
    }

    private void attempt(String check, FakeTraffic scripted) throws InterruptedException {
        assertThat(scripted).isSameAs(traffic);
        attempt(check, scripted, log);
    }

    private void attempt(String check, FakeTraffic scripted, EvidenceLog seen) throws InterruptedException {
        PlanText plan = PlanText.read(folder, PlanText.around(check), new HttpKind());
        assertThat(plan.errors()).isEmpty();
        Values values = reference -> Optional.empty();
        SteppingTime time = SteppingTime.atNoon();
        plan.checks()
                .getFirst()
                .check()
                .attempt(new Attempt(
                        1, seen, ledger, scripted, values, time.now().plusSeconds(60), time, folder, Devices.NONE));
    }
}
