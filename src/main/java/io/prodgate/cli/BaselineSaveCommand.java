package io.prodgate.cli;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.BaselineException;
import io.prodgate.baseline.BaselineFile;
import io.prodgate.journal.RunResult;
import io.prodgate.report.baseline.RunNumbers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate baseline save}: the numbers of a run into a file. */
@Command(
        name = "save",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes the numbers that a run measured into a file, with what each stands on.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate baseline save latest --out baseline.json",
            "",
            "Exit codes: 0 written, 2 usage error or no such run, 3 the run has no number",
            "that one could compare with, and nothing was written.",
        })
public final class BaselineSaveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NamedRun run = new NamedRun();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "baseline.json",
            description = "Where to write it (default: ${DEFAULT-VALUE}). A file that is there is replaced.")
    private Path out = Path.of("baseline.json");

    @Override
    public Integer call() throws CommandException {
        RunResult result = ReadRun.of(run.name(), "told", spec);
        Baseline baseline = RunNumbers.of(result);
        PrintWriter screen = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (!result.finished()) {
            err.println("warning: the run has not come to its end; what it had measured by then is taken");
        }
        baseline.leftOut()
                .forEach(left -> err.println(DisplayText.line("left out: " + left.name() + ": " + left.why())));
        if (baseline.numbers().isEmpty()) {
            err.println("error: the run " + DisplayText.line(baseline.run().id())
                    + " has no number that one could compare with; nothing was written");
            return ExitCode.INCONCLUSIVE;
        }
        try {
            BaselineFile.write(out, BaselineFile.text(baseline));
        } catch (BaselineException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
        screen.println(
                "wrote " + out + ": " + DisplayText.count(baseline.numbers().size(), "number") + " of the run "
                        + DisplayText.line(baseline.run().id()));
        screen.flush();
        return ExitCode.OK;
    }
}
