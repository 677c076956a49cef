package io.prodgate.testing;

import io.prodgate.testing.FastMaestroDirective.Kind;
import io.prodgate.testing.FastMaestroLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stand-in of {@code maestro}, fast enough for hundreds of starts: the same command line, exit codes, reports and folders
 * as Maestro 2.10.0 was recorded with, but no device and no engine. It reads flows only for the directives in their comments
 * ({@link FastMaestroDirective}) and a file of faults ({@link FastMaestroFaults}), and logs what it did
 * ({@link FastMaestroLog}). {@link FastMaestroInstallation} puts it on a {@code PATH}. It runs as a process of its own and
 * needs nothing but the JDK; it avoids what makes a JVM start slowly.
 */
public final class FastMaestro {
    static final String FAULTS = "STAND_IN_FAULTS";
    static final String LOG = "STAND_IN_LOG";

    private FastMaestro() {}

    /**
     * Runs as {@code maestro} would.
     *
     * @param arguments Maestro's
     */
    public static void main(String... arguments) throws Exception {
        // halt: nothing of ours is left to do, and the hooks are for those who are asked to end before.
        Runtime.getRuntime().halt(run(arguments));
    }

    private static int run(String... arguments) throws IOException, InterruptedException {
        FastMaestroCall call;
        try {
            call = FastMaestroCall.read(FastMaestroArguments.expanded(arguments));
        } catch (FastMaestroCall.UsageException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        if (call.version) {
            System.out.println("2.10.0");
            return 0;
        }
        Optional<List<FastMaestroFlow>> flows = flows(call);
        if (flows.isEmpty()) {
            return 1;
        }
        String device = call.device.orElse("emulator-5554");
        FastMaestroFaults faults = FastMaestroFaults.read(file(FAULTS));
        FastMaestroLog log = new FastMaestroLog(file(LOG));
        List<FastMaestroDirective> told = new ArrayList<>();
        int start = log.start(device, Event.START, "", count -> {
            told.addAll(faults.ofStart(device, count));
            return FastMaestroDirective.written(told);
        });
        int exit = started(call, device, faults, log, told, flows.orElseThrow());
        log.end(device, Event.END, "", start, "exit " + exit);
        return exit;
    }

    private static int started(
            FastMaestroCall call,
            String device,
            FastMaestroFaults faults,
            FastMaestroLog log,
            List<FastMaestroDirective> told,
            List<FastMaestroFlow> flows)
            throws IOException, InterruptedException {
        Path folder = folder(call);
        Files.createDirectories(folder);
        FastMaestroSession session = new FastMaestroSession(Path.of(System.getProperty("user.home")), device);
        boolean taken = session.begin();
        FastMaestroSuite.wait(told);
        boolean reportWanted = true;
        for (FastMaestroDirective directive : told) {
            if (directive.kind() == Kind.EXITS) {
                return (int) directive.milliseconds();
            }
            Optional<String> refusal = refusal(directive.kind(), device);
            if (refusal.isPresent()) {
                System.err.println(refusal.orElseThrow());
                return 1;
            }
            reportWanted &= directive.kind() != Kind.NO_REPORT;
        }
        Path commonLog = folder.resolve("maestro.log");
        Path flowsFolder =
                call.testOutput.map(output -> output.resolve(stamp())).orElse(folder);
        FastMaestroSuite suite = new FastMaestroSuite(call, faults, log, device, flowsFolder, commonLog, taken, told);
        Runtime.getRuntime().addShutdownHook(new Thread() {
            @Override
            public void run() {
                try {
                    suite.stopped();
                    session.end();
                } catch (IOException e) {
                    System.err.println(e);
                }
            }
        });
        int exit = suite.run(flows, reportWanted);
        session.end();
        return reportWanted ? exit : 1;
    }

    private static Optional<String> refusal(Kind kind, String device) {
        return switch (kind) {
            case NO_DEVICE -> Optional.of("Device " + device + " was requested, but it is not connected.");
            case DRIVER_TIMEOUT ->
                Optional.of(traced(
                        "Maestro Android driver did not start up in time on emulator [ " + device
                                + " ] (driver port 44265)",
                        "maestro.MaestroDriverStartupException$AndroidDriverTimeoutException"));
            case INSTRUMENTATION_FAILS ->
                Optional.of(traced(
                        "Maestro instrumentation could not be initialized",
                        "maestro.MaestroDriverStartupException$AndroidInstrumentationSetupFailure"));
            case INSTALL_FAILS ->
                Optional.of(traced(
                        "Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE]\n",
                        "maestro.android.AndroidOperationFailedException"));
            default -> Optional.empty();
        };
    }

    private static String traced(String message, String type) {
        return message + "\n\nThe stack trace was:\n" + type + ": " + message
                + "\n\tat maestro.Maestro$Companion.android(Maestro.kt:800)\n";
    }

    /** The flows that the files, folders and tags select; says what is wrong if there is none. */
    private static Optional<List<FastMaestroFlow>> flows(FastMaestroCall call) throws IOException {
        List<FastMaestroFlow> flows = new ArrayList<>();
        for (Path path : call.files) {
            if (!Files.exists(path)) {
                System.err.println("Flow path does not exist: " + path.toAbsolutePath());
                return Optional.empty();
            }
            for (Path file : Files.isDirectory(path) ? yaml(path) : List.of(path)) {
                FastMaestroFlow flow = FastMaestroFlow.read(file);
                if (flow.matches(call.include, call.exclude)) {
                    flows.add(flow);
                }
            }
        }
        if (flows.isEmpty()) {
            System.err.println("Include / Exclude tags did not match any Flows:\n\nInclude Tags:\n- "
                    + String.join("\n- ", call.include) + "\n\nExclude Tags:\n" + String.join("\n- ", call.exclude));
            return Optional.empty();
        }
        return Optional.of(flows);
    }

    private static List<Path> yaml(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (var all = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
            for (Path file : all) {
                if (!file.getFileName().toString().startsWith("config.")) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        return files;
    }

    private static Path folder(FastMaestroCall call) {
        if (call.flatten && call.debugOutput.isPresent()) {
            return call.debugOutput.orElseThrow();
        }
        return call.debugOutput
                .orElse(Path.of(System.getProperty("user.home")))
                .resolve(".maestro/tests")
                .resolve(stamp());
    }

    private static String stamp() {
        String now = LocalDateTime.now(ZoneId.systemDefault()).toString();
        return now.substring(0, 10) + "_" + now.substring(11, 19).replace(":", "");
    }

    private static Optional<Path> file(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
    }
}
