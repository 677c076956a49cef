package io.prodgate.lab.maestro;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kotlin.jvm.functions.Function3;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.Dispatchers;
import maestro.MaestroException;
import maestro.orchestra.MaestroCommand;
import maestro.orchestra.MaestroConfig;
import maestro.orchestra.Orchestra;
import maestro.orchestra.util.Env;
import maestro.orchestra.yaml.YamlCommandReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One flow on one device, run by the engine. */
final class FlowRun {
    private static final Logger LOG = LoggerFactory.getLogger("maestro.cli.runner.TestSuiteInteractor");

    /** The positions of the arguments of the engine's constructor that are given. */
    private static final int MAESTRO = 0;

    private static final int ARTIFACTS = 1;
    private static final int LISTENERS = 3;
    private static final int ON_COMMAND_FAILED = 11;

    /**
     * How a flow ended.
     *
     * @param file where it was read
     * @param name its name
     * @param config what its head says
     * @param started local time
     * @param milliseconds how long it took
     * @param failure what the report says; empty if it passed
     * @param verdict the engine's sentence about the app, if that is why it failed
     */
    record Result(
            Path file,
            String name,
            Optional<MaestroConfig> config,
            LocalDateTime started,
            long milliseconds,
            Optional<String> failure,
            Optional<String> verdict) {
        boolean passed() {
            return failure.isEmpty();
        }
    }

    private final Phone phone;
    private final Folders folders;
    private final Map<String, String> variables;

    FlowRun(Phone phone, Folders folders, Map<String, String> variables) {
        this.phone = phone;
        this.folders = folders;
        this.variables = variables;
    }

    /** The name of the flow in a file. */
    String name(Path file) {
        return name(file, config(YamlCommandReader.INSTANCE.readCommands(file)));
    }

    /**
     * Runs the flow in a file; named as Maestro names it in its log.
     *
     * @param stepStarted is told what a step does
     * @param stepFinished is told how it ended
     */
    Result runFlow(Path file, Consumer<String> stepStarted, Consumer<String> stepFinished) throws InterruptedException {
        List<MaestroCommand> commands =
                Env.INSTANCE.withEnv(YamlCommandReader.INSTANCE.readCommands(file), environment(file));
        Optional<MaestroConfig> config = config(commands);
        String name = name(file, config);
        LOG.info(" Running flow {}", name);
        Orchestra orchestra = KotlinDefaults.construct(
                Orchestra.class,
                Map.of(
                        MAESTRO,
                        phone.maestro(),
                        ARTIFACTS,
                        folders.ofFlow(name),
                        LISTENERS,
                        List.of(new StepLog(stepStarted, stepFinished)),
                        ON_COMMAND_FAILED,
                        (Function3<Integer, MaestroCommand, Throwable, Orchestra.ErrorResolution>)
                                (number, command, error) -> Orchestra.ErrorResolution.FAIL));
        LocalDateTime started = LocalDateTime.now();
        long begun = System.nanoTime();
        Optional<String> failure = Optional.empty();
        Optional<String> verdict = Optional.empty();
        try {
            Orchestra.FlowResult result = BuildersKt.runBlocking(
                    Dispatchers.getIO(), (scope, continuation) -> orchestra.runFlow(commands, continuation));
            if (!result.getSuccess()) {
                verdict = Optional.ofNullable(result.getDebugOutput().getException())
                        .map(MaestroException::getMessage);
                failure = Optional.of(verdict.orElse("Unknown error"));
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // Kotlin throws what it likes: a lost device is an IOException.
            LOG.error("Failed to complete flow", e);
            failure = Optional.of(e instanceof MaestroException ? e.getMessage() : Traces.of(e));
        }
        return new Result(
                file,
                name,
                config,
                started,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                failure,
                verdict);
    }

    private Map<String, String> environment(Path file) {
        return Env.INSTANCE.withDefaultEnvVars(
                Env.INSTANCE.withInjectedShellEnvVars(variables), file.toFile(), phone.serial(), null);
    }

    private static Optional<MaestroConfig> config(List<MaestroCommand> commands) {
        return Optional.ofNullable(YamlCommandReader.INSTANCE.getConfig(commands));
    }

    private static String name(Path file, Optional<MaestroConfig> config) {
        String fileName = file.getFileName().toString();
        int dot = fileName.lastIndexOf('.');
        return config.map(MaestroConfig::getName).orElse(dot < 0 ? fileName : fileName.substring(0, dot));
    }
}
