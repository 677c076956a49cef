package io.prodgate.check.app;

import static io.prodgate.check.app.AppTrial.evidence;
import static io.prodgate.check.app.AppTrial.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.app.FakeMaestro.How;
import io.prodgate.device.DeviceException;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Trouble;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.SteppingTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppRunTest {
    private static final String ONE = "emulator-5554";
    private static final String TWO = "emulator-5556";

    @TempDir
    Path folder;

    private AppTrial trial;
    private final FakePhones phones = new FakePhones(ONE, TWO);

    @BeforeEach
    void makeFlows() throws Exception {
        trial = new AppTrial(folder).flow("note").flow("sign-up").flow("ticket");
    }

    private FakeMaestro maestro(FakeMaestro.Script script) {
        return new FakeMaestro(trial.time(), script);
    }

    @Test
    void everyFlowIsRunOnceOnACleanDeviceAndTheDevicesAreGivenBack() throws Exception {
        FakeMaestro maestro = maestro((flow, serial, number) -> How.passes());

        RunResult run = trial.run("{ apk: app.apk, flows: flows, devices: 2 }", phones, maestro);

        assertThat(run.checks()).extracting(RunResult.CheckResult::outcome).containsOnly(Outcome.PASSED);
        assertThat(maestro.orders())
                .allSatisfy(order -> assertThat(order.flows()).hasSize(1))
                .hasSize(3);
        assertThat(phones.calls()).filteredOn(call -> call.startsWith("clear")).hasSize(3);
        assertThat(phones.calls()).contains("install " + ONE + ", may remove com.example.tickets");
        assertThat(phones.calls()).contains("close " + ONE, "close " + TWO);
        assertThat(phones.opened()).isEqualTo(1);
        assertThat(evidence(of(run, "note"), Judgement.class))
                .anySatisfy(judgement -> assertThat(judgement.subject()).isEqualTo("flow"))
                .anySatisfy(judgement -> assertThat(judgement.actual())
                        .isEqualTo("not set: app data cleared with pm clear before each flow"));
    }

    @Test
    void withSkipDataCleanupNoClearingCallIsMadeAtAll() throws Exception {
        trial.environment("SKIP_DATA_CLEANUP", "true");

        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, devices: 2, cleanup: reinstall }",
                phones,
                maestro((flow, serial, number) ->
                        number == 1 && flow.name().equals("note") ? How.breaks() : How.passes()));

        assertThat(run.checks()).hasSize(4);
        assertThat(phones.calls())
                .noneMatch(
                        call -> call.startsWith("clear") || call.startsWith("uninstall") || call.contains("may remove"))
                .anyMatch(call -> call.startsWith("install"));
        assertThat(evidence(of(run, "ticket"), Judgement.class))
                .anySatisfy(judgement ->
                        assertThat(judgement.actual()).isEqualTo("true: app data kept, nothing is cleared"));
    }

    @Test
    void whereTheAppIsReinstalledItIsRemovedBeforeEachFlow() throws Exception {
        trial.run(
                "{ apk: app.apk, flows: flows, cleanup: reinstall }",
                phones,
                maestro((flow, serial, number) -> How.passes()));

        assertThat(phones.calls())
                .filteredOn(call -> call.startsWith("uninstall"))
                .hasSize(3);
        assertThat(phones.calls())
                .filteredOn(call -> call.startsWith("install"))
                .hasSize(3);
    }

    @Test
    void aFlowThatFailsTwiceFailsOnTwoDevicesAndWithAllThatIsToldOfIt() throws Exception {
        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, devices: 2 }",
                phones,
                maestro((flow, serial, number) -> flow.name().equals("ticket") ? How.fails() : How.passes()));

        RunResult.CheckResult ticket = of(run, "ticket");
        assertThat(ticket.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(evidence(ticket, FlowRun.class)).extracting(FlowRun::device).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(evidence(ticket, DeviceReading.class)).hasSize(2);
        assertThat(evidence(ticket, DeviceLog.class)).hasSize(2);
        assertThat(evidence(ticket, HttpExchange.class)).hasSize(4);
        assertThat(of(run, "note").outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void aFlowThatPassesOnTheSecondTryIsFlaky() throws Exception {
        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows }",
                new FakePhones(ONE),
                maestro((flow, serial, number) ->
                        flow.name().equals("ticket") && number == 1 ? How.fails() : How.passes()));

        assertThat(of(run, "ticket").outcome()).isEqualTo(Outcome.FLAKY);
    }

    @Test
    void flowsBehindADriverThatDiedGoAgainWithoutHavingUsedUpAnAttempt() throws Exception {
        trial.environment("SKIP_DATA_CLEANUP", "true");
        FakeMaestro maestro = maestro(
                (flow, serial, number) -> flow.name().equals("note") && number == 1 ? How.breaks() : How.passes());

        RunResult run = trial.flow("other-1")
                .flow("other-2")
                .flow("other-3")
                .flow("other-4")
                .flow("other-5")
                .run("{ apk: app.apk, flows: flows }", new FakePhones(ONE), maestro);

        assertThat(maestro.orders().getFirst().flows()).hasSizeGreaterThan(1);
        assertThat(of(run, "note").attempts()).hasSize(2);
        assertThat(run.checks())
                .filteredOn(check -> !check.head().id().endsWith("note"))
                .allSatisfy(check -> assertThat(check.attempts()).hasSize(1))
                .extracting(RunResult.CheckResult::outcome)
                .containsOnly(Outcome.PASSED);
    }

    @Test
    void aSickDeviceIsMendedAndTheAppInstalledAgain() throws Exception {
        FakePhones one = new FakePhones(ONE);
        trial.run("{ apk: app.apk, flows: flows }", one, maestro((flow, serial, number) -> {
            if (flow.name().equals("note") && number == 1) {
                one.phone(ONE).fallSick();
                return How.breaks();
            }
            return How.passes();
        }));
        assertThat(one.calls()).contains("mend " + ONE);
        assertThat(one.calls()).filteredOn(call -> call.startsWith("install")).hasSize(2);
    }

    @Test
    void aDeviceThatCannotBeMendedIsLeftOutAndTheOthersGoOn() throws Exception {
        RunResult run =
                trial.run("{ apk: app.apk, flows: flows, devices: 2 }", phones, maestro((flow, serial, number) -> {
                    if (serial.equals(ONE)) {
                        phones.phone(ONE).die();
                        return How.breaks();
                    }
                    return How.passes();
                }));

        assertThat(run.checks().stream().filter(check -> check.attempts().size() == 1))
                .hasSize(3);
        assertThat(run.checks())
                .allSatisfy(check ->
                        assertThat(check.attempts().getLast().diagnosis()).isEmpty());
    }

    @Test
    void withoutADeviceNothingIsKnownOfTheApp() throws Exception {
        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows }", new FakePhones(), maestro((flow, serial, number) -> How.passes()));

        assertThat(of(run, "note").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(of(run, "note").explanation()).contains("no device is attached; attach one");
        assertThat(of(run, "apk").outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void whereNoDeviceIsLeftBecauseProductionIsDownProductionIsBlamed() throws Exception {
        trial.traffic().goDown();

        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows }", new FakePhones(), maestro((flow, serial, number) -> How.passes()));

        assertThat(evidence(of(run, "note"), Trouble.class))
                .extracting(Trouble::kind)
                .containsOnly(Trouble.Kind.REFUSED);
    }

    @Test
    void anAppThatCannotBeInstalledIsToldInTheDevicesOwnWord() throws Exception {
        FakePhones one = new FakePhones(ONE);
        one.phone(ONE)
                .refuse(new DeviceException(
                        "the APK could not be installed", ONE, "make room", Optional.of("INSTALL_FAILED_NO_SPACE")));

        RunResult run =
                trial.run("{ apk: app.apk, flows: flows }", one, maestro((flow, serial, number) -> How.passes()));

        assertThat(evidence(of(run, "note"), FlowRun.class))
                .allSatisfy(flow -> assertThat(flow.end()).isEqualTo(FlowRun.End.NOT_RUN))
                .allSatisfy(flow -> assertThat(flow.message()).startsWith("INSTALL_FAILED_NO_SPACE: "));
        assertThat(of(run, "note").outcome()).isNotEqualTo(Outcome.PASSED);
    }

    @Test
    void flowsOfTheExecutionOrderRunOneAfterTheOtherOnOneDevice() throws Exception {
        FakeMaestro maestro = maestro((flow, serial, number) -> How.passes());
        trial.config("executionOrder:\n  flowsOrder: [ticket, sign-up, note]\n");

        RunResult run = trial.run("{ apk: app.apk, flows: flows, devices: 2 }", phones, maestro);

        assertThat(run.checks()).extracting(RunResult.CheckResult::outcome).containsOnly(Outcome.PASSED);
        assertThat(maestro.told()).hasSize(3);
        assertThat(maestro.told().stream().map(told -> told.substring(told.indexOf(' ') + 1)))
                .containsExactly("ticket", "sign-up", "note");
        assertThat(maestro.orders().stream().map(order -> order.serial()).distinct())
                .hasSize(1);
    }

    @Test
    void whatComesAfterAFailureInTheExecutionOrderIsNotRunAndTriedAgainFromTheBeginning() throws Exception {
        FakeMaestro maestro = maestro(
                (flow, serial, number) -> flow.name().equals("sign-up") && number == 1 ? How.fails() : How.passes());
        trial.config("executionOrder:\n  continueOnFailure: false\n  flowsOrder: [ticket, sign-up, note]\n");

        RunResult run = trial.run("{ apk: app.apk, flows: flows }", new FakePhones(ONE), maestro);

        assertThat(evidence(of(run, "note"), FlowRun.class).getFirst())
                .returns(FlowRun.End.NOT_RUN, FlowRun::end)
                .satisfies(flow -> assertThat(flow.message())
                        .isEqualTo("not run, since sign-up, before it in the execution order, did not pass"
                                + " (continueOnFailure: false)"));
        assertThat(of(run, "sign-up").outcome()).isEqualTo(Outcome.FLAKY);
        assertThat(maestro.told().subList(0, 4))
                .containsExactly(ONE + ": ticket", ONE + ": sign-up", ONE + ": ticket", ONE + ": sign-up");
    }

    @Test
    void flowsHaveWhatMarksTheirTrafficAndTheVariablesOfThePlan() throws Exception {
        FakeMaestro maestro = maestro((flow, serial, number) -> How.passes());

        trial.run("{ apk: app.apk, flows: flows, env: { PIN: '${secret.pin}', RUN: 'x-${run.id}' } }", phones, maestro);

        assertThat(maestro.orders().getFirst().variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PRODGATE_RUN", "run-1",
                        "PRODGATE_USER_AGENT", "prodgate/0.1.0 (synthetic; run=run-1)",
                        "PRODGATE_BAGGAGE", "prodgate.run=run-1",
                        "PIN", "1234567",
                        "RUN", "x-run-1"));
    }

    @Test
    void whatMaestroWasCalledWithIsToldWithoutSecretsAndByAPathThatCountsFromWhereThePlanIsNamed() throws Exception {
        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, env: { PIN: '${secret.pin}', RUN: 'x-${run.id}' } }",
                phones,
                maestro((flow, serial, number) -> How.fails()));

        assertThat(evidence(of(run, "note"), FlowRun.class).getFirst().call()).hasValueSatisfying(call -> {
            assertThat(call.path()).isEqualTo(folder.resolve("flows/note.yaml").toString());
            assertThat(call.variables()).containsEntry("PIN", "***").containsEntry("RUN", "x-run-1");
        });
    }

    @Test
    void startsArePacedByTheirCostAndA429ToTheAppSlowsEverybodyDown() throws Exception {
        FakePhones one = new FakePhones(ONE);
        one.phone(ONE)
                .logs(List.of(
                        new DeviceLog.Answer(Instant.EPOCH, 429, Optional.empty(), "HTTP 429"),
                        new DeviceLog.Answer(Instant.EPOCH, 200, Optional.empty(), "HTTP 200"),
                        new DeviceLog.Answer(Instant.EPOCH, 200, Optional.empty(), "HTTP 200"),
                        new DeviceLog.Answer(Instant.EPOCH, 200, Optional.empty(), "HTTP 200")));

        trial.run(
                "{ apk: app.apk, flows: flows, cost: { default: 2, ticket: 9 } }",
                one,
                maestro((flow, serial, number) -> How.passes()));

        assertThat(trial.traffic().admitted()).containsExactlyInAnyOrder(2, 2, 9);
        assertThat(trial.traffic().limits()).hasSize(3).containsOnly("429 to the app on " + ONE);
    }

    @Test
    void progressTellsTheDeviceAndTheStep() throws Exception {
        trial.run(
                "{ apk: app.apk, flows: flows }", new FakePhones(ONE), maestro((flow, serial, number) -> How.passes()));

        assertThat(trial.news())
                .contains(
                        "app-1.note: waits for a device",
                        "app-1.note: emulator-5554: starts Maestro",
                        "app-1.note: emulator-5554: launchApp");
    }

    @Test
    void everyFlowHasAUserOfItsOwn() throws Exception {
        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, devices: 2, fresh-user: true, history: h.json }",
                phones,
                maestro((flow, serial, number) -> How.passes(Map.of("USER_ID", "user of " + flow.name()))));

        assertThat(of(run, "fresh-users").outcome()).isEqualTo(Outcome.PASSED);
        assertThat(Files.readString(folder.resolve("h.json"))).doesNotContain("user of");
    }

    @Test
    void aUserThatTwoFlowsShareIsProductionsFault() throws Exception {
        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, devices: 2, fresh-user: true }",
                phones,
                maestro((flow, serial, number) -> How.passes(Map.of("USER_ID", "always the same"))));

        assertThat(of(run, "fresh-users").outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aUserOfAnEarlierRunIsNoFreshOne() throws Exception {
        String app = "{ apk: app.apk, flows: flows, fresh-user: { log: 'user=(\\S+)' }, history: h.json }";
        FakePhones one = new FakePhones(ONE);
        FakeMaestro maestro = maestro((flow, serial, number) -> {
            one.phone(ONE).logs(List.of(), "signed up", "user=" + flow.name());
            return How.passes();
        });

        assertThat(of(trial.run("run-1").run(app, one, maestro), "fresh-users").outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(of(trial.run("run-2").run(app, one, maestro), "fresh-users"))
                .returns(Outcome.FAILED, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("note had a user of an earlier run"));
    }

    @Test
    void aFlowThatTellsNoUserProvesNothing() throws Exception {
        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, fresh-user: { output: ID } }",
                phones,
                maestro((flow, serial, number) ->
                        flow.name().equals("note") ? How.passes() : How.passes(Map.of("ID", flow.name()))));

        assertThat(of(run, "fresh-users"))
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("whose user these flows had: note"));
    }

    @Test
    void whereNothingIsClearedASharedUserIsAMatterOfTheFlows() throws Exception {
        RunResult run = trial.environment("SKIP_DATA_CLEANUP", "true")
                .run(
                        "{ apk: app.apk, flows: flows, fresh-user: true }",
                        phones,
                        maestro((flow, serial, number) -> How.passes(Map.of("USER_ID", "the same"))));

        assertThat(of(run, "fresh-users"))
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("while nothing was cleared"));
    }

    @Test
    void theLongestFlowOfEarlierRunsBeginsFirst() throws Exception {
        String app = "{ apk: app.apk, flows: flows, history: h.json }";
        FakeMaestro first = maestro((flow, serial, number) -> new How(
                FlowRun.End.PASSED,
                Optional.empty(),
                Duration.ofSeconds(flow.name().equals("sign-up") ? 60 : 10),
                Map.of()));
        trial.run(app, new FakePhones(ONE), first);
        assertThat(first.told()).containsExactly(ONE + ": note", ONE + ": sign-up", ONE + ": ticket");

        FakeMaestro second = maestro((flow, serial, number) -> How.passes());
        trial.run(app, new FakePhones(ONE), second);
        assertThat(second.told()).containsExactly(ONE + ": sign-up", ONE + ": note", ONE + ": ticket");
    }

    @Test
    void aRunThatIsStoppedBreaksOffItsFlowsGivesTheDevicesBackAndGoesOnWithWhatIsLeft() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger brokenOff = new AtomicInteger();
        String app = "{ apk: app.apk, flows: flows, fresh-user: true, history: h.json }";
        FakePhones one = new FakePhones(ONE);

        RunResult stopped = trial.run(app, one, maestro((flow, serial, number) -> {
            if (flow.name().equals("sign-up")) {
                trial.awaitEnd("note");
                trial.stop();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    brokenOff.incrementAndGet();
                    throw e;
                }
            }
            return How.passes(Map.of("USER_ID", "user of " + flow.name()));
        }));

        assertThat(brokenOff).hasValue(1);
        assertThat(one.calls()).endsWith("close " + ONE);
        assertThat(of(stopped, "note").outcome()).isEqualTo(Outcome.PASSED);
        assertThat(of(stopped, "sign-up").outcome()).isEqualTo(Outcome.SKIPPED);

        FakeMaestro maestro =
                maestro((flow, serial, number) -> How.passes(Map.of("USER_ID", "user of " + flow.name())));
        RunResult whole = trial.resume(app, one, maestro);
        assertThat(whole.checks()).extracting(RunResult.CheckResult::outcome).containsOnly(Outcome.PASSED);
        assertThat(maestro.told()).containsExactlyInAnyOrder(ONE + ": sign-up", ONE + ": ticket");
    }

    @Test
    void waitingForADeviceDoesNotUseUpAFlowsDeadlineAndTheBudgetEndsIt() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        FakeMaestro slow = new FakeMaestro(time, (flow, serial, number) -> {
            time.advance(Duration.ofMinutes(4));
            return new How(FlowRun.End.PASSED, Optional.empty(), Duration.ofMinutes(4), Map.of());
        });

        RunResult run = trial.time(time)
                .run("{ apk: app.apk, flows: flows, deadline: 5m, flow-timeout: 5m }", new FakePhones(ONE), slow);

        assertThat(run.checks()).extracting(RunResult.CheckResult::outcome).containsOnly(Outcome.PASSED);
    }

    @Test
    void aFlowHasNoMoreTimeOnDevicesThanItsDeadline() throws Exception {
        SteppingTime time = SteppingTime.atNoon();
        FakeMaestro hanging = new FakeMaestro(
                time,
                (flow, serial, number) -> new How(
                        FlowRun.End.UNKNOWN,
                        Optional.of(FlowRun.Failure.OUT_OF_TIME),
                        Duration.ofMinutes(3),
                        Map.of()));

        RunResult run = trial.time(time)
                .run("{ apk: app.apk, flows: flows/note.yaml, deadline: 5m }", new FakePhones(ONE), hanging);

        assertThat(hanging.orders())
                .hasSizeLessThanOrEqualTo(2)
                .allSatisfy(order -> assertThat(order.perFlow()).isLessThanOrEqualTo(Duration.ofMinutes(3)));
        assertThat(of(run, "note").outcome()).isNotEqualTo(Outcome.PASSED);
    }

    @Test
    void aMistakeOfOursIsNoPassAndNoFailureOfProduction() throws Exception {
        FakeMaestro maestro = maestro((flow, serial, number) -> {
            throw new IllegalStateException("a mistake of ours");
        });

        RunResult run = trial.run("{ apk: app.apk, flows: flows/note.yaml }", new FakePhones(ONE), maestro);

        assertThat(of(run, "note"))
                .returns(Outcome.INCONCLUSIVE, RunResult.CheckResult::outcome)
                .satisfies(check -> assertThat(check.explanation()).contains("a mistake of ours"));
    }

    @Test
    void aDeviceThatWasLeftOutIsToldOnceAndWhereItExplainsNothing() throws Exception {
        phones.phone(ONE).fallSick();

        RunResult run = trial.run(
                "{ apk: app.apk, flows: flows, devices: 2 }",
                phones,
                maestro((flow, serial, number) -> flow.name().equals("note") ? How.fails() : How.passes()));

        assertThat(run.checks().stream().flatMap(check -> evidence(check, DeviceReading.class).stream()))
                .filteredOn(reading -> reading.serial().equals(ONE))
                .hasSize(1);
        assertThat(evidence(of(run, "note"), DeviceReading.class))
                .extracting(DeviceReading::serial)
                .containsOnly(TWO);
        assertThat(of(run, "note").outcome()).isEqualTo(Outcome.FAILED);
    }
}
