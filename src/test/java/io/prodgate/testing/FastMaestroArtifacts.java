package io.prodgate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folder that {@link FastMaestro} leaves for one flow, written while the flow runs as far as Maestro does so. */
final class FastMaestroArtifacts {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final Path folder;
    private final Path commonLog;
    private final FastMaestroFlow flow;
    private final List<String> steps = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();

    FastMaestroArtifacts(Path folder, Path commonLog, FastMaestroFlow flow) throws IOException {
        this.folder = folder;
        this.commonLog = commonLog;
        this.flow = flow;
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/maestro.log"), "");
    }

    /** A line of both logs, as Maestro writes it. */
    void log(String level, String where, String what) throws IOException {
        String line = time() + " [" + level + "] " + where + ": " + what + "\n";
        Files.writeString(folder.resolve("logs/maestro.log"), line, StandardOpenOption.APPEND);
        Files.writeString(commonLog, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static String time() {
        LocalTime now = LocalTime.now(ZoneId.systemDefault());
        return two(now.getHour()) + ":" + two(now.getMinute()) + ":" + two(now.getSecond()) + "."
                + String.valueOf(1000 + now.getNano() / 1_000_000).substring(1);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    void started(String description) throws IOException {
        log(" INFO", "maestro.cli.runner.CliConsoleListener.onCommandStart", description + " RUNNING");
    }

    /** The variables of a flow, which Maestro writes in clear. */
    void variables(Map<String, String> variables) throws IOException {
        StringBuilder json = new StringBuilder("{ \"defineVariablesCommand\" : { \"env\" : {");
        String between = " ";
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            json.append(between).append(quoted(variable.getKey())).append(" : ").append(quoted(variable.getValue()));
            between = ", ";
        }
        started("Define variables");
        completed("Define variables", json + " }, \"optional\" : false } }");
        String tags = "";
        for (String tag : flow.tags()) {
            tags += (tags.isEmpty() ? ", \"tags\" : [ " : ", ") + quoted(tag);
        }
        started("Apply configuration");
        completed(
                "Apply configuration",
                "{ \"applyConfigurationCommand\" : { \"config\" : { \"appId\" : " + quoted(flow.appId())
                        + ", \"name\" : " + quoted(flow.name()) + tags + (tags.isEmpty() ? "" : " ]")
                        + " }, \"optional\" : false } }");
    }

    void completed(String description, String command) throws IOException {
        log(" INFO", "maestro.cli.runner.CliConsoleListener.onCommandFinished", description + " COMPLETED");
        step(command, command, "COMPLETED", Optional.empty(), "");
    }

    /** A text that is typed; what the flow says is not what was evaluated. */
    void typed(String text) throws IOException {
        started("Input text ${output.text}");
        log(" INFO", "maestro.Maestro.inputText", "Inputting text: " + text);
        log(" INFO", "maestro.cli.runner.CliConsoleListener.onCommandFinished", "Input text ${output.text} COMPLETED");
        String head = "{ \"inputTextCommand\" : { \"text\" : ";
        step(
                head + "\"${output.text}\", \"optional\" : false } }",
                head + quoted(text) + ", \"optional\" : false } }",
                "COMPLETED",
                Optional.empty(),
                "");
    }

    /** The step that decided, with its pictures if the device can still be asked. */
    void decided(String description, String command, FastMaestroOutcome outcome) throws IOException {
        String artifacts = "";
        if (outcome.stepStatus().equals("FAILED")) {
            log(
                    "ERROR",
                    "maestro.orchestra.Orchestra.executeCommands",
                    "[Command execution] CommandFailed: " + outcome.stepError().orElse(""));
            artifacts = outcome.picture() ? pictures(outcome) : "";
        }
        if (!outcome.stepStatus().equals("RUNNING")) {
            log(
                    " INFO",
                    "maestro.cli.runner.CliConsoleListener.onCommandFinished",
                    description + " " + outcome.stepStatus());
        }
        step(command, command, outcome.stepStatus(), outcome.stepError(), artifacts);
    }

    private String pictures(FastMaestroOutcome outcome) throws IOException {
        String name = "step-00" + (steps.size() + 1) + "-assertCondition-Done";
        Files.createDirectories(folder.resolve("screen-hierarchy"));
        Files.createDirectories(folder.resolve("screenshots"));
        Files.writeString(
                folder.resolve("screen-hierarchy/" + name + ".json"),
                "{ \"attributes\" : { }, \"children\" : [ { \"attributes\" : { \"text\" : "
                        + quoted(outcome.dialog().orElse("Tickets"))
                        + ", \"bounds\" : \"[40,360][1040,480]\" }, \"children\" : [ ] } ] }");
        Files.write(
                folder.resolve("screenshots/" + name + ".png"),
                Base64.getDecoder().decode(PIXEL));
        entries.add(
                "{ \"kind\" : \"SCREEN_HIERARCHY\", \"format\" : \"JSON\", \"relativePath\" : \"screen-hierarchy\", \"count\" : 1 }");
        entries.add(
                "{ \"kind\" : \"SCREENSHOT\", \"format\" : \"PNG\", \"relativePath\" : \"screenshots\", \"count\" : 1 }");
        return ", \"artifacts\" : [ { \"type\" : \"SCREEN_HIERARCHY\", \"path\" : \"screen-hierarchy/" + name
                + ".json\" }, { \"type\" : \"SCREENSHOT\", \"path\" : \"screenshots/" + name + ".png\" } ]";
    }

    private void step(String command, String evaluated, String status, Optional<String> error, String artifacts) {
        steps.add("{\n  \"command\" : " + command + ",\n  \"metadata\" : {\n    \"status\" : \"" + status
                + "\",\n    \"timestamp\" : " + System.currentTimeMillis()
                + (status.equals("RUNNING") ? "" : ",\n    \"duration\" : 1")
                + (error.isEmpty() ? "" : ",\n    \"error\" : { \"message\" : " + quoted(error.orElseThrow()) + " }")
                + ",\n    \"sequenceNumber\" : " + steps.size() + ",\n    \"depth\" : 0,\n    \"evaluatedCommand\" : "
                + evaluated + artifacts + "\n  }\n}");
    }

    /** What is written when the flow has ended, or when the process is asked to end while it runs. */
    void commands() throws IOException {
        Files.writeString(folder.resolve("commands.json"), "[ " + String.join(", ", steps) + " ]");
    }

    /** The rest of the folder. */
    void finish(FastMaestroOutcome outcome, List<String> deviceLog) throws IOException {
        commands();
        entries.addFirst(file("MAESTRO_LOG", "TXT", "logs/maestro.log", ""));
        entries.add(file("COMMAND_METADATA", "JSON", "commands.json", ""));
        if (outcome.log()) {
            StringBuilder log = new StringBuilder("--------- beginning of main\n");
            for (String line : deviceLog) {
                log.append("01-01 00:00:00.000 I/App( 4321): ").append(line).append('\n');
            }
            outcome.crash()
                    .ifPresent(
                            crash -> log.append("01-01 00:00:00.000 E/AndroidRuntime( 4321): FATAL EXCEPTION: main\n")
                                    .append(crashReport(crash)));
            Files.writeString(folder.resolve("logs/device-logcat.txt"), log);
            entries.add(file(
                    "DEVICE_LOG", "TXT", "logs/device-logcat.txt", ", \"metadata\" : { \"source\" : \"emulator\" }"));
        }
        if (outcome.crash().isPresent()) {
            String crash = outcome.crash().orElseThrow();
            Files.writeString(folder.resolve("logs/crash-report.txt"), crashReport(crash));
            entries.add(file(
                    "CRASH_REPORT",
                    "TXT",
                    "logs/crash-report.txt",
                    ", \"metadata\" : { \"message\" : " + quoted(crash) + " }"));
        }
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\n  \"$schema\" : \"https://storage.googleapis.com/maestro-schemas/artifact-manifest/v1.schema.json\",\n"
                        + "  \"entries\" : [ " + String.join(", ", entries) + " ]\n}");
    }

    private String crashReport(String crash) {
        String head = "01-01 00:00:00.000 E/AndroidRuntime( 4321): ";
        return head + "Process: " + flow.appId() + ", PID: 4321\n" + head + crash + "\n" + head + "\tat " + flow.appId()
                + ".MainActivity.onClick(MainActivity.java:42)\n";
    }

    private String file(String kind, String format, String path, String metadata) throws IOException {
        return "{ \"kind\" : \"" + kind + "\", \"format\" : \"" + format + "\", \"relativePath\" : \"" + path
                + "\", \"sizeBytes\" : " + Files.size(folder.resolve(path)) + metadata + " }";
    }

    /** A text as JSON. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                case '\r' -> json.append("\\r");
                default -> json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
