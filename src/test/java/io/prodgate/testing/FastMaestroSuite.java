package io.prodgate.testing;

import io.prodgate.testing.FastMaestroDirective.Kind;
import io.prodgate.testing.FastMaestroLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The flows of one start of {@link FastMaestro}, one after the other on one device. */
final class FastMaestroSuite {
    private final FastMaestroCall call;
    private final FastMaestroFaults faults;
    private final FastMaestroLog log;
    private final String device;
    private final Path folder;
    private final Path commonLog;
    private final boolean sessionTaken;
    private final List<FastMaestroDirective> ofStart;
    private Optional<FastMaestroOutcome> cascade = Optional.empty();
    private Optional<FastMaestroArtifacts> running = Optional.empty();
    private boolean noReport;

    FastMaestroSuite(
            FastMaestroCall call,
            FastMaestroFaults faults,
            FastMaestroLog log,
            String device,
            Path folder,
            Path commonLog,
            boolean sessionTaken,
            List<FastMaestroDirective> ofStart) {
        this.call = call;
        this.faults = faults;
        this.log = log;
        this.device = device;
        this.folder = folder;
        this.commonLog = commonLog;
        this.sessionTaken = sessionTaken;
        this.ofStart = ofStart;
    }

    /** Runs them all; the exit code. */
    int run(List<FastMaestroFlow> flows, boolean reportWanted) throws IOException, InterruptedException {
        String deviceName = deviceName(device);
        FastMaestroReport report = new FastMaestroReport(deviceName);
        System.out.println(call.junit ? "\nWaiting for flows to complete..." : "Running on " + deviceName);
        List<Boolean> passed = new ArrayList<>();
        FastMaestroSequence sequence = FastMaestroSequence.read(call.config);
        for (FastMaestroFlow flow : sequence.first(flows)) {
            passed.add(flow(flow, report));
            if (!passed.getLast() && !sequence.continues()) {
                System.out.println("\nFlow " + flow.name()
                        + " failed and continueOnFailure is set to false, aborting running sequential Flows\n");
                break;
            }
        }
        for (FastMaestroFlow flow : sequence.rest(flows)) {
            passed.add(flow(flow, report));
        }
        int failed = Collections.frequency(passed, false);
        if (call.junit) {
            int told = failed == 0 ? passed.size() : failed;
            System.out.println("\n" + told + "/" + passed.size() + (told == 1 ? " Flow " : " Flows ")
                    + (failed == 0 ? "Passed in " + spoken(report.milliseconds()) + "\n" : "Failed") + "\n");
        }
        if (noReport || !reportWanted) {
            return noReport ? 1 : Math.min(1, failed);
        }
        if (call.junit) {
            Path file = call.output.orElse(Path.of("report.xml"));
            if (file.getParent() != null && !Files.isDirectory(file.getParent())) {
                System.err.println(file + " (No such file or directory)");
                return 1;
            }
            report.write(file);
        }
        return Math.min(1, failed);
    }

    private boolean flow(FastMaestroFlow flow, FastMaestroReport report) throws IOException, InterruptedException {
        LocalDateTime started = LocalDateTime.now(ZoneId.systemDefault());
        long begun = System.nanoTime();
        List<FastMaestroDirective> told = new ArrayList<>();
        int attempt = log.start(device, Event.FLOW_START, flow.stem(), count -> {
            told.addAll(flow.directives());
            told.addAll(faults.ofFlow(flow.stem(), device, count));
            return FastMaestroDirective.written(told);
        });
        FastMaestroArtifacts artifacts = new FastMaestroArtifacts(folder.resolve(folderName(flow)), commonLog, flow);
        running = Optional.of(artifacts);
        artifacts.log(" INFO", "maestro.cli.runner.TestSuiteInteractor.runFlow", " Running flow " + flow.name());
        FastMaestroOutcome outcome = outcome(told);
        List<String> deviceLog = steps(flow, artifacts, told, outcome);
        artifacts.finish(outcome, deviceLog);
        running = Optional.empty();
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (!FastMaestroDirective.has(told, Kind.DROPS)) {
            report.add(flow, started, milliseconds, outcome.failure());
        }
        say(flow, milliseconds, outcome);
        log.end(device, Event.FLOW_END, flow.stem(), attempt, outcome.failure().orElse("passed"));
        return outcome.failure().isEmpty();
    }

    /** The last directive that decides how the flow ends; a driver that is dead already decides before any. */
    private FastMaestroOutcome outcome(List<FastMaestroDirective> told) {
        if (sessionTaken) {
            return FastMaestroOutcome.sessionTaken(device);
        }
        if (cascade.isPresent()) {
            return cascade.orElseThrow();
        }
        FastMaestroOutcome outcome = FastMaestroOutcome.passed();
        for (FastMaestroDirective directive : told) {
            FastMaestroOutcome one = FastMaestroOutcome.of(directive, device);
            if (one.failure().isPresent()) {
                outcome = one;
                cascade = FastMaestroOutcome.afterwards(directive.kind(), device);
            }
            noReport |= directive.kind() == Kind.NO_REPORT;
        }
        return outcome;
    }

