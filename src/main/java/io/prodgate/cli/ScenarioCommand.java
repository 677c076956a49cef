package io.prodgate.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate scenario}: lists stages that prove how production bears trouble, or prints one for a plan. */
@Command(
        name = "scenario",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Lists stages that prove how production bears trouble, or prints one of them to be put below 'stages:'"
                        + " of a plan.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate scenario",
            "  prodgate scenario knowledge-base-slow",
        })
public final class ScenarioCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Which one to print; without it all are listed.")
    private Optional<String> name = Optional.empty();

    @Override
    public Integer call() throws CommandException {
        PrintWriter out = spec.commandLine().getOut();
        if (name.isPresent()) {
            out.print(ScenarioFile.named(name.get()).stage());
            out.flush();
            return ExitCode.OK;
        }
        Palette palette = CommandLineSetup.palette(spec);
        int width = ScenarioFile.all().stream()
                .mapToInt(one -> one.name().length())
                .max()
                .orElse(0);
        for (ScenarioFile one : ScenarioFile.all()) {
            out.println(palette.strong(one.name())
                    + " ".repeat(width - one.name().length() + 2)
                    + one.title()
                    + palette.quiet("  (" + one.safety().wireName() + ")"));
        }
        out.println();
        out.println(
                "'prodgate scenario NAME' prints one of them. Put it below 'stages:' of a plan, go through the lines"
                        + " that end with 'fill in',");
        out.println("and see what 'prodgate check' says. What is disruptive is left out unless 'prodgate run' has"
                + " --allow-disruption.");
        return ExitCode.OK;
    }
}
