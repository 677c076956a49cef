package io.prodgate.cli;

import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanException;
import io.prodgate.run.Samples;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate check}: validates a plan and tells what it would do. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Validates a plan and tells what it would do: order, requests, writes. Sends nothing.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate check",
            "  prodgate check production/gate.yaml --set region=eu --only 'login*'",
            "  prodgate check --samples incidents.yaml",
        })
public final class CheckCommand implements Callable<Integer> {
    private final PlanLoader loader;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PlanOptions planOptions = new PlanOptions();

    @Mixin
    private SelectionOptions selectionOptions = new SelectionOptions();

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Option(
            names = "--samples",
            paramLabel = "FILE",
            description = "Try the diagnosis rules on the samples of a file, instead of telling what a run would do.")
    private Optional<Path> samples = Optional.empty();

    /** The command, with what reads its plan. */
    public CheckCommand(PlanLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws PlanException, CommandException {
        LoadedPlan loaded = loader.load(planOptions);
        if (samples.isPresent()) {
            return trySamples(loaded, samples.get());
        }
        Outline outline = Outline.of(loaded.plan(), selectionOptions.selection().apply(loaded.checks()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(OutlineJson.of(outline));
        } else {
            new OutlineText(outline, CommandLineSetup.palette(spec)).print(out);
        }
        return ExitCode.OK;
    }

    private int trySamples(LoadedPlan loaded, Path file) throws PlanException {
        PlanErrors errors = new PlanErrors();
        SampleReport report = new SampleReport(file, new Samples(loaded.plan(), loaded.rules(), errors).ofFile(file));
        PrintWriter out = spec.commandLine().getOut();
        if (json && !report.results().isEmpty()) {
            out.println(report.json());
        } else if (!json) {
            report.print(CommandLineSetup.palette(spec), out);
        }
        out.flush();
        errors.throwIfAny();
        return ExitCode.OK;
    }
}
