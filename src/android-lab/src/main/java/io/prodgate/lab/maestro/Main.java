package io.prodgate.lab.maestro;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.Set;
import maestro.debuglog.LogConfig;
import maestro.device.Device;
import maestro.orchestra.error.ValidationError;
import maestro.orchestra.workspace.WorkspaceExecutionPlanner;
import maestro.orchestra.workspace.WorkspaceExecutionPlanner.ExecutionPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code maestro}, as far as a CI calls it: {@code maestro [--device SERIAL] test OPTIONS FLOW…}, {@code maestro --version}.
 * Exit codes: 0 all flows passed, 1 a flow or anything else failed, 2 the command line cannot be read.
 */
public final class Main {
    /** The version of the engine whose outputs this follows; pom.xml has the same. */
    static final String VERSION = "2.10.0";

    private Main() {}

    /**
     * Runs as {@code maestro} would.
     *
     * @param arguments Maestro's
     */
    public static void main(String... arguments) {
        System.exit(exit(arguments));
    }

    private static int exit(String... arguments) {
        try {
            Call call = Call.read(arguments);
            if (call.version()) {
                System.out.println(VERSION);
                return 0;
            }
            return test(call);
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (RefusalException e) {
            System.out.println();
            System.err.println(e.getMessage());
            return 1;
        } catch (Exception e) {
            System.out.println();
            System.err.println(e.getMessage() + "\n\nThe stack trace was:\n" + Traces.of(e));
            return 1;
        }
    }

    private static int test(Call call) throws Exception {
        Folders folders = Folders.of(call, LocalDateTime.now());
        LogConfig.INSTANCE.configure(folders.log().resolve("maestro.log").toString(), false);
        logSystemInfo();
        ExecutionPlan plan = plan(call);
        Device.Connected device = Phone.find(call);
        runShardSuite(device, plan);
        return new Suite(call, Phone.open(device, call), folders).run(plan);
    }

    // The log names methods: these two are called as they are in Maestro.

    private static void logSystemInfo() {
        Logger log = LoggerFactory.getLogger("MAESTRO");
        log.info("---- System Info ----");
        log.info("Maestro Version: {}", VERSION);
        log.info("OS Name: {}", System.getProperty("os.name"));
        log.info("OS Version: {}", System.getProperty("os.version"));
        log.info("Architecture: {}", System.getProperty("os.arch"));
        log.info("Java Version: {}", Runtime.version().feature());
        log.info("---------------------");
    }

    private static void runShardSuite(Device.Connected device, ExecutionPlan plan) {
        LoggerFactory.getLogger("maestro.cli.command.TestCommand")
                .info("[shard 1] Selected device {} with execution plan {}", device.getInstanceId(), plan);
    }

    private static ExecutionPlan plan(Call call) {
        Set<Path> input = new LinkedHashSet<>();
        call.files().forEach(file -> input.add(file.toAbsolutePath()));
        try {
            return WorkspaceExecutionPlanner.INSTANCE.plan(
                    input,
                    call.includeTags(),
                    call.excludeTags(),
                    call.config().map(Path::toAbsolutePath).orElse(null));
        } catch (ValidationError e) {
            throw new RefusalException(e.getMessage());
        }
    }
}
