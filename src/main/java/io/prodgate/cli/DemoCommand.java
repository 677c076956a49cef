package io.prodgate.cli;

import io.prodgate.demo.DemoApp;
import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import io.prodgate.plan.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate demo}: everything there is to see, against a stand-in production in this process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Starts a small stand-in production on this machine and runs a complete plan against it, offline.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate demo",
            "  prodgate demo --list",
            "  prodgate demo --scenario wrong-answer",
            "  prodgate demo --serve --port 8443",
            "  prodgate demo --apk target/demo-app.apk",
        })
public final class DemoCommand implements Callable<Integer> {
    /** Two below the highest there is: the control host and the name server take the next ones. */
    private static final int HIGHEST_PORT = 65_533;

    private static final Path SERVED = Path.of("prodgate-demo");

    private final PlanLoader loader;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "healthy",
            description = "How the stand-in behaves (default: healthy); --list shows them all.")
    private String scenario = "healthy";

    @Option(names = "--list", description = "List the scenarios and the verdict each one ends in.")
    private boolean list;

    @Option(
            names = "--serve",
            description = "Only start the stand-in, write its plan, and keep it running to play with.")
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Where the stand-in listens; its control host and name server take the next two (default: any that"
                            + " are free; 8443 with --apk).")
    private int port;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The run's folder (default: prodgate-runs/RUN); with --serve the plan's (default: prodgate-demo).")
    private @Nullable Path folder;

    @Option(
            names = "--apk",
            paramLabel = "FILE",
            description =
                    "Also run the flows of the demo's app on the devices that are attached (./mvnw -Pdemo-app package"
                            + " builds it).")
    private @Nullable Path apk;

    @Option(
            names = "--flows",
            paramLabel = "DIR",
            defaultValue = "flows",
            description = "The flows of the demo's app (default: flows, as in the sources).")
    private Path flows = DemoDevices.FLOWS;

    @Mixin
    private DocumentsOption documents = new DocumentsOption();

    @Mixin
    private DisruptionOption disruption = new DisruptionOption();

    /** The command, with what reads its plan. */
    public DemoCommand(PlanLoader loader, Surroundings surroundings) {
        this.loader = loader;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Scenario.all().forEach(one -> print(String.format("  %-20s %s", one.wireName(), told(one))));
            return ExitCode.OK;
        }
        Scenario chosen = Scenario.named(scenario)
                .orElseThrow(() -> CommandException.usage("there is no scenario '" + scenario + "' ("
                        + Nearest.hint(
                                scenario,
                                Scenario.all().stream().map(Scenario::wireName).toList())
                        + ")"));
        if (chosen.disrupts() && !disruption.allowed()) {
            throw CommandException.usage("the scenario " + chosen.wireName()
                    + " shows itself only when the stand-in is broken on purpose: add --allow-disruption");
        }
        DemoDevices devices = DemoDevices.look(Optional.ofNullable(apk), flows, surroundings);
        try (DemoPlatform platform = start(chosen);
                devices) {
            devices.reach(platform.url());
            return serve ? serve(platform, devices) : run(platform, devices);
        }
    }

    private DemoPlatform start(Scenario chosen) throws CommandException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw CommandException.usage("--port is a number from 1 to " + HIGHEST_PORT + ", found " + port);
        }
        int first = port == 0 && apk != null ? DemoApp.PORT : port;
        DemoPlatform.Ports ports = first == 0 ? DemoPlatform.Ports.free() : DemoPlatform.Ports.from(first);
        try {
            return DemoPlatform.start(chosen, ports, surroundings.time(), surroundings.random());
        } catch (IOException e) {
            throw CommandException.usage("the demo cannot start: " + e.getMessage());
        }
    }

    private Path writePlan(DemoPlatform platform, DemoDevices devices, Path folder) throws CommandException {
        try {
            return platform.writePlan(folder, devices.app(), disruption.allowed());
        } catch (IOException e) {
            throw CommandException.usage("the demo's plan cannot be written: " + e.getMessage());
        }
    }

    private int run(DemoPlatform platform, DemoDevices devices) throws Exception {
        print("Stand-in production at " + platform.url() + ", scenario "
                + platform.scenario().wireName() + ": " + told(platform.scenario()));
        String runId = RunId.next(surroundings.time(), surroundings.random());
        Path runFolder = RunFolder.create(Optional.ofNullable(folder), runId).path();
        Path plan = writePlan(platform, devices, runFolder.resolve("plan"));
        // The stand-in is on this machine: no proxy of the network is in between.
        Surroundings offline = surroundings.withoutProxies().keeping(runFolder.resolve("state"));
        LoadedPlan loaded = loader.load(PlanOptions.of(plan));
        int exitCode = new RunSession(offline, out(), CommandLineSetup.palette(spec))
                .carryOut(new RunSession.Order(
                        runId,
                        loaded,
                        new Selection(List.of(), List.of(), List.of()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(runFolder),
                        disruption.allowed(),
                        true,
                        false,
                        false,
                        new Attesting(Optional.empty()),
                        Memory.NONE,
                        documents.papers(loaded)));
        List<String> notShown = devices.notShown();
        if (!notShown.isEmpty()) {
            print("");
            notShown.forEach(this::print);
        }
        return exitCode;
    }

    private int serve(DemoPlatform platform, DemoDevices devices) throws Exception {
        Path plan = writePlan(platform, devices, Optional.ofNullable(folder).orElse(SERVED));
        print("Stand-in production at " + platform.url() + ", scenario "
                + platform.scenario().wireName() + ": " + told(platform.scenario()));
        print("Its plan: " + plan);
        print("Try:      prodgate run " + plan);
        print("          curl --cacert " + plan.resolveSibling("demo-ca.pem") + " " + platform.url() + "/health");
        devices.notShown().forEach(this::print);
        print("Ctrl-C ends it.");
        CountDownLatch end = new CountDownLatch(1);
        Signals.Ended<Integer> ended = new Signals(surroundings.time())
                .whileRunning(kind -> end.countDown(), () -> {}, () -> {
                    end.await();
                    return ExitCode.OK;
                });
        return ended.signal().map(Signals.Kind::exitCode).orElse(ended.value());
    }

    private static String told(Scenario scenario) {
        return scenario.description() + " (ends " + scenario.ending().verdict() + ", exit code "
                + scenario.ending().exitCode() + ")";
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void print(String line) {
        out().println(line);
        out().flush();
    }
}
