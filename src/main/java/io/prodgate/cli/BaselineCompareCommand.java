package io.prodgate.cli;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.BaselineException;
import io.prodgate.baseline.BaselineFile;
import io.prodgate.baseline.Comparing;
import io.prodgate.baseline.Comparison;
import io.prodgate.baseline.Limits;
import io.prodgate.report.baseline.RunNumbers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate baseline compare}: whether the numbers of a run became worse. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Tells which numbers of a run became worse than a baseline: by more than is granted, and not by"
                + " chance.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate baseline compare baseline.json latest --limit 30 --limit tickets/time=50",
            "",
            "Exit codes: 0 nothing became worse, 1 something did: production, 2 usage error or",
            "an unreadable file, 3 something could not be compared, and nothing became worse.",
        })
public final class BaselineCompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BASELINE", description = "What 'prodgate baseline save' wrote.")
    private Path baseline = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "RUN",
            description = "The run's folder; its id below prodgate-runs; or latest, the last one there.")
    private String run = "";

    @Option(
            names = "--limit",
            paramLabel = "[NAME=]PERCENT",
            description =
                    "How much worse a number may be: percent (default: 20), of shares percentage points (default: 1);"
                            + " for all, or for one by its name or its check. May be repeated.")
    private List<String> limits = List.of();

    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Only the numbers of these checks (default: all in the baseline).")
    private List<String> only = List.of();

    @Option(
            names = "--min-samples",
            paramLabel = "N",
            defaultValue = "10",
            description = "Samples that a comparison needs on both sides (default: ${DEFAULT-VALUE}).")
    private int minSamples = Limits.USUAL.samples();

    @Option(
            names = "--min-observations",
            paramLabel = "N",
            defaultValue = "100",
            description = "Observations that a number needs of which no samples are known (default: ${DEFAULT-VALUE}).")
    private long minObservations = Limits.USUAL.observations();

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() throws CommandException {
        Baseline before = read();
        Baseline now = RunNumbers.of(ReadRun.of(run, "told", spec));
        Limits granted = BaselineLimits.read(limits, minSamples, minObservations, before);
        List<Comparison> comparisons = Comparing.of(BaselineLimits.chosen(before, only), now, granted);
        ComparisonText text = new ComparisonText(before, now, comparisons);
        if (json) {
            spec.commandLine().getOut().print(text.json());
        } else {
            text.print(CommandLineSetup.palette(spec), spec.commandLine().getOut());
        }
        spec.commandLine().getOut().flush();
        return text.exitCode();
    }

    private Baseline read() throws CommandException {
        try {
            return BaselineFile.read(baseline);
        } catch (BaselineException e) {
            throw CommandException.usage(DisplayText.line(String.valueOf(e.getMessage())));
        }
    }
}
