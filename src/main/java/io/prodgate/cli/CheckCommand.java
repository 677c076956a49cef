package io.prodgate.cli;

import io.prodgate.plan.PlanException;
import java.io.PrintWriter;
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

    /** The command, with what reads its plan. */
    public CheckCommand(PlanLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws PlanException, CommandException {
        LoadedPlan loaded = loader.load(planOptions);
        Outline outline = Outline.of(loaded.plan(), selectionOptions.selection().apply(loaded.checks()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(OutlineJson.of(outline));
        } else {
            new OutlineText(outline, CommandLineSetup.palette(spec)).print(out);
        }
        return ExitCode.OK;
    }
}
