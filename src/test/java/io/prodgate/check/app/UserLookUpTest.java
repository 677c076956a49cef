package io.prodgate.check.app;

import static io.prodgate.check.app.AppTrial.evidence;
import static io.prodgate.check.app.AppTrial.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.app.AnsweringTraffic.Said;
import io.prodgate.check.app.FakeMaestro.How;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.journal.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserLookUpTest {
    private static final String APP = "{ apk: app.apk, flows: flows, history: h.json, fresh-user: { look-up: {"
            + " get: '/users?mail=${output.MAIL}', headers: { Authorization: 'Bearer ${secret.pin}' },"
            + " id: '$.users[0].id' } } }";

    @TempDir
    Path folder;

    private AppTrial trial;
    private FakeMaestro maestro;
    private final FakePhones phones = new FakePhones("emulator-5554");

    @BeforeEach
    void makeFlows() throws Exception {
        trial = new AppTrial(folder).flow("note").flow("ticket");
        maestro = new FakeMaestro(
                trial.time(), (flow, serial, number) -> How.passes(Map.of("MAIL", flow.name() + " &1@example.com")));
        answer("note", user("u-1"));
        answer("ticket", user("u-2"));
    }

    private void answer(String flow, Supplier<Said> how) {
        trial.traffic().answer("/users?mail=" + flow + "%20%261%40example.com", how);
    }

    private static Supplier<Said> user(String id) {
        return () -> new Said.Json(200, "{\"users\": [{\"id\": \"" + id + "\"}]}");
    }

    private RunResult.CheckResult run() throws Exception {
        RunResult run = trial.run(APP, phones, maestro);
        assertThat(of(run, "note").outcome()).isEqualTo(Outcome.PASSED);
        assertThat(of(run, "ticket").outcome()).isEqualTo(Outcome.PASSED);
        return of(run, "fresh-users");
    }

    @Test
    void productionTellsTheUserOfEachFlowRightAfterIt() throws Exception {
        RunResult run = trial.run(APP, phones, maestro);

        assertThat(of(run, "fresh-users").outcome()).isEqualTo(Outcome.PASSED);
        assertThat(trial.traffic().asked())
                .filteredOn(asked -> asked.contains("/users?"))
                .hasSize(2);
        assertThat(trial.traffic().headers("/users?mail=note%20%261%40example.com"))
                .containsExactly(Map.entry("Authorization", "Bearer 1234567"));
        assertThat(evidence(of(run, "note"), HttpExchange.class))
                .extracting(HttpExchange::url)
                .contains("https://api.example.com/users?mail=note%20%261%40example.com");
        assertThat(Files.readString(folder.resolve("h.json"))).doesNotContain("u-1");
    }

    @Test
    void aUserThatProductionNamesForTwoFlowsIsProductionsFault() throws Exception {
        answer("ticket", user("u-1"));

        assertThat(run())
                .returns(Outcome.FAILED, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("had the user of"));
    }

    @Test
    void aUserOfAnEarlierRunIsNoFreshOne() throws Exception {
        assertThat(run().outcome()).isEqualTo(Outcome.PASSED);
        trial.run("run-2");
        answer("ticket", user("u-3"));

        assertThat(run())
                .returns(Outcome.FAILED, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("note had a user of an earlier run"));
    }

    @Test
    void whatHadNoAnswerRightAfterTheFlowIsAskedAgainByTheProof() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        answer(
                "note",
                () -> asked.incrementAndGet() == 1
                        ? new Said.Refused()
                        : user("u-1").get());

        assertThat(run())
                .returns(Outcome.PASSED, RunResult.CheckResult::outcome)
                .satisfies(
                        check -> assertThat(evidence(check, HttpExchange.class)).hasSize(1));
        assertThat(asked).hasValue(2);
    }

    @Test
    void aProductionThatDoesNotAnswerProvesNothing() throws Exception {
        answer("note", Said.Refused::new);

        assertThat(run())
                .satisfies(check -> assertThat(check.outcome()).isNotEqualTo(Outcome.PASSED))
                .satisfies(check -> assertThat(check.explanation()).contains("nothing listens there"));
    }

    @Test
    void aLimitThatLeavesNoTimeIsARateLimit() throws Exception {
        answer("note", Said.Limited::new);

        assertThat(run())
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.cause()).contains(Cause.RATE_LIMIT));
    }

    @Test
    void aRefusedTokenIsAMatterOfConfiguration() throws Exception {
        answer("note", () -> new Said.Json(401, "{\"error\": \"invalid token\"}"));

        assertThat(run())
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.cause()).contains(Cause.CONFIGURATION));
    }

    @Test
    void anAnswerWithoutTheIdIsProductionsFault() throws Exception {
        answer("note", () -> new Said.Json(200, "{\"users\": []}"));

        assertThat(run())
                .returns(Outcome.FAILED, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("capture id"));
    }

    @Test
    void anAnswerThatIsNotAsExpectedIsProductionsFault() throws Exception {
        answer("note", () -> new Said.Json(404, "{\"users\": [{\"id\": \"u-1\"}]}"));

        assertThat(run())
                .returns(Outcome.FAILED, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("404"));
    }

    @Test
    void aFlowThatDoesNotPutOutWhatIsLookedUpProvesNothing() throws Exception {
        maestro = new FakeMaestro(
                trial.time(),
                (flow, serial, number) -> flow.name().equals("note")
                        ? How.passes(Map.of("PHONE", "123"))
                        : How.passes(Map.of("MAIL", "ticket &1@example.com")));

        assertThat(run())
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.cause()).contains(Cause.CONFIGURATION))
                .satisfies(check -> assertThat(check.explanation())
                        .contains("the flow 'note' puts out no MAIL, so its user cannot be looked up")
                        .contains("PHONE"));
    }

    @Test
    void aListIsNoId() throws Exception {
        answer("note", () -> new Said.Json(200, "{\"users\": [{\"id\": [\"a\"]}]}"));

        assertThat(run())
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("for the flow 'note' is no id"));
    }

    @Test
    void aUserLookedUpBeforeARunWasInterruptedIsKnownWhenItGoesOn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        FakeMaestro stopping = new FakeMaestro(trial.time(), (flow, serial, number) -> {
            if (flow.name().equals("ticket")) {
                trial.awaitEnd("note");
                trial.stop();
                never.await();
            }
            return How.passes(Map.of("MAIL", flow.name() + " &1@example.com"));
        });
        trial.run(APP, phones, stopping);

        RunResult whole = trial.resume(APP, phones, maestro);

        assertThat(whole.checks()).extracting(RunResult.CheckResult::outcome).containsOnly(Outcome.PASSED);
        assertThat(maestro.told()).containsExactly("emulator-5554: ticket");
    }
}
