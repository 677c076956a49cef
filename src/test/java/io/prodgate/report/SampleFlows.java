package io.prodgate.report;

import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.FlowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What devices and Maestro said, written by hand. */
final class SampleFlows {
    static final String SCREEN = "artifacts/app.ticket/2/Open a ticket/screenshots/step-004-tapOn.png";

    private static final Instant START = SampleRuns.START;

    private SampleFlows() {}

    static FlowRun passed(String flow) {
        return flow(flow, flow, FlowRun.End.PASSED, Optional.empty(), "", Optional.empty(), List.of());
    }

    static FlowRun failed() {
        return flow(
                "Open a ticket",
                "emulator-5556",
                FlowRun.End.FAILED,
                Optional.of(FlowRun.Failure.VERDICT),
                "Assertion is false: \"Ticket sent\" is visible",
                Optional.of("assertVisible \"Ticket sent\""),
                List.of("artifacts/app.ticket/2/Open a ticket/commands.json", SCREEN));
    }

    /** A flow whose every text is the given one. */
    static FlowRun hostile(String text) {
        return new FlowRun(
                text,
                text,
                text,
                FlowRun.End.FAILED,
                Optional.of(FlowRun.Failure.VERDICT),
                text,
                Optional.of(text),
                Optional.of(text),
                Optional.of(START),
                Optional.of(text),
                Optional.of(text),
                Optional.of(1),
                text,
                Map.of(text, text),
                List.of(text, "javascript:alert(1)/x.png"),
                START,
                Duration.ofSeconds(3),
                Optional.of(new FlowRun.Call(text, Map.of(text, text, "PIN", text + "***"))));
    }

    static DeviceLog hostileLog(String text) {
        return new DeviceLog(
                text,
                Optional.of(text),
                List.of(new DeviceLog.Answer(START, 500, Optional.of(text), text)),
                List.of(new DeviceLog.Line(START, text, text, text)),
                List.of(new DeviceLog.Line(START, text, text, text)),
                START,
                false,
                Optional.of(START.plusSeconds(1)));
    }

    static DeviceReading healthy() {
        return new DeviceReading(
                "emulator-5556",
                Optional.of("prodgate-34"),
                DeviceReading.State.DEVICE,
                Optional.of(34),
                true,
                Optional.of(Duration.ofMillis(-200)),
                Optional.empty(),
                List.of(new DeviceReading.Reached("api.example.com:443", Optional.of(true), Optional.of(true), "")),
                Optional.empty(),
                Optional.empty(),
                START.plusSeconds(40));
    }

    static DeviceLog log() {
        return new DeviceLog(
                "emulator-5556",
                Optional.of("FATAL EXCEPTION: main"),
                List.of(
                        new DeviceLog.Answer(
                                START.plusSeconds(12),
                                201,
                                Optional.of("https://api.example.com/users"),
                                "<-- 201 https://api.example.com/users (31ms)"),
                        new DeviceLog.Answer(
                                START.plusSeconds(22),
                                503,
                                Optional.of("https://api.example.com/tickets"),
                                "<-- 503 https://api.example.com/tickets (1209ms)")),
                List.of(),
                List.of(new DeviceLog.Line(START.plusSeconds(22), "W", "Tickets", "sending failed: HTTP 503")),
                START.plusSeconds(5),
                true,
                Optional.of(START.plusSeconds(21)));
    }

    private static FlowRun flow(
            String flow,
            String device,
            FlowRun.End end,
            Optional<FlowRun.Failure> failure,
            String message,
            Optional<String> step,
            List<String> files) {
        return new FlowRun(
                flow,
                "ticket.yaml",
                device,
                end,
                failure,
                message,
                Optional.empty(),
                step,
                step.map(name -> START.plusSeconds(21)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(failure.isPresent() ? 1 : 0),
                "",
                Map.of("USER_ID", "u-1"),
                files,
                START.plusSeconds(5),
                Duration.ofSeconds(33),
                Optional.of(new FlowRun.Call(
                        "app/flows/ticket.yaml", Map.of("PIN", "***", "GREETING", "it's me", "RUN_ID", "run-1"))));
    }
}