    private List<String> steps(
            FastMaestroFlow flow,
            FastMaestroArtifacts artifacts,
            List<FastMaestroDirective> told,
            FastMaestroOutcome outcome)
            throws IOException, InterruptedException {
        artifacts.variables(variables(flow));
        List<String> deviceLog = new ArrayList<>();
        String launch = "Launch app \"" + flow.appId() + "\"";
        String command = "{ \"launchAppCommand\" : { \"appId\" : " + FastMaestroArtifacts.quoted(flow.appId())
                + ", \"optional\" : false } }";
        artifacts.started(launch);
        if (outcome.atLaunch()) {
            artifacts.decided(launch, command, outcome);
            return deviceLog;
        }
        artifacts.completed(launch, command);
        for (FastMaestroDirective directive : told) {
            switch (directive.kind()) {
                case TYPES ->
                    artifacts.typed(directive
                            .text()
                            .replace("{unique}", ProcessHandle.current().pid() + "-" + System.nanoTime()));
                case LOGCAT -> deviceLog.add(directive.text());
                case PRINTS ->
                    artifacts.log(
                            " INFO", "maestro.orchestra.Orchestra.executeCommands", "JsConsole: " + directive.text());
                default -> {}
            }
        }
        String text = outcome.failure().orElse("").contains("Element not found")
                ? "Tap on \"Done\""
                : "Assert that \"Done\" is visible";
        artifacts.started(text);
        wait(told);
        FastMaestroCable.pull(told, ofStart);
        artifacts.decided(
                text,
                "{ \"assertConditionCommand\" : { \"condition\" : { \"visible\" : { \"textRegex\" : \"Done\","
                        + " \"optional\" : false } }, \"optional\" : false } }",
                outcome);
        return deviceLog;
    }

    /** Takes the time of the flow, and does not come back from what ends the process or never ends. */
    static void wait(List<FastMaestroDirective> told) throws IOException, InterruptedException {
        long milliseconds = 0;
        for (FastMaestroDirective directive : told) {
            if (directive.kind() == Kind.TAKES || directive.kind() == Kind.DRIVER_HANGS) {
                milliseconds = directive.milliseconds();
            }
        }
        Thread.sleep(milliseconds);
        for (FastMaestroDirective directive : told) {
            if (directive.kind() == Kind.KILLED) {
                new ProcessBuilder(
                                "kill",
                                "-KILL",
                                String.valueOf(ProcessHandle.current().pid()))
                        .start();
                new CountDownLatch(1).await();
            } else if (directive.kind() == Kind.HANGS) {
                new CountDownLatch(1).await();
            }
        }
    }

    /** What Maestro still writes when it is asked to end: the commands so far, no report. */
    void stopped() throws IOException {
        if (running.isPresent()) {
            running.orElseThrow().commands();
        }
    }

    private void say(FastMaestroFlow flow, long milliseconds, FastMaestroOutcome outcome) {
        String failure = outcome.failure().orElse("");
        if (call.junit) {
            boolean plain = !failure.isEmpty() && failure.indexOf('\n') < 0 && !failure.equals("Unknown error");
            System.out.println((failure.isEmpty() ? "[Passed] " : "[Failed] ") + flow.name() + " ("
                    + spoken(milliseconds) + ")" + (plain ? " (" + failure + ")" : ""));
        } else {
            System.out.println(" > Flow " + flow.name() + "\nLaunch app \"" + flow.appId()
                    + "\"... COMPLETED\nAssert that \"Done\" is visible... " + outcome.stepStatus());
        }
    }

    private static String spoken(long milliseconds) {
        long seconds = (milliseconds + 500) / 1000;
        return milliseconds < 1000
                ? milliseconds + "ms"
                : seconds < 60 ? seconds + "s" : seconds / 60 + "m " + seconds % 60 + "s";
    }

    private Map<String, String> variables(FastMaestroFlow flow) {
        Map<String, String> variables = new LinkedHashMap<>(call.environment);
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (variable.getKey().startsWith("MAESTRO_")) {
                variables.put(variable.getKey(), variable.getValue());
            }
        }
        variables.put("MAESTRO_FILENAME", flow.stem());
        variables.put("MAESTRO_DEVICE_UDID", device);
        variables.put("MAESTRO_SHARD_ID", "1");
        variables.put("MAESTRO_SHARD_INDEX", "0");
        return variables;
    }

    private static String deviceName(String device) {
        return device.startsWith("emulator-") ? "Sim_API_34_" + (Integer.parseInt(device.substring(9)) + 1) : device;
    }

    static String folderName(FastMaestroFlow flow) {
        return flow.name().replace("/", "_");
    }
}
