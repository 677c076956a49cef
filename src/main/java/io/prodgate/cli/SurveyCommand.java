package io.prodgate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code prodgate survey}: asks people, and collects what they answer. */
@Command(
        name = "survey",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes what people are asked with, and collects what they answer. Sends nothing.",
        subcommands = {SurveyNewCommand.class, SurveyAddCommand.class},
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate survey new prodgate.yaml --out survey",
            "  prodgate survey add answers/*.json export.csv --plan prodgate.yaml",
            "  prodgate run",
        })
public final class SurveyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Without one of its commands there is nothing to do: shows the help. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
