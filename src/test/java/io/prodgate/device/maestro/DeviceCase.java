package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A labelled line of what Maestro, adb or a device said, turned into the evidence that a check of an app gathers: through the files that
 * Maestro would have left, read by the reader of the product.
 *
 * @param row the line: {@code text}, {@code label}, and for our own what else was seen
 */
record DeviceCase(JsonNode row) {
    private static final Instant AT = Instant.parse("2026-11-22T01:00:00Z");
    private static final Flow FLOW = Sample.flow("Login works");

    /** Lines that Maestro prints before its flows. */
    private static final String BEFORE_FLOWS =
            "(?s)(Maestro (Android driver did not|instrumentation)|Failed to install apk|Not enough devices|You have 0 devices|Device \\S+ was requested"
                    + "|.*No android devices found|Unable to start device|Invalid Command|The config file|Options? |Unknown option"
                    + "|ERROR: Java|Environment variable|Flow (files|path)|Failure \\[|INSTALL_|maestro.android.AndroidOperationFailed.*"
                    + "|org.openqa.*|java.sql.*|API rate limit.*|.*was not installed|java.io.IOException: pm list.*|Exception in thread.*"
                    + "|java.net.ConnectException.*|Include / Exclude|maestro\\.MaestroDriverStartup.*|Unmatched|Parsing Failed|Config ).*";

    static List<DeviceCase> read(String file) throws IOException {
        List<DeviceCase> cases = new ArrayList<>();
        for (String line :
                Files.readAllLines(Path.of("src/test/resources/corpus").resolve(file))) {
            if (!line.isBlank()) {
                cases.add(new DeviceCase(Json.mapper().readTree(line)));
            }
        }
        return cases;
    }

    String id() {
        return row.path("id").asText();
    }

    String text() {
        return row.path("text").asText();
    }

    Cause label() {
        return switch (row.path("label").asText()) {
            case "real" -> Cause.PRODUCTION;
            case "infra" -> Cause.INFRASTRUCTURE;
            case "ratelimit" -> Cause.RATE_LIMIT;
            case "config" -> Cause.CONFIGURATION;
            default -> throw new IllegalStateException(row.toString());
        };
    }

    /** How the line came to us. */
    private String way() {
        if (row.has("as")) {
            return row.path("as").asText();
        }
        String text = text();
        if (text.startsWith("FATAL EXCEPTION")) {
            return "crash";
        }
        if (text.matches(".*(isn't responding|keeps stopping)")) {
            return "dialog";
        }
        if (text.matches("(?s)(adb: |cmd: |error: device|Unexpected output of|Process ).*")) {
            return "device";
        }
        if (text.matches("(?s)'\\w+' failed: .*")) {
            return "error";
        }
        if (text.matches("(?s)\\[ERROR].*")) {
            return "error";
        }
        if (text.startsWith("Flow ") && text.contains("continueOnFailure")) {
            return "printed";
        }
        return text.matches(BEFORE_FLOWS) ? "before" : "failure";
    }

