package io.prodgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.FlowRun.End;
import io.prodgate.evidence.FlowRun.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlowSymptomsTest {
    private static final Instant AT = Instant.parse("2026-11-22T01:00:00Z");

    private static FlowRun flow(String name, End end, Failure failure, String message) {
        return new FlowRun(
                name,
                name + ".yaml",
                "emulator-5554",
                end,
                end == End.PASSED ? Optional.empty() : Optional.of(failure),
                message,
                Optional.empty(),
                Optional.of("tapOn \"Pay\""),
                Optional.of(AT),
                Optional.empty(),
                Optional.empty(),
                Optional.of(1),
                "",
                Map.of(),
                List.of(),
                AT,
                Duration.ofSeconds(9));
    }

    private static DeviceReading reading(String serial, DeviceReading.State state) {
        return new DeviceReading(
                serial,
                Optional.empty(),
                state,
                Optional.of(34),
                true,
                Optional.empty(),
                Optional.empty(),
                List.of(new DeviceReading.Reached(
                        "production.example.com:443", Optional.of(true), Optional.empty(), "")),
                Optional.empty(),
                Optional.empty(),
                AT);
    }

    private static DeviceLog.Answer answer(int seconds, int status, String url) {
        return new DeviceLog.Answer(AT.plusSeconds(seconds), status, Optional.of(url), "<-- " + status);
    }

    private static DeviceLog log(DeviceLog.Answer... answers) {
        return new DeviceLog("emulator-5554", Optional.empty(), List.of(answers), List.of(), List.of(), AT, true);
    }

    private static Symptoms symptoms(Evidence... evidence) {
        return Symptoms.of(new Situation(List.of(), List.of(evidence), AT, AT, true));
    }

    @Test
    void ofSeveralFlowsTheFirstThatDidNotPassIsBlamed() {
        Symptoms symptoms = symptoms(
                flow("Sign up", End.PASSED, Failure.VERDICT, ""),
                flow("Buy", End.FAILED, Failure.VERDICT, "Assertion is false: \"Paid\" is visible"),
                flow("Sell", End.FAILED, Failure.STACK_TRACE, "java.io.IOException: closed"));
        assertThat(symptoms.get("flow")).containsExactly("Buy");
        assertThat(symptoms.get("flow-failure")).containsExactly("verdict");
    }

    @Test
    void theLastRunOfAFlowCounts() {
        Symptoms symptoms = symptoms(
                flow("Buy", End.FAILED, Failure.STACK_TRACE, "java.io.IOException: closed"),
                flow("Buy", End.FAILED, Failure.VERDICT, "Element not found: Id: pay"));
        assertThat(symptoms.get("flow-failure")).containsExactly("verdict");
    }

    @Test
    void aFlowThatPassedHasNoSymptoms() {
        assertThat(symptoms(flow("Buy", End.PASSED, Failure.VERDICT, "")).get("flow-end"))
                .isEmpty();
    }

    @Test
    void wordsOfTheAppAreNotTheEngines() {
        assertThat(symptoms(flow(
                                "Buy",
                                End.FAILED,
                                Failure.VERDICT,
                                "Assertion is false: \"device offline\" is visible"))
                        .get("flow-said"))
                .containsExactly("Assertion is false: … is visible");
        assertThat(symptoms(flow(
                                "Buy",
                                End.FAILED,
                                Failure.VERDICT,
                                "Element not found: Text matching regex: UNAVAILABLE"))
                        .get("flow-said"))
                .containsExactly("Element not found: …");
    }

    @Test
    void ofOneRequestTheLastAnswerCountsAndOthersHostsDoNot() {
        FlowRun flow = flow("Buy", End.FAILED, Failure.VERDICT, "Element not found: Id: pay");
        DeviceReading reading = reading("emulator-5554", DeviceReading.State.DEVICE);
        DeviceLog log = log(
                answer(-90, 500, "https://production.example.com/old"),
                answer(-3, 429, "https://production.example.com/pay?try=1"),
                answer(-2, 200, "https://production.example.com/pay?try=2"),
                answer(-1, 503, "https://production.example.com/receipt"),
                answer(0, 429, "https://analytics.example.net/e"));
        assertThat(symptoms(flow, reading, log).get("app-status")).containsExactly("200", "503");
    }

    @Test
    void onlyTheFlowsOwnDeviceIsLookedAt() {
        FlowRun flow = flow("Buy", End.FAILED, Failure.VERDICT, "Element not found: Id: pay");
        Symptoms symptoms = symptoms(
                flow,
                reading("emulator-5554", DeviceReading.State.DEVICE),
                reading("emulator-5556", DeviceReading.State.OFFLINE));
        assertThat(symptoms.get("device-state")).containsExactly("device");
        assertThat(symptoms.get("asked")).containsExactly("not-asked");
    }
}
