package io.prodgate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code prodgate baseline}: the numbers of a run, kept and compared. */
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Keeps the numbers of a run as a file, to compare later runs with. Sends nothing.",
        subcommands = {
            BaselineSaveCommand.class,
            BaselineShowCommand.class,
            BaselineCompareCommand.class,
            BaselineSloCommand.class
        },
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate baseline save latest --out baseline.json",
            "  prodgate baseline show baseline.json --out performance-baseline-metrics.md",
            "  prodgate baseline compare baseline.json latest",
            "  prodgate baseline slo baseline.json --out slo-rules.yml",
        })
public final class BaselineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Without one of its commands there is nothing to do: shows the help. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