    /** What the attempt saw. */
    List<Evidence> evidence(Path folder) {
        try {
            List<Evidence> evidence = new ArrayList<>();
            evidence.add(answer(200));
            evidence.addAll(way().equals("device") ? List.of(notRun()) : runs(folder));
            evidence.add(reading());
            evidence.add(log());
            if (row.has("silent")) {
                evidence.add(new Trouble(
                        Trouble.Kind.REFUSED,
                        "production.example.com:443",
                        "refused",
                        Trouble.Sent.NOTHING,
                        AT,
                        Duration.ZERO));
            } else {
                evidence.add(answer(row.path("asked").asInt(200)));
            }
            evidence.add(new Judgement("flow", "passed", "failed", false, 1, ""));
            return evidence;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Evidence answer(int status) {
        return new HttpExchange(
                "GET",
                "https://production.example.com/health",
                List.of(),
                Optional.empty(),
                io.prodgate.evidence.Credential.NONE,
                status,
                "HTTP/2",
                List.of(),
                "",
                0,
                false,
                AT,
                Duration.ZERO);
    }

    private List<FlowRun> runs(Path folder) throws IOException {
        Path debug = Files.createDirectories(folder.resolve("debug").resolve(FLOW.name()));
        Path report = folder.resolve("report.xml");
        String failure = switch (way()) {
            case "failure" -> text();
            case "error" -> "Unknown error";
            case "dialog" -> "Element not found: Text matching regex: Sign in";
            default -> "Assertion is false: \"Welcome\" is visible";
        };
        String error = way().equals("error") ? text() : failure;
        Files.writeString(
                debug.resolve("commands.json"),
                Json.mapper()
                        .writeValueAsString(List.of(Map.of(
                                "command", Map.of("tapOnElement", Map.of("selector", Map.of("textRegex", "Sign in"))),
                                "metadata",
                                        Map.of(
                                                "status",
                                                "FAILED",
                                                "timestamp",
                                                AT.toEpochMilli(),
                                                "depth",
                                                0,
                                                "error",
                                                Map.of("message", error))))));
        if (way().equals("dialog") || row.has("dialog")) {
            Files.createDirectories(debug.resolve("screen-hierarchy"));
            Files.writeString(
                    debug.resolve("screen-hierarchy/step-001.json"),
                    Json.mapper().writeValueAsString(dialog(row.path("dialog").asText(text()))));
        }
        if (row.has("screen-permission")) {
            Files.createDirectories(debug.resolve("screen-hierarchy"));
            Files.writeString(
                    debug.resolve("screen-hierarchy/step-001.json"),
                    Json.mapper()
                            .writeValueAsString(Map.of(
                                    "attributes",
                                    Map.of(
                                            "resource-id",
                                            "com.android.permissioncontroller:id/permission_message",
                                            "text",
                                            row.path("screen-permission").asText()))));
        }
        if (way().equals("crash") || row.has("crash")) {
            Files.createDirectories(debug.resolve("logs"));
            Files.writeString(
                    debug.resolve("logs/crash-report.txt"), row.path("crash").asText(text()));
        }
        if (!way().equals("before")) {
            Files.writeString(
                    report,
                    "<testsuites><testsuite tests='1' failures='1'><testcase name='" + FLOW.name()
                            + "' time='1.5' status='ERROR'><failure>" + escaped(failure)
                            + "</failure></testcase></testsuite></testsuites>");
        } else {
            Files.delete(debug.resolve("commands.json"));
            Files.delete(debug);
        }
        boolean printed = way().equals("printed");
        MaestroEnd end = new MaestroEnd(
                Optional.of(1),
                Optional.empty(),
                false,
                printed ? text() : "",
                way().equals("before") ? text() : row.path("stderr").asText(""),
                Map.of(),
                AT,
                AT.plusSeconds(9));
        return new FlowReader(
                        Sample.order(List.of(FLOW)),
                        new DebugFolder(folder.resolve("debug")),
                        FlowReport.read(report),
                        end)
                .read();
    }

    private static Map<String, Object> dialog(String text) {
        return Map.of(
                "attributes", Map.of("resource-id", ""),
                "children",
                        List.of(
                                Map.of("attributes", Map.of("resource-id", "android:id/alertTitle", "text", text)),
                                Map.of("attributes", Map.of("resource-id", "android:id/aerr_wait", "text", "Wait"))));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static FlowRun notRun() {
        return new FlowRun(
                FLOW.name(),
                FLOW.path(),
                "emulator-5554",
                FlowRun.End.NOT_RUN,
                Optional.of(FlowRun.Failure.NOT_STARTED),
                "the device could not be made ready",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Map.of(),
                List.of(),
                AT,
                Duration.ZERO);
    }

    private DeviceReading reading() {
        String state = row.path("device").asText("device").toUpperCase(java.util.Locale.ROOT);
        return new DeviceReading(
                "emulator-5554",
                Optional.of("Pixel"),
                DeviceReading.State.valueOf(state),
                Optional.of(34),
                row.path("emulator").asBoolean(true),
                Optional.of(Duration.ofSeconds(row.path("skew").asLong(0))),
                Optional.empty(),
                List.of(new DeviceReading.Reached(
                        "production.example.com:443",
                        Optional.of(row.path("reaches").asBoolean(true)),
                        Optional.empty(),
                        "")),
                Optional.ofNullable(row.path("screen").textValue()),
                way().equals("device") ? Optional.of(text()) : Optional.empty(),
                AT);
    }

    private DeviceLog log() {
        List<DeviceLog.Answer> answers = new ArrayList<>();
        row.path("answers")
                .forEach(status -> answers.add(new DeviceLog.Answer(
                        AT,
                        status.asInt(),
                        Optional.of("https://production.example.com/api"),
                        "<-- " + status.asInt())));
        row.path("others")
                .forEach(status -> answers.add(new DeviceLog.Answer(
                        AT, status.asInt(), Optional.of("https://analytics.example.net/e"), "<-- " + status.asInt())));
        return new DeviceLog(
                "emulator-5554",
                Optional.ofNullable(row.path("logged-crash").textValue()),
                answers,
                lines("trouble"),
                lines("log"),
                AT,
                true);
    }

    private List<DeviceLog.Line> lines(String key) {
        return row.has(key)
                ? List.of(new DeviceLog.Line(AT, "W", "App", row.path(key).asText()))
                : List.of();
    }
}
