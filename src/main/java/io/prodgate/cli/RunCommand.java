package io.prodgate.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate run}: proves a plan against production and opens or closes the gate. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Proves the plan against production, writes the reports, and opens or closes the gate.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate run",
            "  prodgate run production/gate.yaml --out build/gate --set region=eu",
            "",
            "Exit codes: 0 approved, 1 not approved, 2 usage or plan error and nothing was",
            "run, 3 inconclusive, 130 and 143 ended by a signal.",
        })
public final class RunCommand implements Callable<Integer> {
    private final PlanLoader loader;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PlanOptions planOptions = new PlanOptions();

    @Mixin
    private SelectionOptions selectionOptions = new SelectionOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run's folder for journal and reports (default: prodgate-runs/RUN).")
    private @Nullable Path folder;

    @Mixin
    private PhaseOption phase = new PhaseOption();

    @Mixin
    private DisruptionOption disruption = new DisruptionOption();

    @Mixin
    private ShardOption shard = new ShardOption();

    @Mixin
    private AgainOption again = new AgainOption();

    @Mixin
    private GreenOption green = new GreenOption();

    @Mixin
    private SigningOption signing = new SigningOption();

    @Mixin
    private HistoryOption history = new HistoryOption();

    @Mixin
    private DocumentsOption documents = new DocumentsOption();

    @Option(names = "--strict", description = "Exit with 1 when approved only with conditions.")
    private boolean strict;

    /** The command, with what reads its plan. */
    public RunCommand(PlanLoader loader, Surroundings surroundings) {
        this.loader = loader;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        RunSession session = new RunSession(surroundings, spec.commandLine().getOut(), CommandLineSetup.palette(spec));
        String runId = RunId.next(surroundings.time(), surroundings.random());
        Memory memory = history.memory();
        LoadedPlan loaded = loader.load(planOptions);
        green.check(surroundings, loaded.plan(), runId);
        return session.carryOut(new RunSession.Order(
                runId,
                loaded,
                selectionOptions.selection(),
                shard.shard(surroundings),
                again.again(),
                Optional.ofNullable(folder),
                disruption.allowed(),
                phase.waits(),
                strict,
                true,
                new Attesting(signing.key()),
                memory,
                documents.papers(loaded)));
    }
}
